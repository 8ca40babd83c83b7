/// A model's prices, from the moment somebody entered them until somebody enters others.
public struct EnteredPrices: Sendable, Hashable {
    public let model: String
    public let prices: ModelPrices
    /// Where they were read, and when.
    public let source: String
    public let enteredBy: String
    public let entered: Instant

    public init(model: String, prices: ModelPrices, source: String, enteredBy: String, entered: Instant) {
        self.model = model
        self.prices = prices
        self.source = source
        self.enteredBy = enteredBy
        self.entered = entered
    }
}
