import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauMeter
@testable import KicauPublish

@Suite("Calls that cost nothing")
struct FreeCallTests {
    private func usage(_ world: World) async throws -> [UsageCount] {
        let workspace = world.caller.workspace.id
        let day = Day(of: world.time.now()).number
        return try await world.store.read { try $0.usage(of: workspace, from: day, to: day + 1) }
    }

    private func call(_ world: World, _ unit: String) async throws {
        let line = world.kit.metered(
            for: world.caller.workspace, platform: "x", account: world.account, work: .newReadings)
        _ = try await line.call(Call(.get, "fake:me"), unit: MeterUnit(unit))
    }

    @Test func `are written down together, under the account they were made for`() async throws {
        let world = try await World.flock()
        try await call(world, "token")
        try await call(world, "token")
        #expect(try await usage(world) == [])

        await FreeCallKeeper(kit: world.kit).turn()

        let written = try await usage(world)
        #expect(written.map(\.unit) == ["token"] && written.map(\.count) == [2])
        #expect(written.first?.account == world.account && written.first?.isPosting == false)
        await FreeCallKeeper(kit: world.kit).turn()
        #expect(try await usage(world) == written)
    }

    @Test func `stand among the month's spending, at no price`() async throws {
        let world = try await World.flock()
        try await call(world, "token")
        await FreeCallKeeper(kit: world.kit).turn()
        let metering = Metering(store: world.store, prices: world.kit.prices, time: world.time)

        let spending = try await metering.spending(month: "2026-06", for: world.caller)

        #expect(spending.contains { $0.unit == "token" && $0.count == 1 && $0.amount == .zero })
    }

    @Test func `are not lost when they cannot be written now`() async throws {
        let world = try await World.flock()
        let calls = FreeCalls()
        let now = world.time.now()
        calls.note(MeterUnit("read"), on: "x", of: world.caller.workspace.id, account: nil, at: now)
        let closed = try await TestStore.fresh(now: now)
        try closed.close()
        await #expect(throws: (any Error).self) { try await calls.write(to: closed) }
        calls.note(MeterUnit("read", count: 2), on: "x", of: world.caller.workspace.id, account: nil, at: now)

        try await calls.write(to: world.store)

        #expect(try await usage(world).map(\.count) == [3])
    }
}
