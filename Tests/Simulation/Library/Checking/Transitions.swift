import KicauCore

/// What one transaction may make of a delivery's state: the protocol's own table, and what a turn does twice.
enum Transitions {
    /// One turn of the dispatcher takes back what lost its holder and claims it anew.
    private static let inOneTurn: [Delivery.State: Delivery.State] = [
        .claimed: .claimed, .intent: .reconciling, .reconciling: .reconciling,
    ]

    static func allows(_ from: Delivery.State, _ to: Delivery.State, epochRaised: Bool) -> Bool {
        if from == to, !epochRaised { return true }
        return table[from]?.contains(to) == true || epochRaised && inOneTurn[from] == to
    }

    private static let table: [Delivery.State: Set<Delivery.State>] = Dictionary(
        grouping: Delivery.transitions, by: \.from
    ).mapValues { Set($0.map(\.to)) }
}
