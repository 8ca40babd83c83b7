import Foundation
import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// A text costs 15,000 micro-dollars on X in June 2026.
@Suite("What is live and has no money set aside")
struct LateChargeTests {
    private static let text = Money(microUSD: 15_000)

    /// Spent and held, of this month; a look costs something as well.
    private func budget(_ world: World) async throws -> [Money] {
        let id = world.caller.workspace.id
        let budget = try await world.store.budget(of: id, month: "2026-06")
        return [budget.spent, budget.held]
    }

    /// The month's budget says what its holds say, and every booking sums to zero.
    private func expectOrder(in world: World) async throws {
        let sums = try await world.store.read { tx in
            try ["captured", "held"].map { state in
                try tx.first(
                    "SELECT COALESCE(SUM(micro_usd), 0) AS sum FROM hold WHERE state = \(state) AND month = '2026-06'",
                    { try $0.money("sum") })
            }
        }
        #expect(try await budget(world) == sums)
        #expect(try await world.store.read { try $0.unbalancedBookings() } == 0)
    }

    private func bookings(of delivery: DeliveryID, _ world: World) async throws -> Int? {
        let name = HoldNames.part(0, of: delivery)
        return try await world.store.read {
            try $0.first("SELECT COUNT(*) AS count FROM ledger_txn WHERE note = \(name)", { try $0.int("count") })
        }
    }

    private func holds(_ delivery: DeliveryID, _ world: World) async throws -> [HoldRow] {
        try await world.store.read { try $0.holds(of: delivery) }
    }

    @Test(
        .disabled(if: TestStore.isPostgres, "PostgreSQL is backed up and restored with its own tools"),
        arguments: [
            "UPDATE hold SET micro_usd = 1 WHERE delivery_id = 1", "DELETE FROM hold WHERE delivery_id = 1",
        ])
    func `is booked once at its day's price, when it is found after a restore`(loss: String) async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("Selamat pagi", in: .minutes(5))
        #expect(delivery.raw == 1)
        let now = world.time.now()
        try await world.store.write { try $0.releaseHold(HoldNames.part(0, of: delivery), at: now) }
        try await world.advance(by: .minutes(6))
        #expect(try await world.delivery(delivery).waitingFor == .money)

        let path = FileManager.default.temporaryDirectory.appendingPathComponent("copy-\(UUID().uuidString)").path
        let made = world.time.now()
        try world.store.copy(to: path)
        try await world.publishing.resolve(delivery, by: .sendAgain, link: nil, caller: world.caller)
        try await world.advance(by: .minutes(1))
        #expect(world.network.posted.count == 1)
        let stopped = world.time.now()
        let after = try await world.reopened(path)
        try await after.store.write { try $0.also(Query(stringLiteral: loss)) }
        _ = try await Inheriting(platforms: [FakePlatform(absence: .weak)], pace: .real).putInDoubt(
            after.store, made: made, stopped: stopped, dueBy: stopped, at: stopped)
        #expect(try await budget(after) == [.zero, .zero])

        try await after.advance(by: .minutes(30))

        #expect(world.network.posted.count == 1)
        #expect(try await after.state(of: delivery) == .published)
        #expect(try await holds(delivery, after).map(\.amount) == [Self.text])
        #expect(try await after.detail(of: delivery).hold == .captured)
        #expect(try await bookings(of: delivery, after) == 1)
        try await expectOrder(in: after)
    }

    @Test func `is booked beyond a hard limit, because it is spent`() async throws {
        // Enough for one text and a look.
        let cap = Money(microUSD: 20_000)
        let world = try await World.flock(cap: cap)
        world.network.twist(.takenThenSilent)
        let delivery = try await world.schedule("Selamat pagi", in: .zero)
        await world.work()
        let now = world.time.now()
        try await world.store.write { try $0.releaseHold(HoldNames.part(0, of: delivery), at: now) }
        _ = try await world.schedule("Selamat malam", in: .days(1))

        try await world.advance(by: .hours(1))

        #expect(try await world.state(of: delivery) == .published)
        #expect(try await holds(delivery, world).map(\.state) == [.captured])
        #expect(try await budget(world).reduce(.zero, +) > cap)
        try await expectOrder(in: world)
    }

    @Test func `is booked when a person says that it is there`() async throws {
        let world = try await World.flock(absence: .weak)
        world.network.twist(.silentBefore)
        let delivery = try await world.schedule("Selamat pagi", in: .zero)
        try await world.advance(by: .hours(1))
        #expect(try await world.delivery(delivery).waitingFor == .doubt)
        let now = world.time.now()
        try await world.store.write { try $0.releaseHold(HoldNames.part(0, of: delivery), at: now) }

        try await world.publishing.resolve(
            delivery, by: .itIsThere, link: "https://x.com/i/1", caller: world.caller)

        #expect(try await holds(delivery, world).map(\.state) == [.captured])
        #expect(try await bookings(of: delivery, world) == 1)
        try await expectOrder(in: world)
    }

    @Test func `is booked once, however often it is proven`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("Selamat pagi")
        let now = world.time.now()
        let name = HoldNames.part(0, of: delivery)
        try await world.store.write { try $0.releaseHold(name, at: now) }
        for _ in 0..<2 { try await world.store.write { try $0.captureProven([name], at: now) } }

        #expect(try await holds(delivery, world).map(\.state) == [.captured])
        #expect(try await budget(world) == [Self.text, .zero])
        try await expectOrder(in: world)
    }

    @Test func `a call that was let go of stays so`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("Selamat pagi")
        let now = world.time.now()
        let name = HoldNames.part(0, of: delivery)
        try await world.store.write { try $0.releaseHold(name, at: now) }
        try await world.store.write { try $0.captureHold(name, at: now) }

        #expect(try await budget(world) == [.zero, .zero])
    }
}
