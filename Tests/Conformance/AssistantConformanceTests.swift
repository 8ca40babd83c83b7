import Foundation
import KicauCore
import KicauSandbox
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("The assistant at a model that answers over HTTP", .serialized)
struct AssistantConformanceTests {
    @Test(arguments: [true, false])
    func `gets suggestions, and the ledger is the model's own bill to the micro`(streams: Bool) async throws {
        try await ModelStage.run { stage in
            try await stage.setUp(streams: streams)

            let draft = try await stage.ask(.draft, "Kopi baru\nbuka pukul tujuh")
            let english = try await stage.ask(.translate, "Selamat pagi", language: "English")
            let fitted = try await stage.ask(.variants, "Selamat pagi semua", limits: [280, 500])
            let long = String(repeating: "kopi dan buku ", count: 1_200)
            let first = try await stage.ask(.translate, long, language: "English")
            let second = try await stage.ask(.translate, long, language: "English")

            #expect(draft.suggestions.map(\.text) == ["Kopi baru. buka pukul tujuh"])
            #expect(english.suggestions.map(\.text) == ["(English) Selamat pagi"])
            #expect(fitted.suggestions.map(\.limit) == [280, 500])
            #expect([draft, english, fitted].allSatisfy { $0.isWhole && $0.use.isReported })
            #expect(!first.isWhole && first.use.input > 2_000)
            #expect(second.use.cached == 0)
            let money = try await stage.spent()
            #expect(money.held == .zero)
            #expect(money.spent.microUSD == stage.control.bill.microUSD)
            #expect(money.spent.microUSD > 0)
        }
    }

    @Test func `describes a picture by a small copy of it`() async throws {
        try await ModelStage.run { stage in
            try await stage.setUp()
            let path = stage.world.kit.media.incomingPath()
            try Drawing.png(width: 640, height: 512, hue: 90).write(to: .init(filePath: path))
            let picture = try await stage.world.kit.media.takeIn(fileAt: path, by: stage.world.caller)

            let answer = try await stage.assistant.suggest(
                SuggestionAsk(.altText), picture: picture.sha256, by: stage.world.caller)

            #expect(answer.suggestions.count == 1)
            #expect(try await stage.spent().spent.microUSD == stage.control.bill.microUSD)
        }
    }

    @Test func `cancelled_stream_releases_rest: a broken stream is paid as far as it came`() async throws {
        try await ModelStage.run { stage in
            try await stage.setUp()
            stage.control.add(FaultRule(.malformed, at: .commit))

            let answer = try await stage.ask(.draft, "Kopi dan buku dan hujan dan pagi")

            #expect(!answer.isWhole && !answer.use.isReported)
            let money = try await stage.spent()
            #expect(money.held == .zero)
            #expect(money.spent.microUSD >= stage.control.bill.microUSD)
        }
    }

    @Test func `is refused in the model's own ways, and pays nothing`() async throws {
        try await ModelStage.run { stage in
            try await stage.setUp(key: "sk-wrong")
            let wrong = await #expect(throws: Problem.self) { try await stage.ask(.draft, "Kopi") }
            try await stage.setUp("nobody")
            let unknown = await #expect(throws: Problem.self) { try await stage.ask(.draft, "Kopi") }
            try await stage.setUp()
            stage.control.add(FaultRule(.rateLimit, at: .commit, ms: 7_000))
            let busy = await #expect(throws: Problem.self) { try await stage.ask(.draft, "Kopi") }
            stage.control.add(FaultRule(.serverErrorBefore, at: .commit))
            let broken = await #expect(throws: Problem.self) { try await stage.ask(.draft, "Kopi") }

            #expect(wrong?.what.description.contains("key") == true)
            #expect(unknown?.what.description.contains("model") == true)
            #expect(busy?.toDo.description == "Try again in 7 seconds.")
            #expect(broken?.what.description.contains("500") == true)
            #expect(try await stage.spent() == (.zero, .zero))
            #expect(stage.control.bill.microUSD == 0)
        }
    }

    @Test func `crash_between_call_and_settle_is_in_doubt: what was done without an answer stays set aside`()
        async throws
    {
        try await ModelStage.run { stage in
            try await stage.setUp()
            stage.control.add(FaultRule(.dropAfterAccept, at: .commit))

            await #expect(throws: Problem.self) { try await stage.ask(.draft, "Kopi") }

            let money = try await stage.spent()
            #expect(money.spent == .zero)
            #expect(money.held.microUSD >= stage.control.bill.microUSD)
            #expect(stage.control.bill.microUSD > 0)
            #expect(try await stage.assistant.standing(for: stage.world.caller)?.inDoubt.count == 1)
        }
    }

    @Test func `goes to no private address that the operator did not list`() async throws {
        try await ModelStage.run(listed: false) { stage in
            try await stage.setUp()

            let problem = await #expect(throws: Problem.self) { try await stage.ask(.draft, "Kopi") }

            #expect(problem?.code == .networkUnreachable)
            #expect(stage.control.calls.isEmpty)
            #expect(try await stage.spent() == (.zero, .zero))
        }
    }
}
