import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("How many follow an account")
struct AccountCounterTests {
    private func followers(_ world: World) async throws -> [Int64?] {
        let detail = try await world.accounts.detail(world.account, for: world.caller)
        return [detail.followers, detail.followersGained]
    }

    @Test func `is counted at once, and again when its time has come`() async throws {
        let world = try await World.flock()
        world.network.follow(40)
        #expect(await AccountCounter(kit: world.kit).turn() == 1)
        #expect(try await followers(world) == [40, nil])

        world.network.follow(43)
        world.time.advance(by: .hours(23))
        #expect(await AccountCounter(kit: world.kit).turn() == 0)
        world.time.advance(by: .hours(1))
        #expect(await AccountCounter(kit: world.kit).turn() == 1)
        #expect(try await followers(world) == [43, nil])

        world.network.follow(31)
        world.time.advance(by: .days(28))
        #expect(await AccountCounter(kit: world.kit).turn() == 1)
        #expect(try await followers(world) == [31, -12])
    }

    @Test func `is counted by one of two nodes, and by another when that one has died`() async throws {
        let world = try await World.flock()
        let now = world.time.now()
        let first = try await world.store.write { try $0.claimAccountCounts(4, at: now, until: now + .hours(1)) }
        let second = try await world.store.write { try $0.claimAccountCounts(4, at: now, until: now + .hours(1)) }
        #expect(first == [world.account] && second.isEmpty)

        world.time.advance(by: .hours(1))

        #expect(await AccountCounter(kit: world.kit).turn() == 1)
    }

    @Test func `is left out, and said, when the month's money does not allow it`() async throws {
        let world = try await World.flock(cap: Money(microUSD: 0))
        world.network.follow(40)

        await AccountCounter(kit: world.kit).turn()

        let detail = try await world.accounts.detail(world.account, for: world.caller)
        #expect(detail.followers == nil)
        #expect(detail.withoutNumbers?.what.description.contains("is left for") == true)
        #expect(world.network.counts == 0)
        world.time.advance(by: .hours(23))
        #expect(await AccountCounter(kit: world.kit).turn() == 0)
        world.time.advance(by: .hours(1))
        #expect(await AccountCounter(kit: world.kit).turn() == 1)
    }

    @Test func `is not asked of an account that was taken off`() async throws {
        let world = try await World.flock()
        try await world.accounts.disconnect(world.account, by: world.caller)

        #expect(await AccountCounter(kit: world.kit).turn() == 0)
    }
}
