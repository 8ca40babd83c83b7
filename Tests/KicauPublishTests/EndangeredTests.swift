import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("Scheduled posts after a token's end")
struct EndangeredTests {
    /// Posts a day apart, the first of them tomorrow.
    private func world(posts: Int) async throws -> World {
        let world = try await World.flock()
        for day in 1...posts { _ = try await world.schedule("Hari \(day)", in: .days(day)) }
        return world
    }

    private func ends(_ world: World, after wait: Duration) async throws -> Endangered {
        let end = world.time.now() + wait
        return try await world.store.read { try $0.scheduled(of: world.account, after: end) }
    }

    @Test func `are named, the earliest first, and none that goes out before`() async throws {
        let world = try await world(posts: 4)

        let found = try await ends(world, after: .hours(60))

        #expect(found.count == 2 && found.unnamed == 0)
        #expect(found.first.map(\.excerpt) == ["Hari 3", "Hari 4"])
        #expect(found.first.map(\.due) == [3, 4].map { world.time.now() + .days($0) })
        for delivery in found.first {
            #expect(try await world.publishing.post(delivery.post, for: world.caller).content.post.parts.count == 1)
        }
    }

    @Test func `beyond ten are counted`() async throws {
        let found = try await ends(try await world(posts: 13), after: .hours(12))

        #expect(found.count == 13 && found.first.count == 10 && found.unnamed == 3)
        #expect(found.first.last?.excerpt == "Hari 10")
    }

    @Test func `due at that very moment still go out, and what is called off does not count`() async throws {
        let world = try await world(posts: 2)
        let last = try await ends(world, after: .hours(30))

        #expect(try await ends(world, after: .days(2)) == .none)
        let post = try #require(last.first.first?.post)
        try await world.publishing.cancel(post, by: world.caller)
        #expect(try await ends(world, after: .hours(30)) == .none)
    }

    @Test func `stand with the account whose token it is`() async throws {
        let world = try await world(posts: 3)
        let end = world.time.now() + .hours(36)
        try await world.store.write { tx in
            try tx.also(
                "UPDATE credential SET expires_ms = \(end), refresh_ms = NULL WHERE account_id = \(world.account)")
        }

        let forecast = try #require(try await world.accounts.detail(world.account, for: world.caller).forecasts.first)

        #expect(forecast.cause == .tokenEnds && forecast.from == end)
        #expect(forecast.after.first.map(\.excerpt) == ["Hari 2", "Hari 3"])
    }
}
