/// How putting other words in a published part's place ended. It may be tried again without harm.
public enum Edition: Hashable, Sendable {
    /// Some networks give the part a new identity with it.
    case edited(Receipt)
    case refused(Refusal)
    case postponed(until: Instant, Postponement)
    case signedOut(Refusal)
    case unknown(Trace)
    /// This network's API cannot.
    case notOffered
}
