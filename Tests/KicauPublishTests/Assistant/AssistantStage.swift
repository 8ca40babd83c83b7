import KicauCore
import KicauMeter
import KicauTesting

@testable import KicauPublish

/// A world whose workspace has a language model that answers as it is told.
struct AssistantStage {
    let world: World
    let pages: ScriptedPages
    let metering: Metering

    var assistant: Assistant { world.publishing.assistant }
    var caller: Caller { world.caller }

    static let address = "https://m.example/v1"

    static func open(_ page: ScriptedPages.Page, cap: Money? = nil, isPriced: Bool = true) async throws
        -> AssistantStage
    {
        let plain = try await World.flock(cap: cap)
        let pages = ScriptedPages([address + "/chat/completions": page], time: plain.time)
        let world = plain.with(FakePlatform(), line: pages)
        let stage = AssistantStage(
            world: world, pages: pages,
            metering: Metering(store: world.store, prices: world.kit.prices, time: world.time))
        try await stage.assistant.save(
            try ModelEndpoint(baseURL: address, model: "m", mostOutput: 100), key: .new(Redacted("sk-1")),
            by: world.caller)
        if isPriced { try await stage.price(input: 1_000_000, output: 2_000_000) }
        return stage
    }

    /// In micro-dollars for a million tokens.
    func price(input: Int64, output: Int64) async throws {
        let asked = AskedModelPrices(
            .tokens, tiers: [.init(input: Money(microUSD: input), output: Money(microUSD: output))])
        try await assistant.price("m", try asked.prices(), source: "a test, 2026-06-01", by: caller)
    }

    func draft(atMost: Money? = nil) async throws -> AssistantAnswer {
        try await assistant.suggest(
            try SuggestionAsk(.draft, text: "Kopi dan buku"), atMost: atMost, by: caller)
    }

    func status(_ scope: BudgetScope = .workspace) async throws -> BudgetStatus? {
        try await metering.budgets(for: caller).first { $0.scope == scope }
    }

    static let answer = ScriptedPages.Page.reply(
        200, [("content-type", "text/event-stream")],
        Array(
            ("data: {\"choices\":[{\"delta\":{\"content\":\"Selamat pagi\"},\"finish_reason\":\"stop\"}]}\n\n"
                + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":40,\"completion_tokens\":10}}\n\ndata: [DONE]\n\n")
                .utf8))
}
