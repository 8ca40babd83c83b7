import KicauCore
import KicauMeter
import KicauSandbox
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// Two that reckon apart: Kicau's ledger by the prices that a person entered, and the rehearsed model by its own table.
@Suite("The ledger beside a language model's own bill", .serialized)
struct ModelBillConformanceTests {
    /// A call, another with the same beginning, and one that is long enough for the dearer prices.
    private static func talk(_ stage: ModelStage) async throws -> [AssistantAnswer] {
        let long = String(repeating: "kopi dan buku ", count: 1_200)
        return [
            try await stage.ask(.draft, "Kopi baru\nbuka pukul tujuh"), try await stage.ask(.draft, "Roti baru"),
            try await stage.ask(.translate, long, language: "English"),
        ]
    }

    private static func agree(_ stage: ModelStage) async throws {
        let money = try await stage.spent()
        let lines = stage.control.bill.lines.map { "\($0.item) × \($0.count): \($0.microUSD)" }
        #expect(money.held == .zero)
        #expect(money.spent.microUSD == stage.control.bill.microUSD, "\(lines)")
        #expect(try await stage.owed() == stage.control.bill.microUSD, "\(lines)")
        #expect(try await stage.world.store.read { try $0.unbalancedBookings() } == 0)
    }

    @Test(arguments: ["honest", "cachedBeyondAll", "doubled", "thoughtAside"], [true, false])
    func `is the same to the micro: known beginnings, long calls and thoughts, however they are told`(
        usage: String, streams: Bool
    ) async throws {
        try await ModelStage.run { stage in
            #expect(stage.control.set(["usage": .string(usage), "cachesFrom": 64, "thoughtTokens": 37]))
            try await stage.setUp(streams: streams)

            let answers = try await Self.talk(stage)

            #expect(answers.allSatisfy { $0.use.isReported })
            #expect(answers[1].use.cached > 0 && answers[1].use.cached <= answers[1].use.input)
            #expect(answers[2].use.input > 2_000)
            #expect(answers.reduce(Money.zero) { $0 + $1.cost } == Money(microUSD: stage.control.bill.microUSD))
            try await Self.agree(stage)
        }
    }

    @Test(arguments: ["missing", "zeros", "negative"], [true, false])
    func `is never less where nothing was counted that can be, and the same once its bill was entered`(
        usage: String, streams: Bool
    ) async throws {
        try await ModelStage.run { stage in
            #expect(stage.control.set(["usage": .string(usage)]))
            try await stage.setUp(streams: streams)

            let answers = try await Self.talk(stage)

            #expect(answers.allSatisfy { !$0.use.isReported && !$0.suggestions.isEmpty })
            #expect(try await stage.spent().spent.microUSD >= stage.control.bill.microUSD)
            #expect(try await stage.enterBill() < .zero)
            try await Self.agree(stage)
        }
    }

    @Test(
        arguments: [
            (RehearsalModel.local, 2_125), (RehearsalModel.local, 1_004), (RehearsalModel.watts, 2_125),
            (RehearsalModel.watts, 61),
        ] as [(String, Int64)])
    func `is the same to the micro where a machine of one's own is paid by seconds or energy`(
        model: String, ms: Int64
    ) async throws {
        try await ModelStage.run { stage in
            #expect(stage.control.set(["workMs": .integer(ms)]))
            let isTimed = model == RehearsalModel.local
            try await stage.setUp(model, asked: isTimed ? ModelStage.seconds : ModelStage.energy)

            for number in 1...3 {
                let answer = try await stage.ask(.draft, "Kopi nomor \(number)")
                #expect(answer.isWhole && answer.use.milliseconds == ms)
            }

            let lines = try await stage.metering.spending(month: ModelStage.month, for: stage.world.caller)
            #expect(lines.map(\.unit) == [(isTimed ? "milliseconds/" : "joules/") + model])
            #expect(stage.control.bill.microUSD > 0)
            try await Self.agree(stage)
        }
    }

    /// By a proxy that broke, and by a model that spoke too slowly for the time that a call may take.
    @Test(arguments: [(.malformed, nil), (.slowBytes, .milliseconds(1_500))] as [(FaultKind, Duration?)])
    func `is never less where an answer broke off in the middle, and the same once its bill was entered`(
        fault: FaultKind, longest: Duration?
    ) async throws {
        try await ModelStage.run(longest: longest) { stage in
            try await stage.setUp()
            stage.control.add(FaultRule(fault, at: .commit, ms: 6_000))

            let answer = try await stage.ask(.draft, "Kopi dan buku dan hujan dan pagi dan roti dan jendela")

            #expect(!answer.isWhole && !answer.use.isReported)
            let money = try await stage.spent()
            #expect(money.held == .zero && money.spent == answer.cost)
            #expect(money.spent.microUSD >= stage.control.bill.microUSD)
            #expect(try await stage.enterBill() < .zero)
            try await Self.agree(stage)
        }
    }

    @Test func `is never less where the time was up, and the same once a person has said what the call was billed at`()
        async throws
    {
        try await ModelStage.run(longest: .milliseconds(400)) { stage in
            try await stage.setUp()
            stage.control.add(FaultRule(.delayAfter, at: .commit, ms: 1_500))

            await #expect(throws: Problem.self) { try await stage.ask(.draft, "Kopi dan hujan") }

            let held = try await stage.spent()
            #expect(held.spent == .zero && held.held.microUSD >= stage.control.bill.microUSD)
            #expect(stage.control.bill.microUSD > 0)
            // A time-out is no refund, however long ago it was.
            stage.world.time.advance(by: .days(2))
            await CallKeeper(kit: stage.world.kit).turn()
            #expect(try await stage.spent() == held)
            let call = try #require(try await stage.assistant.standing(for: stage.world.caller)?.inDoubt.first)
            try await stage.assistant.resolve(
                call.name, isBilled: true, amount: Money(microUSD: stage.control.bill.microUSD),
                by: stage.world.caller)
            try await Self.agree(stage)
        }
    }

    @Test func `is the same where nothing of a lost call was billed, once a person has said so`() async throws {
        try await ModelStage.run { stage in
            try await stage.setUp()
            stage.control.add(FaultRule(.dropBeforeAccept, at: .commit))

            await #expect(throws: Problem.self) { try await stage.ask(.draft, "Kopi") }

            let call = try #require(try await stage.assistant.standing(for: stage.world.caller)?.inDoubt.first)
            #expect(try await stage.spent().held == call.amount)
            await #expect(throws: Problem.self) {
                try await stage.assistant.resolve(call.name, isBilled: true, amount: .zero, by: stage.world.caller)
            }
            try await stage.assistant.resolve(call.name, isBilled: false, by: stage.world.caller)
            #expect(stage.control.bill.microUSD == 0)
            try await Self.agree(stage)
        }
    }
}
