import KicauCore
import KicauMeter
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("The assistant's calls")
struct AssistantTests {
    @Test func `are set aside before, booked as they were counted, and the rest is let go of`() async throws {
        let stage = try await AssistantStage.open(AssistantStage.answer)
        let quote = try await stage.assistant.quote(
            try SuggestionAsk(.draft, text: "Kopi dan buku"), for: stage.caller)

        let answer = try await stage.draft()

        #expect(answer.suggestions.map(\.text) == ["Selamat pagi"])
        #expect(answer.cost == Money(microUSD: 60))
        #expect(answer.isWhole && answer.use.isReported)
        #expect(quote.likely < quote.most && answer.cost < quote.most)
        let status = try #require(try await stage.status())
        #expect(status.spent == Money(microUSD: 60))
        #expect(status.held == .zero)
        let lines = try await stage.metering.spending(month: status.month, for: stage.caller)
        #expect(lines.map(\.unit) == ["tokens_in/m", "tokens_out/m"])
        #expect(lines.map(\.amount) == [Money(microUSD: 40), Money(microUSD: 20)])
        let call = try #require(stage.pages.asked.first)
        #expect(call.headers.contains { $0.0 == "authorization" && $0.1.reveal() == "Bearer sk-1" })
    }

    @Test func `unknown_price_refuses`() async throws {
        let stage = try await AssistantStage.open(AssistantStage.answer, isPriced: false)

        let problem = await #expect(throws: Problem.self) { try await stage.draft() }

        #expect(problem?.code == .unknownPrice)
        #expect(stage.pages.asked.isEmpty)
    }

    @Test func `no_max_tokens_does_not_freeze: a call takes its own bound of the budget and no more`() async throws {
        let stage = try await AssistantStage.open(AssistantStage.answer, cap: Money(microUSD: 10_000_000))
        let quote = try await stage.assistant.quote(
            try SuggestionAsk(.draft, text: "Kopi dan buku"), for: stage.caller)

        #expect(quote.most < Money(microUSD: 5_000))
        #expect(try await stage.draft().cost == Money(microUSD: 60))
    }

    @Test func `are refused beyond the budget for AI or the workspace's, and nothing leaves`() async throws {
        let stage = try await AssistantStage.open(AssistantStage.answer)
        try await stage.metering.setBudget(.ai, Money(microUSD: 100), by: stage.caller)

        let problem = await #expect(throws: Problem.self) { try await stage.draft() }

        #expect(problem?.code == .overBudget)
        #expect(stage.pages.asked.isEmpty)
        #expect(try await stage.status()?.held == .zero)
        try await stage.metering.setBudget(.ai, Money(microUSD: 100_000), by: stage.caller)
        _ = try await stage.draft()
        #expect(try await stage.status(.ai)?.spent == Money(microUSD: 60))
    }

    @Test func `cancelled_stream_releases_rest`() async throws {
        let cut = "data: {\"choices\":[{\"delta\":{\"content\":\"Selamat\"},\"finish_reason\":null}]}\n\ndata: {\"cho"
        let stage = try await AssistantStage.open(
            .reply(200, [("content-type", "text/event-stream")], Array(cut.utf8)))

        let answer = try await stage.draft()

        #expect(answer.suggestions.map(\.text) == ["Selamat"])
        #expect(!answer.isWhole && !answer.use.isReported)
        let status = try #require(try await stage.status())
        #expect(status.held == .zero)
        #expect(status.spent == answer.cost)
        #expect(answer.use.output == 7)
    }

    @Test(arguments: [(401, "key"), (402, "paid"), (404, "model"), (429, "slow"), (500, "fault"), (418, "refused")])
    func `cost nothing when they are refused`(status: Int, word: String) async throws {
        let stage = try await AssistantStage.open(.reply(status, [("retry-after", "30")], Array("{}".utf8)))

        let problem = try #require(await #expect(throws: Problem.self) { try await stage.draft() })

        #expect(problem.code == .networkAnswer)
        #expect(problem.what.description.contains(word))
        if status == 429 { #expect(problem.toDo.description.contains("30")) }
        let standing = try #require(try await stage.status())
        #expect(standing.spent == .zero && standing.held == .zero)
    }

    @Test(arguments: [true, false])
    func `without an answer stay set aside until somebody has looked at the bill`(isBilled: Bool) async throws {
        let stage = try await AssistantStage.open(.silence)

        await #expect(throws: Problem.self) { try await stage.draft() }

        let held = try #require(try await stage.status()?.held)
        #expect(held > .zero)
        let doubt = try #require(try await stage.assistant.standing(for: stage.caller)?.inDoubt.first)
        #expect(doubt.amount == held)
        stage.world.time.advance(by: .hours(2))
        try await stage.world.dispatcher(named: "two").takeBack()
        #expect(try await stage.status()?.held == held)
        try await stage.assistant.resolve(doubt.name, isBilled: isBilled, by: stage.caller)
        let status = try #require(try await stage.status())
        #expect(status.held == .zero)
        #expect(status.spent == (isBilled ? held : .zero))
        await #expect(throws: Problem.self) {
            try await stage.assistant.resolve(doubt.name, isBilled: isBilled, by: stage.caller)
        }
    }

    @Test func `without an answer are booked at what the bill says, where somebody can tell it`() async throws {
        let stage = try await AssistantStage.open(.silence)
        await #expect(throws: Problem.self) { try await stage.draft() }
        let name = try #require(try await stage.assistant.standing(for: stage.caller)?.inDoubt.first?.name)
        for wrong in [Money.zero, Money(microUSD: -5), Money(microUSD: 1_000_000_001)] {
            await #expect(throws: Problem.self) {
                try await stage.assistant.resolve(name, isBilled: true, amount: wrong, by: stage.caller)
            }
        }

        try await stage.assistant.resolve(name, isBilled: true, amount: Money(microUSD: 41), by: stage.caller)

        let status = try #require(try await stage.status())
        #expect(status.held == .zero && status.spent == Money(microUSD: 41))
        let lines = try await stage.metering.spending(month: status.month, for: stage.caller)
        #expect(lines.map(\.unit) == ["as_billed"] && lines.map(\.amount) == [Money(microUSD: 41)])
    }

    @Test func `that never left cost nothing`() async throws {
        let stage = try await AssistantStage.open(.out)

        let problem = await #expect(throws: Problem.self) { try await stage.draft() }

        #expect(problem?.code == .networkUnreachable)
        #expect(try await stage.status()?.held == .zero)
    }

    @Test func `are booked at the most they can have been when nobody can read the answer`() async throws {
        let stage = try await AssistantStage.open(.html("<p>Welcome</p>"))

        let problem = await #expect(throws: Problem.self) { try await stage.draft() }

        #expect(problem?.code == .networkAnswer)
        let status = try #require(try await stage.status())
        #expect(status.held == .zero && status.spent > .zero)
    }

    @Test func `are not made when they can cost more than was shown`() async throws {
        let stage = try await AssistantStage.open(AssistantStage.answer)

        await #expect(throws: Problem.self) { try await stage.draft(atMost: Money(microUSD: 1)) }

        #expect(stage.pages.asked.isEmpty)
    }

    @Test func `settle_twice_books_once, at what it came to`() async throws {
        let stage = try await AssistantStage.open(.silence)
        await #expect(throws: Problem.self) { try await stage.draft() }
        let name = try #require(try await stage.assistant.standing(for: stage.caller)?.inDoubt.first?.name)
        let fare = Fare(items: [.init(unit: MeterUnit("tokens_in/m", count: 3), each: Money(microUSD: 1))], book: "b")
        let now = stage.world.time.now()

        for _ in 0..<2 { try await stage.world.store.write { try $0.captureHold(name, as: fare, at: now) } }

        let status = try #require(try await stage.status())
        #expect(status.spent == Money(microUSD: 3) && status.held == .zero)
        let ledger = try await stage.world.store.read { tx in
            try tx.ledger(of: stage.caller.workspace.id, limit: 10)
        }
        #expect(ledger.count == 2)
        #expect(ledger.reduce(Money.zero) { $0 + $1.amount } == .zero)
    }
}

@Suite("Setting the assistant up")
struct AssistantKeepingTests {
    @Test func `is for those who manage, asking for those who write`() async throws {
        let stage = try await AssistantStage.open(AssistantStage.answer)
        func role(_ role: Role) -> Caller {
            Caller(user: stage.caller.user, workspace: stage.caller.workspace, role: role)
        }
        let endpoint = try ModelEndpoint(baseURL: "https://n.example/v1", model: "n")

        await #expect(throws: Problem.self) {
            try await stage.assistant.save(endpoint, key: .none, by: role(.editor))
        }
        await #expect(throws: Problem.self) {
            try await stage.assistant.suggest(SuggestionAsk(.draft, text: "Kopi"), by: role(.viewer))
        }
        _ = try await stage.assistant.suggest(SuggestionAsk(.draft, text: "Kopi"), by: role(.writer))
    }

    @Test func `never sends a key to another address than it was entered for`() async throws {
        let stage = try await AssistantStage.open(AssistantStage.answer)
        let elsewhere = try ModelEndpoint(baseURL: "https://evil.example/v1", model: "m")

        await #expect(throws: Problem.self) {
            try await stage.assistant.save(elsewhere, key: .asItIs, by: stage.caller)
        }
        try await stage.assistant.save(elsewhere, key: .none, by: stage.caller)

        #expect(try await stage.assistant.standing(for: stage.caller)?.hasKey == false)
    }

    @Test func `keeps the key sealed, and every price that was ever entered`() async throws {
        let stage = try await AssistantStage.open(AssistantStage.answer)
        try await stage.price(input: 5_000_000, output: 5_000_000)

        let row = try await stage.world.store.read { try $0.assistant(of: stage.caller.workspace.id) }
        #expect(row?.sealedKey.map { String(decoding: $0, as: UTF8.self).contains("sk-1") } == false)
        let standing = try #require(try await stage.assistant.standing(for: stage.caller))
        #expect(standing.history.count == 2)
        #expect(try await stage.draft().cost == Money(microUSD: 250))
    }

    @Test func `is off again at once, and says so`() async throws {
        let stage = try await AssistantStage.open(AssistantStage.answer)
        try await stage.assistant.turnOff(by: stage.caller)

        let problem = await #expect(throws: Problem.self) { try await stage.draft() }

        #expect(problem?.code == .notPossibleNow)
        #expect(try await stage.assistant.standing(for: stage.caller) == nil)
    }

    @Test func `takes no prices without a source, and no key with a space`() async throws {
        let stage = try await AssistantStage.open(AssistantStage.answer)

        await #expect(throws: Problem.self) {
            try await stage.assistant.price("m", .free, source: "  ", by: stage.caller)
        }
        await #expect(throws: Problem.self) {
            try await stage.assistant.save(
                try ModelEndpoint(baseURL: AssistantStage.address, model: "m"), key: .new(Redacted("a b")),
                by: stage.caller)
        }
    }
}
