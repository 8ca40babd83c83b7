/// A call of which nobody knows whether it was billed.
public struct DoubtfulCall: Sendable, Hashable {
    /// What it is resolved by.
    public let name: String
    public let made: Instant
    public let amount: Money

    public init(name: String, made: Instant, amount: Money) {
        self.name = name
        self.made = made
        self.amount = amount
    }
}
