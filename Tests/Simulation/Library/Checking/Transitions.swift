import KicauCore

/// What one transaction may make of a delivery's state: the protocol's own table, and what a turn does twice.
enum Transitions {
    /// One turn of the dispatcher takes back what lost its holder and claims it anew; and what can go at once it claims and
    /// intends in one.
    private static let inOneTurn: [Delivery.State: Set<Delivery.State>] = [
        .scheduled: [.intent], .claimed: [.claimed, .intent], .intent: [.reconciling], .reconciling: [.reconciling],
    ]

    static func allows(_ from: Delivery.State, _ to: Delivery.State, epochRaised: Bool) -> Bool {
        if from == to, !epochRaised { return true }
        return table[from]?.contains(to) == true || epochRaised && inOneTurn[from]?.contains(to) == true
    }

    private static let table: [Delivery.State: Set<Delivery.State>] = Dictionary(
        grouping: Delivery.transitions, by: \.from
    ).mapValues { Set($0.map(\.to)) }
}
