import KicauCore

/// The moves a delivery's state may make in one transaction.
enum Transitions {
    typealias State = Delivery.State

    static let allowed: [State: Set<State>] = [
        .scheduled: [.claimed, .waiting, .cancelled, .published],
        .claimed: [.scheduled, .intent, .unknown, .published, .refused, .waiting, .cancelled],
        .intent: [.claimed, .scheduled, .unknown, .published, .refused, .waiting],
        .unknown: [.reconciling, .published],
        .reconciling: [.unknown, .scheduled, .published, .waiting],
        .waiting: [.scheduled, .unknown, .published, .dropped, .cancelled],
        .refused: [.scheduled, .dropped],
        .published: [], .dropped: [], .cancelled: [],
    ]

    /// One turn of the dispatcher takes back what lost its holder and claims it anew.
    private static let inOneTurn: [State: State] = [
        .claimed: .claimed, .intent: .reconciling, .reconciling: .reconciling,
    ]

    static func allows(_ from: State, _ to: State, epochRaised: Bool) -> Bool {
        if from == to, !epochRaised { return true }
        if from == .unknown, to == .unknown { return true }  // a person asked to look now
        return allowed[from]?.contains(to) == true || epochRaised && inOneTurn[from] == to
    }
}
