import Foundation
import HTTPTypes
import KicauCore
import KicauPublish

/// The language model: where it is, what it costs, and what it proposes.
enum AssistantResource {
    static let operations: [APIOperation] = [
        APIOperation(
            .get, "/assistant", "showAssistant", .assistant, "Show which language model is set up, and its prices",
            answer: .json(.ok, AssistantWire.shape),
            work: { api, ask in try await show(api, ask) }),
        APIOperation(
            .put, "/assistant", "setAssistant", .assistant, "Set a language model up",
            details: "Any server that speaks OpenAI's chat completions. Until its prices are set it is not called.",
            gate: .key(.manage), effect: .changes, body: .json(AskedAssistant.shape),
            answer: .json(.ok, AssistantWire.shape),
            work: { api, ask in
                let asked = try ask.decoded(AskedAssistant.self)
                try await api.house.publishing.assistant.save(
                    try asked.endpoint(), key: asked.kept, by: ask.caller)
                return try await show(api, ask)
            }),
        APIOperation(
            .delete, "/assistant", "dropAssistant", .assistant, "Turn the assistant off and forget its key",
            gate: .key(.manage), effect: .changes, answer: .nothing,
            work: { api, ask in
                try await api.house.publishing.assistant.turnOff(by: ask.caller)
                return .nothing
            }),
        APIOperation(
            .put, "/assistant/prices", "setAssistantPrices", .assistant, "Enter what the model costs from now on",
            details: "What was booked before stays as it is.",
            gate: .key(.manage), effect: .changes, body: .json(AskedAssistantPrices.shape),
            answer: .json(.ok, AssistantWire.shape), problems: [.notPossibleNow, .tooLong],
            work: { api, ask in
                try await setPrices(try ask.decoded(AskedAssistantPrices.self), api, ask)
                return try await show(api, ask)
            }),
        APIOperation(
            .post, "/assistant/resolutions", "resolveAssistantCall", .assistant,
            "Say what the bill shows of a call in doubt",
            gate: .key(.manage), effect: .changes, body: .json(AskedCallResolution.shape),
            answer: .json(.created, AssistantWire.shape), problems: [.notFound],
            work: { api, ask in
                let asked = try ask.decoded(AskedCallResolution.self)
                try await api.house.publishing.assistant.resolve(
                    asked.name, isBilled: asked.isBilled, amount: asked.microUsd.map(Money.init(microUSD:)),
                    by: ask.caller)
                return try await show(api, ask, status: .created)
            }),
        APIOperation(
            .post, "/assistant/quotes", "quoteSuggestions", .assistant, "Show what suggestions would cost",
            details: "Nobody is called.", gate: .key(.draft), body: .json(AskedSuggestions.shape),
            answer: .json(.ok, SuggestionQuoteWire.shape), problems: [.notPossibleNow, .unknownPrice, .tooLong],
            work: { api, ask in
                let asked = try ask.decoded(AskedSuggestions.self)
                return try .json(
                    SuggestionQuoteWire(
                        try await api.house.publishing.assistant.quote(
                            try asked.ask(), picture: asked.picture, for: ask.caller)))
            }),
        APIOperation(
            .post, "/assistant/suggestions", "makeSuggestions", .assistant, "Ask the language model for suggestions",
            details: """
                The text, or a small copy of the picture, goes to the endpoint that was set up. What it can cost at most \
                is set aside before, what it cost is booked after. Nothing is published or put into a draft.
                """,
            gate: .key(.draft), effect: .changes, body: .json(AskedSuggestions.shape),
            answer: .json(.created, SuggestionsWire.shape),
            problems: [
                .notPossibleNow, .unknownPrice, .overBudget, .tooLong, .networkAnswer, .networkUnreachable, .notFound,
                .notAPicture,
            ],
            work: { api, ask in
                let asked = try ask.decoded(AskedSuggestions.self)
                let answer = try await api.house.publishing.assistant.suggest(
                    try asked.ask(), picture: asked.picture,
                    atMost: asked.mostMicroUsd.map(Money.init(microUSD:)), by: ask.caller)
                return try .json(SuggestionsWire(answer), status: .created)
            }),
    ]

    private static func show(_ api: API, _ ask: Ask, status: HTTPResponse.Status = .ok) async throws -> Reply {
        try .json(
            AssistantWire(try await api.house.publishing.assistant.standing(for: ask.caller)), status: status)
    }

    private static func setPrices(_ asked: AskedAssistantPrices, _ api: API, _ ask: Ask) async throws {
        let assistant = api.house.publishing.assistant
        guard let model = try await assistant.standing(for: ask.caller)?.endpoint.model else {
            throw Problem(
                .notPossibleNow, "There is no model to price yet.", do: "Enter the endpoint first.", field: "model")
        }
        guard let file = asked.litellm else {
            return try await assistant.price(
                model, try asked.asked.prices(), source: asked.source ?? "", by: ask.caller)
        }
        try await assistant.price(model, fromLiteLLM: Data(file.utf8), source: asked.source ?? "", by: ask.caller)
    }
}
