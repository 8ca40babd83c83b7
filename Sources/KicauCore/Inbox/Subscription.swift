/// Whether a network rings for one account: what it says of that, or what came of asking it to.
public enum Subscription: Sendable {
    case subscribed
    case missing
    case refused(Refusal)
    case postponed(until: Instant, Postponement)
    case signedOut(Refusal)
    /// It is not ours to ask for: the operator does it, or nobody has to.
    case notOffered
}
