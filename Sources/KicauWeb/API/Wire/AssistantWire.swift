import KicauCore
import KicauPublish

/// The workspace's language model, without its key.
struct AssistantWire: Encodable, Sendable {
    struct Endpoint: Encodable, Sendable {
        let baseUrl: String
        let model: String
        let hasKey: Bool
        let pictures: Bool
        let streams: Bool
        let limitName: String
        let mostOutput: Int
        let pictureTokens: Int
    }

    struct Prices: Encodable, Sendable {
        let basis: String
        let tiers: [TierWire]?
        let microUsd: Int64?
        let watts: Int?
        let source: String
        let enteredBy: String
        let enteredAt: String
    }

    struct Doubt: Encodable, Sendable {
        let name: String
        let madeAt: String
        let microUsd: Int64
    }

    let endpoint: Endpoint?
    let prices: Prices?
    let inDoubt: [Doubt]

    init(_ standing: AssistantStanding?) {
        endpoint = standing.map {
            Endpoint(
                baseUrl: $0.endpoint.baseURL, model: $0.endpoint.model, hasKey: $0.hasKey,
                pictures: $0.endpoint.takesPictures, streams: $0.endpoint.streams,
                limitName: $0.endpoint.limitName.rawValue, mostOutput: $0.endpoint.mostOutput,
                pictureTokens: $0.endpoint.pictureTokens)
        }
        prices = standing?.prices.map(Prices.init)
        inDoubt = (standing?.inDoubt ?? []).map {
            Doubt(name: $0.name, madeAt: Timestamp.text($0.made), microUsd: $0.amount.microUSD)
        }
    }

    static let shape = Shape.named(
        "Assistant",
        .object([
            .may("endpoint", endpointShape, "Left out: no language model is set up"),
            .may("prices", pricesShape, "Left out: nobody said what the model costs, so it is not called"),
            .must("in_doubt", .list(doubtShape, 0...100), "Calls whose end nobody saw; their money stays set aside"),
        ]))

    private static let endpointShape = Shape.named(
        "AssistantEndpoint",
        .object([
            .must(
                "base_url", .text(most: ModelEndpoint.longestURL), "Up to the version",
                like: "https://api.openai.com/v1"),
            .must("model", .text(most: ModelEndpoint.longestModel), "Its name there", like: "gpt-4o-mini"),
            .must("has_key", .bool, "A key is kept; it is never shown", like: true),
            .must("pictures", .bool, "It takes pictures", like: true),
            .must("streams", .bool, "Answers come word by word", like: true),
            .must("limit_name", .words(of: ModelEndpoint.LimitName.self), "What the limit on an answer is called"),
            .must("most_output", .count, "The longest answer, in tokens", like: 800),
            .must("picture_tokens", .count, "The most that a picture can be counted as", like: 3000),
        ]))

    private static let pricesShape = Shape.named(
        "AssistantPrices",
        .object([
            .must("basis", .words(of: AskedModelPrices.Basis.self), "What is counted"),
            .may("tiers", .list(TierWire.shape, 1...ModelPrices.mostTiers), "By tokens: for a million of them"),
            .may("micro_usd", .money, "For a second, or for a kilowatt-hour", like: 120_000),
            .may("watts", .count, "By energy: what the machine draws while it works", like: 180),
            .must(
                "source", .text(most: 1000), "Where they were read, and when", like: "openai.com/pricing, 2026-11-27"),
            .must("entered_by", .text(most: 1000), "By whom", like: "Ayu"),
            .must("entered_at", .instant, "In force from then on"),
        ]))

    private static let doubtShape = Shape.named(
        "DoubtfulCall",
        .object([
            .must("name", .text(most: 200), "To resolve it by", like: "call/3f9a"),
            .must("made_at", .instant, "When it was made"),
            .must("micro_usd", .money, "What is set aside for it", like: 1_320),
        ]))
}

extension AssistantWire.Prices {
    fileprivate init(_ prices: EnteredPrices) {
        (source, enteredBy, enteredAt) = (prices.source, prices.enteredBy, Timestamp.text(prices.entered))
        switch prices.prices {
        case .tokens(let kept): (basis, tiers, microUsd, watts) = ("tokens", kept.map(TierWire.init), nil, nil)
        case .seconds(let price):
            (basis, tiers, microUsd, watts) = ("seconds", nil, price.total(of: 1, .up).microUSD, nil)
        case .energy(let price, let drawn):
            (basis, tiers, microUsd, watts) = ("energy", nil, price.total(of: 1, .up).microUSD, drawn)
        case .free: (basis, tiers, microUsd, watts) = ("free", nil, nil, nil)
        }
    }
}

/// Prices for a million tokens, of calls above a length.
struct TierWire: Codable, Sendable {
    let above: Int
    let inputMicroUsd: Int64
    let cachedMicroUsd: Int64?
    let outputMicroUsd: Int64

    init(_ tier: TokenTier) {
        let million = AskedModelPrices.tokensPriced
        above = tier.above
        inputMicroUsd = tier.input.total(of: million, .up).microUSD
        cachedMicroUsd = tier.cached?.total(of: million, .up).microUSD
        outputMicroUsd = tier.output.total(of: million, .up).microUSD
    }

    var asked: AskedModelPrices.Tier {
        AskedModelPrices.Tier(
            above: above, input: Money(microUSD: inputMicroUsd), output: Money(microUSD: outputMicroUsd),
            cached: cachedMicroUsd.map(Money.init(microUSD:)))
    }

    static let shape = Shape.named(
        "TokenTier",
        .object([
            .must(
                "above", .integer(0...Int64(ModelPrices.mostTokens)),
                "For calls with more tokens than that; 0 comes first", like: 0),
            .must("input_micro_usd", .money, "For a million tokens in", like: 150_000),
            .may("cached_micro_usd", .orNull(.money), "For a million that are still known there", like: 75_000),
            .must("output_micro_usd", .money, "For a million tokens out", like: 600_000),
        ]))
}
