import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("What is asked before traffic is sent here")
struct ReadinessTests {
    @Test func `all is well when the database can be written and the plan was looked at`() async throws {
        let world = try await World.flock()
        await world.work()

        #expect(await Operations(kit: world.kit, version: "1").readiness().isReady)
    }

    @Test func `a dispatcher that has not begun, or has fallen silent, is not ready`() async throws {
        let world = try await World.flock()
        let operations = Operations(kit: world.kit, version: "1")
        #expect(await operations.readiness().notReady == [.dispatcher])
        await world.work()
        #expect(await operations.readiness().isReady)

        world.time.advance(by: .seconds(16))

        #expect(await operations.readiness().notReady == [.dispatcher])
    }

    @Test func `who stops is not ready`() async throws {
        let world = try await World.flock()
        await world.work()
        world.kit.pulse.drain()

        #expect(await Operations(kit: world.kit, version: "1").readiness().notReady == [.draining])
    }

    @Test func `a database that is gone is not ready`() async throws {
        let world = try await World.flock()
        await world.work()
        try world.store.close()

        #expect(await Operations(kit: world.kit, version: "1").readiness().notReady == [.database])
    }

    @Test func `each reason is told`() {
        let all = Readiness.of(database: .schemaBehind, silence: nil, isDraining: true)

        #expect(all.notReady == [.schema, .dispatcher, .draining])
    }
}

@Suite("Kicau is asked to stop in the middle of a thread")
struct DrainTests {
    @Test func `the part in the air is settled, and the rest is left for the next start`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("satu", "dua", in: .zero)
        world.kit.pulse.drain()

        for job in await world.dispatcher(named: "one").turn(room: 1) { await job() }

        #expect(world.network.posted.map(\.text) == ["satu"])
        #expect(try await world.state(of: delivery) == .scheduled)
        #expect(try await world.delivery(delivery).doubt == false)
    }
}

@Suite("What is counted")
struct CountingTests {
    private func value(_ measure: Measure, _ labels: String..., in world: World) -> Sample.Value? {
        world.kit.metrics.samples().first { $0.measure == measure && $0.labels == labels }?.value
    }

    @Test func `a post on its way leaves its numbers`() async throws {
        let world = try await World.flock()
        world.network.twist(.takenThenSilent)
        _ = try await world.schedule("Selamat pagi")

        try await world.advance(by: .minutes(10))

        #expect(value(.attempts, "x", "unknown", in: world) == .number(1))
        #expect(value(.looks, "x", "found", in: world) == .number(1))
        #expect(value(.settled, "x", "published", in: world) == .number(1))
        #expect(value(.claims, "send", in: world) == .number(1))
        #expect(value(.claims, "look", in: world) == .number(1))
        #expect(value(.calls, "x", "lost", in: world) == .number(1))
    }

    @Test func `labels hold no id, text or name of a person`() async throws {
        let world = try await World.flock()
        _ = try await world.schedule("Rahasia dapur")
        try await world.advance(by: .minutes(10))

        let text = await Operations(kit: world.kit, version: "1").exposition()

        #expect(text.contains("kicau_deliveries{state=\"published\"} 1"))
        #expect(!text.contains("Rahasia") && !text.contains("ayu") && !text.contains("Kedai"))
    }
}
