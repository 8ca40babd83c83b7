import KicauCore
import KicauMeter
import KicauPlatforms
import KicauSandbox
import KicauStore
import KicauTesting
import Logging
import ServiceLifecycle

@testable import KicauPublish

/// A workspace whose language model answers over real HTTP, and one clock that is turned by hand for both.
struct ModelStage: Sendable {
    let world: World
    let control: RehearsalControl
    let origin: String

    static let month = "2026-06"

    var assistant: Assistant { world.publishing.assistant }
    var metering: Metering { Metering(store: world.store, prices: world.kit.prices, time: world.time) }

    /// - Parameters:
    ///   - listed: whether the operator let the address through, which is a private one.
    ///   - longest: what a call may take, where that is less than usual.
    static func run(
        listed: Bool = true, longest: Duration? = nil, _ test: @escaping @Sendable (ModelStage) async throws -> Void
    ) async throws {
        let plain = try await World.flock()
        var settings = RehearsalSettings()
        settings.platforms = ["ai"]
        settings.clock = Rehearsal.SharedClock(time: plain.time)
        let networks = try RehearsalNetworks(settings)
        var log = Logger(label: "ai")
        log.logLevel = .critical
        let group = ServiceGroup(services: [networks], logger: log)
        try await withThrowingTaskGroup { tasks in
            tasks.addTask { try await group.run() }
            let ports = await networks.addresses()
            guard let port = ports["ai"], let control = networks.control("ai") else { throw Rehearsal.Missing() }
            let origin = "http://127.0.0.1:\(port)"
            let line = HurriedLine(
                line: HTTPLine(allowedOrigins: listed ? [origin] : [], clock: plain.time), longest: longest)
            let stage = ModelStage(world: plain.with(FakePlatform(), line: line), control: control, origin: origin)
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

    func setUp(
        _ model: String = RehearsalModel.name, key: String = RehearsalModel.key, streams: Bool = true,
        asked: AskedModelPrices = ModelStage.tokens
    ) async throws {
        let endpoint = try ModelEndpoint(
            baseURL: origin + "/v1", model: model, takesPictures: true, streams: streams, mostOutput: 300)
        try await assistant.save(endpoint, key: .new(Redacted(key)), by: world.caller)
        try await assistant.price(model, try asked.prices(), source: "its own, 2026-11-27", by: world.caller)
    }

    /// As its own table has them.
    static let tokens = AskedModelPrices(
        .tokens,
        tiers: [
            .init(
                input: Money(microUSD: 150_000), output: Money(microUSD: 600_000), cached: Money(microUSD: 75_000)),
            .init(
                above: 2_000, input: Money(microUSD: 300_000), output: Money(microUSD: 900_000),
                cached: Money(microUSD: 150_000)),
        ])

    static let seconds = AskedModelPrices(.seconds, price: Money(microUSD: 120))
    static let energy = AskedModelPrices(.energy, price: Money(microUSD: 190_000), watts: 180)

    func ask(_ task: SuggestionAsk.Task, _ text: String, language: String = "", limits: [Int] = []) async throws
        -> AssistantAnswer
    {
        try await assistant.suggest(
            SuggestionAsk(task, text: text, language: language, limits: limits), by: world.caller)
    }

    func spent() async throws -> (spent: Money, held: Money) {
        let status = try await metering.status(for: world.caller)
        return (status.spent, status.held)
    }

    /// What the ledger has as owed to the model's house.
    func owed() async throws -> Int64 {
        let balances = try await metering.balances(month: nil, for: world.caller)
        return -(balances.first { $0.account == .owed(.ai) }?.balance.microUSD ?? 0)
    }

    /// A person reads the model's bill, enters it, and books the difference that is shown.
    func enterBill() async throws -> Money {
        let bill = Money(microUSD: control.bill.microUSD)
        try await metering.enter(
            [NewFigure(platform: .ai, month: ModelStage.month, amount: bill)], by: world.caller)
        guard let check = try await metering.billChecks(for: world.caller).first?.check else {
            throw Rehearsal.Missing()
        }
        let difference = check.difference
        guard difference != .zero else { return difference }
        _ = try await metering.adjust(
            .ai, month: ModelStage.month, by: difference, memo: "As the model's bill says", caller: world.caller)
        return difference
    }
}

/// Gives each call less time than it would have.
struct HurriedLine: Line {
    let line: any Line
    let longest: Duration?

    func call(_ request: Call, unit: MeterUnit) async throws(LineFailure) -> Reply {
        try await line.call(longest.map { request.within($0) } ?? request, unit: unit)
    }
}
