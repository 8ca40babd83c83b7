import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("A series of posts")
struct SeriesTests {
    /// Every Tuesday at nine in Jakarta, where it is Monday, the first of June, nine o'clock.
    private func start(
        _ world: World, _ text: String = "Setiap Selasa", _ pattern: Recurrence.Pattern = .weekly([.tuesday]),
        end: Recurrence.End = .never, key: String = "s"
    ) async throws -> SeriesID {
        try await world.publishing.startSeries(
            DraftContent(post: Post(parts: [.init(text: text)]), accounts: [world.account]),
            try Recurrence(pattern, from: "2026-06-01T09:00", zone: "Asia/Jakarta", end: end), key: key,
            by: world.caller)
    }

    private func dues(_ id: SeriesID, in world: World) async throws -> [String] {
        var walls: [String] = []
        for post in try await world.publishing.series(id, for: world.caller).posts {
            walls.append(try await world.publishing.post(post, for: world.caller).due?.wall ?? "-")
        }
        return walls
    }

    private func states(_ id: SeriesID, in world: World) async throws -> [PostState] {
        var states: [PostState] = []
        for post in try await world.publishing.series(id, for: world.caller).posts {
            states.append(try await world.publishing.post(post, for: world.caller).state)
        }
        return states
    }

    @Test func `is planned five weeks ahead, each time as a post of its own`() async throws {
        let world = try await World.flock()

        let id = try await start(world)

        let walls = ["02", "09", "16", "23", "30"].map { "2026-06-\($0)T09:00" }
        #expect(try await dues(id, in: world) == walls)
        #expect(try await world.publishing.series(id, for: world.caller).next?.wall == walls[0])
        try await world.advance(by: .days(10))
        #expect(world.network.posted.map(\.text) == ["Setiap Selasa", "Setiap Selasa"])
    }

    @Test func `is planned further as time goes on, and no day twice`() async throws {
        let world = try await World.flock()
        let id = try await start(world)
        let planner = SeriesPlanner(kit: world.kit)

        await planner.turn()
        await planner.turn()
        #expect(try await dues(id, in: world).count == 5)
        try await world.advance(by: .days(7))
        await planner.turn()

        let found = try await dues(id, in: world)
        #expect(found.last == "2026-07-07T09:00", "\(found)")
        #expect(try await world.publishing.list(PostFilter(), for: world.caller).total == 6)
    }

    @Test func `begun twice with one key is one series`() async throws {
        let world = try await World.flock()

        let first = try await start(world)
        let second = try await start(world)

        #expect(first == second)
        #expect(try await world.publishing.list(PostFilter(), for: world.caller).total == 5)
    }

    @Test func `finds the post of a day that was made before Kicau stopped`() async throws {
        let world = try await World.flock()
        let id = try await start(world)
        _ = try await world.store.write { tx in
            try tx.run("UPDATE series_post SET state = 'planning', post_id = NULL WHERE day = '2026-06-09'")
        }

        await SeriesPlanner(kit: world.kit).turn()

        #expect(try await dues(id, in: world).count == 5)
        #expect(try await world.publishing.list(PostFilter(), for: world.caller).total == 5)
    }

    @Test func `leaves alone what a person changed or called off`() async throws {
        let world = try await World.flock()
        let id = try await start(world)
        let posts = try await world.publishing.series(id, for: world.caller).posts
        try await world.publishing.cancel(posts[0], by: world.caller)
        try await world.publishing.reschedule(
            posts[1], timing: .at(try Due(wall: "2026-06-09T12:00", zone: "Asia/Jakarta")), by: world.caller)

        await SeriesPlanner(kit: world.kit).turn()

        #expect(try await states(id, in: world)[0] == .draft)
        #expect(try await dues(id, in: world)[1] == "2026-06-09T12:00")
        #expect(try await world.publishing.list(PostFilter(), for: world.caller).total == 5)
    }

    @Test func `paused sends nothing, and goes on with what is still to come`() async throws {
        let world = try await World.flock()
        let id = try await start(world)

        try await world.publishing.pauseSeries(id, by: world.caller)
        #expect(try await states(id, in: world) == Array(repeating: .cancelled, count: 5))
        try await world.advance(by: .days(3))
        await SeriesPlanner(kit: world.kit).turn()
        #expect(world.network.commits == 0)
        try await world.publishing.resumeSeries(id, by: world.caller)

        #expect(
            try await states(id, in: world) == [.cancelled, .scheduled, .scheduled, .scheduled, .scheduled, .scheduled])
        try await world.advance(by: .days(7))
        #expect(world.network.posted.count == 1)
    }

    @Test func `ended sends nothing any more`() async throws {
        let world = try await World.flock()
        let id = try await start(world)

        try await world.publishing.endSeries(id, by: world.caller)
        try await world.advance(by: .days(40))
        await SeriesPlanner(kit: world.kit).turn()

        #expect(world.network.commits == 0)
        let problem = await #expect(throws: Problem.self) {
            try await world.publishing.resumeSeries(id, by: world.caller)
        }
        #expect(problem?.code == .notPossibleNow)
    }

    @Test func `ends by itself after its last day`() async throws {
        let world = try await World.flock()
        let id = try await start(world, end: .times(2))
        #expect(try await dues(id, in: world).count == 2)

        try await world.advance(by: .days(9))
        await SeriesPlanner(kit: world.kit).turn()

        #expect(try await world.publishing.series(id, for: world.caller).state == .ended)
        #expect(world.network.posted.count == 2)
    }

    @Test func `beyond the budget is kept for a person, told on Today`() async throws {
        let world = try await World.flock(cap: Money(microUSD: 35_000))

        let id = try await start(world)

        #expect(try await states(id, in: world) == [.scheduled, .scheduled, .needsYou, .needsYou, .needsYou])
        let waiting = try await world.publishing.today(for: world.caller).needsYou
        #expect(waiting.count == 3)
        let last = try #require(try await world.publishing.series(id, for: world.caller).posts.last)
        let post = try await world.publishing.post(last, for: world.caller)
        #expect(post.due?.wall == "2026-06-30T09:00")
        #expect(post.trouble?.what.description.contains("left for 2026-06") == true)
        #expect(post.acts.contains(.reschedule))
        #expect(post.series == id)
        await SeriesPlanner(kit: world.kit).turn()
        #expect(try await world.publishing.list(PostFilter(), for: world.caller).total == 5)
    }

    @Test func `that could never go out is refused before anything is written`() async throws {
        let world = try await World.flock()

        let problem = await #expect(throws: Problem.self) {
            try await start(world, String(repeating: "panjang ", count: 30))
        }

        #expect(problem?.code == .ruleBroken)
        #expect(try await world.publishing.series(for: world.caller).isEmpty)
    }

    @Test func `is not for a writer`() async throws {
        let world = try await World.flock()
        let id = try await start(world)
        let writer = Caller(user: world.caller.user, workspace: world.caller.workspace, role: .writer)

        let problem = await #expect(throws: Problem.self) { try await world.publishing.endSeries(id, by: writer) }

        #expect(problem?.code == .notAllowed)
    }

    @Test func `keeps its wall time when its zone's rules change`() async throws {
        let world = try await World.flock(cap: Money(microUSD: 35_000))
        let id = try await start(world)
        let zone = EarlierZone()

        let moved = await ZoneKeeper(kit: world.kit, source: .init(release: "2026z") { _ in zone }).turn()

        #expect(moved == 5)
        #expect(try await states(id, in: world) == [.scheduled, .scheduled, .needsYou, .needsYou, .needsYou])
    }
}

/// Jakarta an hour further east.
private struct EarlierZone: ZoneOffsets {
    func offset(at seconds: Int64) -> Int64 { 8 * 3600 }
}
