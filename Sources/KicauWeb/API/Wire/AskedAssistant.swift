import KicauCore
import KicauPublish

/// A language model to set up, or none.
struct AskedAssistant: Decodable, Sendable {
    let baseUrl: String
    let model: String
    /// So called because requests are remembered without what bears this name.
    let secret: String?
    let dropKey: Bool?
    let pictures: Bool?
    let streams: Bool?
    let limitName: ModelEndpoint.LimitName?
    let mostOutput: Int?
    let pictureTokens: Int?

    func endpoint() throws(Problem) -> ModelEndpoint {
        try ModelEndpoint(
            baseURL: baseUrl, model: model, takesPictures: pictures ?? false, streams: streams ?? true,
            limitName: limitName ?? .usual, mostOutput: mostOutput ?? ModelEndpoint.usualOutput,
            pictureTokens: pictureTokens ?? ModelEndpoint.usualPictureTokens)
    }

    var kept: KeptKey {
        if let secret { return .new(Redacted(secret)) }
        return dropKey == true ? .none : .asItIs
    }

    static let shape = Shape.named(
        "AskedAssistant",
        .object([
            .must("base_url", .text(most: 1000), "Up to the version", like: "https://api.openai.com/v1"),
            .must("model", .text(most: 1000), "Its name there", like: "gpt-4o-mini"),
            .may(
                "secret", .orNull(.text(most: 5000)), "The key. Left out or null: what is kept stays",
                like: "sk-example"),
            .may("drop_key", .bool, "Forget the kept key", like: false),
            .may("pictures", .bool, "It takes pictures; no when left out", like: true),
            .may("streams", .bool, "Answers come word by word; yes when left out", like: true),
            .may("limit_name", .words(of: ModelEndpoint.LimitName.self), "What the limit on an answer is called"),
            .may("most_output", .integer(0...1_000_000), "The longest answer, in tokens", like: 800),
            .may("picture_tokens", .integer(0...1_000_000), "The most that a picture can be counted as", like: 3000),
        ]))
}

/// What the model costs from now on.
struct AskedAssistantPrices: Decodable, Sendable {
    let basis: AskedModelPrices.Basis?
    let tiers: [TierWire]?
    let microUsd: Int64?
    let watts: Int?
    let litellm: String?
    let source: String?

    var asked: AskedModelPrices {
        AskedModelPrices(
            basis ?? .tokens, tiers: (tiers ?? []).map(\.asked), price: microUsd.map(Money.init(microUSD:)),
            watts: watts)
    }

    static let shape = Shape.named(
        "AskedAssistantPrices",
        .object([
            .may("basis", .words(of: AskedModelPrices.Basis.self), "What is counted; tokens when left out"),
            .may("tiers", .list(TierWire.shape, 0...100), "By tokens"),
            .may("micro_usd", .money, "For a second, or for a kilowatt-hour", like: 120_000),
            .may("watts", .integer(0...10_000_000), "By energy: what the machine draws while it works", like: 180),
            .may(
                "litellm", .text(most: 1_000_000),
                "Instead of basis: a file in LiteLLM's format, as text; the model's part of it is enough",
                like: "{\"gpt-4o-mini\":{\"input_cost_per_token\":1.5e-07,\"output_cost_per_token\":6e-07}}"),
            .may("source", .text(most: 1000), "Where they were read, and when", like: "openai.com/pricing, 2026-11-27"),
        ]))
}

/// What the model is asked for.
struct AskedSuggestions: Decodable, Sendable {
    let task: SuggestionAsk.Task
    let text: String?
    let language: String?
    let limits: [Int]?
    let picture: String?
    let mostMicroUsd: Int64?

    func ask() throws(Problem) -> SuggestionAsk {
        try SuggestionAsk(task, text: text ?? "", language: language ?? "", limits: limits ?? [])
    }

    static let shape = Shape.named(
        "AskedSuggestions",
        .object([
            .must("task", .words(of: SuggestionAsk.Task.self), "What to make"),
            .may("text", .text(most: 50_000), "Notes for a draft, or the text to work on", like: "Buka pukul tujuh."),
            .may("language", .text(most: 200), "For draft, translate and alt-text", like: "English"),
            .may(
                "limits", .list(.integer(0...1_000_000), 0...100), "For variants: the most characters of each",
                like: [280, 500]),
            .may("picture", .form(.sha256), "For alt-text: a picture that was uploaded"),
            .may("most_micro_usd", .money, "Refuse when it can cost more than this", like: 2_000),
        ]))
}

struct SuggestionsWire: Encodable, Sendable {
    struct Item: Encodable, Sendable {
        let text: String
        let limit: Int?
    }

    let suggestions: [Item]
    let microUsd: Int64
    let inputTokens: Int
    let cachedTokens: Int
    let outputTokens: Int
    let isReported: Bool
    let isWhole: Bool

    init(_ answer: AssistantAnswer) {
        suggestions = answer.suggestions.map { Item(text: $0.text, limit: $0.limit) }
        microUsd = answer.cost.microUSD
        (inputTokens, cachedTokens, outputTokens) = (answer.use.input, answer.use.cached, answer.use.output)
        isReported = answer.use.isReported
        isWhole = answer.isWhole
    }

    private static let item = Shape.named(
        "Suggestion",
        .object([
            .must("text", .text(most: Suggestion.longest), "Plain text", like: "Kami buka pukul tujuh."),
            .may("limit", .count, "Of a variant: the length it was asked for", like: 280),
        ]))

    static let shape = Shape.named(
        "Suggestions",
        .object([
            .must("suggestions", .list(item, 0...10), "Proposals; nothing was put anywhere"),
            .must("micro_usd", .money, "What was booked", like: 412),
            .must("input_tokens", .count, "Asked", like: 210),
            .must("cached_tokens", .count, "Of these, still known there", like: 0),
            .must("output_tokens", .count, "Answered", like: 64),
            .must("is_reported", .bool, "The endpoint counted; else these are the most it can have been", like: true),
            .must("is_whole", .bool, "The answer came to its end", like: true),
        ]))
}

struct SuggestionQuoteWire: Encodable, Sendable {
    let likelyMicroUsd: Int64
    let mostMicroUsd: Int64

    init(_ quote: AssistantQuote) {
        (likelyMicroUsd, mostMicroUsd) = (quote.likely.microUSD, quote.most.microUSD)
    }

    static let shape = Shape.named(
        "SuggestionQuote",
        .object([
            .must("likely_micro_usd", .money, "A guess", like: 400),
            .must("most_micro_usd", .money, "What would be set aside", like: 1_320),
        ]))
}

/// What the bill shows of a call in doubt.
struct AskedCallResolution: Decodable, Sendable {
    let name: String
    let isBilled: Bool
    let microUsd: Int64?

    static let shape = Shape.named(
        "AskedCallResolution",
        .object([
            .must("name", .text(most: 200), "As in_doubt names it", like: "call/3f9a"),
            .must("is_billed", .bool, "Whether the bill shows it", like: true),
            .may(
                "micro_usd", .orNull(.money),
                "What it was billed at; left out or null: what was set aside is booked", like: 1_204),
        ]))
}
