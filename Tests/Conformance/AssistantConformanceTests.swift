import Foundation
import KicauCore
import KicauMeter
import KicauPlatforms
import KicauSandbox
import KicauTesting
import Logging
import ServiceLifecycle
import Testing

@testable import KicauPublish

@Suite("The assistant at a model that answers over HTTP", .serialized)
struct AssistantConformanceTests {
    private struct Stage: Sendable {
        let world: World
        let control: RehearsalControl
        let origin: String

        var assistant: Assistant { world.publishing.assistant }

        func setUp(_ model: String = RehearsalModel.name, key: String = RehearsalModel.key, streams: Bool = true)
            async throws
        {
            let endpoint = try ModelEndpoint(
                baseURL: origin + "/v1", model: model, takesPictures: true, streams: streams, mostOutput: 300)
            try await assistant.save(endpoint, key: .new(Redacted(key)), by: world.caller)
            let prices = AskedModelPrices(
                .tokens,
                tiers: [
                    .init(
                        input: Money(microUSD: 150_000), output: Money(microUSD: 600_000),
                        cached: Money(microUSD: 75_000)),
                    .init(
                        above: 2_000, input: Money(microUSD: 300_000), output: Money(microUSD: 900_000),
                        cached: Money(microUSD: 150_000)),
                ])
            try await assistant.price(model, try prices.prices(), source: "its own, 2026-11-27", by: world.caller)
        }

        func ask(_ task: SuggestionAsk.Task, _ text: String, language: String = "", limits: [Int] = []) async throws
            -> AssistantAnswer
        {
            try await assistant.suggest(
                SuggestionAsk(task, text: text, language: language, limits: limits), by: world.caller)
        }

        func spent() async throws -> (spent: Money, held: Money) {
            let metering = Metering(store: world.store, prices: world.kit.prices, time: world.time)
            let status = try await metering.status(for: world.caller)
            return (status.spent, status.held)
        }
    }

    /// - Parameter listed: whether the operator let the address through, which is a private one.
    private static func run(listed: Bool = true, _ test: @escaping @Sendable (Stage) async throws -> Void) async throws
    {
        var settings = RehearsalSettings()
        settings.platforms = ["ai"]
        let networks = try RehearsalNetworks(settings)
        var log = Logger(label: "ai")
        log.logLevel = .critical
        let group = ServiceGroup(services: [networks], logger: log)
        try await withThrowingTaskGroup { tasks in
            tasks.addTask { try await group.run() }
            let ports = await networks.addresses()
            guard let port = ports["ai"], let control = networks.control("ai") else { throw Rehearsal.Missing() }
            let origin = "http://127.0.0.1:\(port)"
            let world = try await World.flock()
            let line = HTTPLine(allowedOrigins: listed ? [origin] : [], clock: world.time)
            let stage = Stage(world: world.with(FakePlatform(), line: line), control: control, origin: origin)
            do {
                try await test(stage)
            } catch {
                await group.triggerGracefulShutdown()
                throw error
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    @Test(arguments: [true, false])
    func `gets suggestions, and the ledger is the model's own bill to the micro`(streams: Bool) async throws {
        try await Self.run { stage in
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
        try await Self.run { stage in
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
        try await Self.run { stage in
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
        try await Self.run { stage in
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
        try await Self.run { stage in
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
        try await Self.run(listed: false) { stage in
            try await stage.setUp()

            let problem = await #expect(throws: Problem.self) { try await stage.ask(.draft, "Kopi") }

            #expect(problem?.code == .networkUnreachable)
            #expect(stage.control.calls.isEmpty)
            #expect(try await stage.spent() == (.zero, .zero))
        }
    }
}
