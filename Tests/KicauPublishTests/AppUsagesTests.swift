import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("What a network counts of the app")
struct AppUsagesTests {
    private func usage(_ world: World) async throws -> AppUsageDetail {
        try #require(try await AppUsages(kit: world.kit).list(for: world.caller).first)
    }

    @Test func `is asked for once a day, and kept`() async throws {
        let world = try await World.flock()
        let reader = UsageReader(kit: world.kit)
        world.network.countReads(40)
        await reader.turn()
        #expect(try await usage(world).usage?.reads == 40)

        world.network.countReads(43)
        world.time.advance(by: .hours(23))
        await reader.turn()
        #expect(try await usage(world).usage?.reads == 40)
        world.time.advance(by: .hours(1))
        await reader.turn()

        #expect(try await usage(world).usage?.reads == 43)
        #expect(world.network.usageAsked == 2)
    }

    @Test func `is asked for when a person wants it, but not twice within a minute`() async throws {
        let world = try await World.flock()
        let usages = AppUsages(kit: world.kit)
        world.network.countReads(40)

        _ = try await usages.ask(by: world.caller)
        world.network.countReads(41)
        let again = try await usages.ask(by: world.caller)
        world.time.advance(by: .minutes(1))
        let later = try await usages.ask(by: world.caller)

        #expect(again.map(\.usage?.reads) == [40])
        #expect(later.map(\.usage?.reads) == [41])
        #expect(world.network.usageAsked == 2)
    }

    @Test func `stays with its day when the network tells no more, and says why`() async throws {
        let world = try await World.flock()
        world.network.countReads(40)
        await UsageReader(kit: world.kit).turn()
        let told = world.time.now()
        world.network.countReads(nil)
        world.time.advance(by: .days(1))

        await UsageReader(kit: world.kit).turn()

        let usage = try await usage(world)
        #expect(usage.usage?.reads == 40 && usage.told == told)
        #expect(usage.asked == world.time.now())
        #expect(usage.missing?.status == 403)
    }

    @Test func `is nobody's business who has no account there`() async throws {
        let world = try await World.flock()
        try await world.accounts.disconnect(world.account, by: world.caller)

        await UsageReader(kit: world.kit).turn()

        #expect(world.network.usageAsked == 0)
    }

    @Test func `is not asked for when keys are missing, and the day is not used up`() {
        let kept = KeptUsage(due: Instant(ms: 5)).after(.notSet(.init("Set it.")), at: Instant(ms: 9), every: .days(1))

        #expect(kept == KeptUsage(due: Instant(ms: 5), missing: .init("Set it.")))
    }

    @Test func `is taken on by one of two nodes`() async throws {
        let world = try await World.flock()

        let first = try await world.store.write { try $0.changeSetting("usage_x", from: nil, to: "one") }
        let second = try await world.store.write { try $0.changeSetting("usage_x", from: nil, to: "two") }
        let third = try await world.store.write { try $0.changeSetting("usage_x", from: "one", to: "three") }
        let fourth = try await world.store.write { try $0.changeSetting("usage_x", from: "one", to: "four") }

        #expect([first, second, third, fourth] == [true, false, true, false])
        #expect(try await world.store.read { try $0.setting("usage_x") } == "three")
    }
}
