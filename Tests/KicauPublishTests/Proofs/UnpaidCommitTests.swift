import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// The money of a planned post is gone when its time comes, and nobody has noticed yet.
@Suite("No commit without its money")
struct UnpaidCommitTests {
    private func lose(_ delivery: DeliveryID, part: Int = 0, in world: World) async throws {
        let now = world.time.now()
        try await world.store.write { try $0.releaseHold(HoldNames.part(part, of: delivery), at: now) }
    }

    private func attempts(_ delivery: DeliveryID, _ world: World) async throws -> Int {
        try await world.store.read { try $0.attempts(of: delivery) }.count
    }

    @Test func `nothing is sent, and it waits for money with a sentence`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("Halo", in: .minutes(5))
        world.time.advance(by: .minutes(5))
        try await lose(delivery, in: world)

        await world.work()

        let row = try await world.delivery(delivery)
        #expect(row.state == .waiting && row.waitingFor == .money)
        #expect(row.trouble?.what.description.contains("not set aside any more") == true)
        #expect(world.network.commits == 0)
        #expect(try await attempts(delivery, world) == 0)
        try await world.advance(by: .hours(2))
        #expect(world.network.commits == 0)
    }

    @Test func `a row of money that is missing is no money`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("Halo", in: .zero)
        try await world.store.write { try $0.also("DELETE FROM hold WHERE delivery_id = \(delivery)") }

        await world.work()

        #expect(try await world.delivery(delivery).waitingFor == .money)
        #expect(world.network.commits == 0)
        // Sending it again sets it aside anew.
        try await world.publishing.resolve(delivery, by: .sendAgain, link: nil, caller: world.caller)
        await world.work()
        #expect(try await world.state(of: delivery) == .published)
        #expect(world.network.commits == 1)
    }

    @Test func `a part that costs nothing needs none`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("Halo", in: .zero)
        try await world.store.write {
            try $0.also("UPDATE hold SET micro_usd = 0, state = 'released' WHERE delivery_id = \(delivery)")
        }

        await world.work()

        #expect(try await world.state(of: delivery) == .published)
    }

    @Test func `it gives way as was chosen, at its minute`() async throws {
        let world = try await World.flock()
        try await world.publishing.setGivingWay(GivingWay(publishing: [.cheaper, .handOff]), by: world.caller)
        let delivery = try await world.schedule("Menu https://kedai.example", in: .minutes(5))
        world.time.advance(by: .minutes(5))
        try await lose(delivery, in: world)

        await world.work()

        #expect(try await world.state(of: delivery) == .cancelled)
        #expect(world.network.posted.map(\.text) == ["Menu\n\nLink in profile"])
        let budget = try await world.store.budget(of: world.caller.workspace.id, month: "2026-06")
        #expect(budget.spent == Money(microUSD: 15_000) && budget.held == .zero)
    }

    @Test func `a thread stops before the part that is not paid, and a person goes on with it`() async throws {
        let world = try await World.flock()
        try await world.publishing.setGivingWay(GivingWay(publishing: [.handOff]), by: world.caller)
        let delivery = try await world.schedule("satu", "dua", "tiga", in: .zero)
        try await lose(delivery, part: 1, in: world)

        await world.work()

        let row = try await world.delivery(delivery)
        #expect(world.network.posted.map(\.text) == ["satu"])
        #expect(row.state == .waiting && row.waitingFor == .money)
        try await world.publishing.resolve(delivery, by: .sendAgain, link: nil, caller: world.caller)
        await world.work()
        #expect(world.network.posted.map(\.text) == ["satu", "dua", "tiga"])
        let holds = try await world.store.read { try $0.holds(of: delivery) }.map(\.state)
        #expect(holds == [.captured, .captured, .captured])
    }

    @Test func `what was in doubt is looked for first, and not sent again without money`() async throws {
        let world = try await World.flock()
        world.network.twist(.silentBefore)
        let delivery = try await world.schedule("Ragu", in: .zero)
        await world.work()
        #expect(try await world.state(of: delivery) == .unknown)
        try await lose(delivery, in: world)

        try await world.advance(by: .hours(2))

        #expect(world.network.commits == 1 && world.network.posted.isEmpty)
        #expect(try await world.delivery(delivery).waitingFor == .money)
    }

    @Test func `money in doubt is money`() async throws {
        let world = try await World.flock()
        world.network.twist(.silentBefore)
        let delivery = try await world.schedule("Ragu", in: .zero)

        try await world.advance(by: .hours(2))

        #expect(try await world.state(of: delivery) == .published)
        #expect(world.network.posted.count == 1)
    }
}
