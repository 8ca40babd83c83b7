public import KicauCore

/// How a workspace's language model is set up, without its key.
public struct AssistantStanding: Sendable, Hashable {
    public let endpoint: ModelEndpoint
    public let hasKey: Bool
    /// Nil: nobody has said what it costs, so it is not called.
    public let prices: AssistantPrices?
    /// What was entered before, newest first.
    public let history: [AssistantPrices]
    /// Calls whose end nobody saw: set aside until a person has looked at the bill.
    public let inDoubt: [AssistantDoubt]

    public init(
        endpoint: ModelEndpoint, hasKey: Bool, prices: AssistantPrices?, history: [AssistantPrices] = [],
        inDoubt: [AssistantDoubt] = []
    ) {
        self.endpoint = endpoint
        self.hasKey = hasKey
        self.prices = prices
        self.history = history
        self.inDoubt = inDoubt
    }
}

/// A model's prices, by whose word and since when.
public struct AssistantPrices: Sendable, Hashable {
    public let model: String
    public let prices: ModelPrices
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

public struct AssistantDoubt: Sendable, Hashable {
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
