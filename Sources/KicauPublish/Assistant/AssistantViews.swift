public import KicauCore

/// How a workspace's language model is set up, without its key.
public struct AssistantStanding: Sendable, Hashable {
    public let endpoint: ModelEndpoint
    public let hasKey: Bool
    /// Nil: nobody has said what it costs, so it is not called.
    public let prices: EnteredPrices?
    /// What was entered before, newest first.
    public let history: [EnteredPrices]
    /// Calls whose end nobody saw: set aside until a person has looked at the bill.
    public let inDoubt: [DoubtfulCall]

    public init(
        endpoint: ModelEndpoint, hasKey: Bool, prices: EnteredPrices?, history: [EnteredPrices] = [],
        inDoubt: [DoubtfulCall] = []
    ) {
        self.endpoint = endpoint
        self.hasKey = hasKey
        self.prices = prices
        self.history = history
        self.inDoubt = inDoubt
    }
}

/// What a suggestion would cost.
public struct AssistantQuote: Sendable, Hashable {
    /// A guess, to go by.
    public let likely: Money
    /// What is set aside for it: it cannot come to more by the endpoint's own prices.
    public let most: Money

    public init(likely: Money, most: Money) {
        self.likely = likely
        self.most = most
    }
}

/// What a model proposed, and what it cost.
public struct AssistantAnswer: Sendable, Hashable {
    public let suggestions: [Suggestion]
    public let cost: Money
    public let use: ModelUse
    /// False: the answer broke off, or reached the longest that is allowed.
    public let isWhole: Bool

    public init(suggestions: [Suggestion], cost: Money, use: ModelUse, isWhole: Bool) {
        self.suggestions = suggestions
        self.cost = cost
        self.use = use
        self.isWhole = isWhole
    }
}

extension Publishing {
    public var assistant: Assistant { Assistant(kit: kit) }
}
