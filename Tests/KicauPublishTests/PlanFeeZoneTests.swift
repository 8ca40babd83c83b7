import KicauCore
import KicauMeter
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// The clock stands at 1 June 2026, 09:00 in Jakarta. A plan of our own costs a dollar a month.
@Suite("A plan's fee, where the workspace moves at a month's turn")
struct PlanFeeZoneTests {
    private static let tiny = """
        {"platform": "x", "book": "X Tiny", "plan": "Tiny", "monthly": 1000000, "source": "a test",
         "entered": "2026-05-30", "rows": [{"unit": "post_create", "price": "free", "from": "2026-05-30"}]}
        """
    private let world: World

    init() async throws {
        world = try await World.flock()
        _ = try await world.publishing.priceLists.load(Self.tiny, by: world.caller)
    }

    private func move(to zone: String) async throws {
        let id = world.caller.workspace.id
        try await world.store.write { try $0.also("UPDATE workspace SET zone = \(zone) WHERE id = \(id)") }
    }

    private func go(to instant: String) throws {
        world.time.advance(by: try Due(wall: instant, zone: "UTC").instant - world.time.now())
    }

    private func take(_ plan: String?) async throws {
        try await world.publishing.priceLists.setPlan(plan, on: "x", by: world.caller)
    }

    /// After a turn of the keeper, in their order.
    private func booked() async throws -> [String] {
        await FeeKeeper(kit: world.kit).turn()
        let id = world.caller.workspace.id
        return try await world.store.read { try $0.bookedFees(of: id) }.map(\.month).sorted()
    }

    @Test func `is not owed again for the month it came out of in the west`() async throws {
        try go(to: "2026-06-30T17:30")  // 1 July, 00:30 in Jakarta
        try await take("Tiny")
        try go(to: "2026-06-30T17:45")
        #expect(try await booked() == ["2026-07"])

        try await move(to: "UTC")
        #expect(try await booked() == ["2026-07"])
        try await take(nil)
        try go(to: "2026-06-30T18:00")
        try await take("Tiny")
        try go(to: "2026-06-30T18:15")

        #expect(try await booked() == ["2026-07"])
        try go(to: "2026-08-09T00:00")
        #expect(try await booked() == ["2026-07", "2026-08"])
    }

    @Test func `is not owed again for the month it came into in the east`() async throws {
        try await move(to: "UTC")
        try go(to: "2026-06-30T20:00")
        try await take("Tiny")
        try go(to: "2026-06-30T20:15")
        #expect(try await booked() == ["2026-06"])

        try await move(to: "Asia/Jakarta")  // where it is 1 July
        #expect(try await booked() == ["2026-06"])
        try go(to: "2026-06-30T22:00")
        try await take(nil)

        try go(to: "2026-08-09T00:00")
        #expect(try await booked() == ["2026-06"])
    }

    @Test func `is dated in the month that its budget is of`() async throws {
        try go(to: "2026-06-30T17:30")
        try await take("Tiny")
        try await move(to: "UTC")
        try go(to: "2026-07-02T00:00")
        #expect(try await booked() == ["2026-07"])

        let metering = Metering(store: world.store, prices: world.kit.prices, time: world.time)
        let id = world.caller.workspace.id
        let moved = try #require(try await world.store.read { try $0.workspace(id) })
        let caller = Caller(user: world.caller.user, workspace: moved, role: .owner)

        #expect(try await metering.spending(month: "2026-07", for: caller).map(\.amount.microUSD) == [1_000_000])
        #expect(try await metering.spending(month: "2026-06", for: caller).isEmpty)
    }
}
