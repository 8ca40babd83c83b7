import Foundation
import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("A post for the next posting time")
struct SlotSchedulingTests {
    private static let week = Weekday.allCases.flatMap { [Slot($0, minute: 540), Slot($0, minute: 1050)] }

    private func world(zone: String? = nil) async throws -> World {
        let world = try await World.flock()
        try await world.publishing.setSlots(
            SlotSchedulingTests.week, zone: zone, of: world.account, by: world.caller)
        return world
    }

    private func schedule(_ world: World, _ text: String, key: String? = nil) async throws -> PostID {
        try await world.publishing.schedule(
            DraftContent(post: Post(parts: [.init(text: text)]), accounts: [world.account]), as: nil, version: nil,
            timing: .nextSlot, key: key ?? UUID().uuidString, by: world.caller)
    }

    private func wall(_ id: PostID, in world: World) async throws -> String? {
        try await world.publishing.post(id, for: world.caller).due?.wall
    }

    @Test func `takes the first that is free, then the next`() async throws {
        let world = try await world()  // It is Monday, 09:00 in Jakarta.

        let first = try await schedule(world, "Satu")
        let second = try await schedule(world, "Dua")

        #expect(try await wall(first, in: world) == "2026-06-01T17:30")
        #expect(try await wall(second, in: world) == "2026-06-02T09:00")
        #expect(try await world.publishing.slots(of: world.account, for: world.caller).next?.wall == "2026-06-02T17:30")
    }

    @Test func `is in the account's own zone`() async throws {
        let world = try await world(zone: "Europe/Berlin")

        let post = try await schedule(world, "Berlin")

        #expect(try await world.publishing.post(post, for: world.caller).due?.zone == "Europe/Berlin")
        #expect(try await wall(post, in: world) == "2026-06-01T09:00")
    }

    @Test func `passes over a time at which something else is planned`() async throws {
        let world = try await world()
        _ = try await world.schedule("Manual", in: .minutes(510))

        let post = try await schedule(world, "Antrean")

        #expect(try await wall(post, in: world) == "2026-06-02T09:00")
    }

    @Test func `takes again what was called off`() async throws {
        let world = try await world()
        let first = try await schedule(world, "Batal")
        try await world.publishing.cancel(first, by: world.caller)

        let second = try await schedule(world, "Ganti")

        #expect(try await wall(second, in: world) == "2026-06-01T17:30")
    }

    @Test func `scheduled by many at the same moment gets a slot of its own each time`() async throws {
        let world = try await world()

        let posts = try await withThrowingTaskGroup(of: PostID.self) { group in
            for number in 0..<8 { group.addTask { try await schedule(world, "Serentak \(number)") } }
            return try await group.reduce(into: [PostID]()) { $0.append($1) }
        }

        var walls: Set<String> = []
        for post in posts { walls.insert(try await wall(post, in: world) ?? "") }
        #expect(walls.count == 8)
        #expect(!walls.contains(""))
    }

    @Test func `whose slot another takes first looks for the next one`() async throws {
        let world = try await world()
        let post = try await schedule(world, "Pertama")
        let taken = try #require(try await world.publishing.post(post, for: world.caller).deliveries.first)
        let other = try await world.schedule("Kedua", in: .minutes(510))

        await #expect(throws: RuleOfSchemaBroken.self) {
            try await world.store.write { try $0.takeSlot(other) }
        }

        #expect(taken.due == (try await world.delivery(other).due))
    }

    @Test func `with one key is one post in one slot`() async throws {
        let world = try await world()

        let first = try await schedule(world, "Dobel", key: "k")
        let second = try await schedule(world, "Dobel", key: "k")

        #expect(first == second)
        #expect(try await world.publishing.slots(of: world.account, for: world.caller).next?.wall == "2026-06-02T09:00")
    }

    @Test func `says what to do when there are no posting times`() async throws {
        let world = try await World.flock()

        let problem = await #expect(throws: Problem.self) { try await schedule(world, "Ke mana") }

        #expect(problem?.code == .noFreeSlot)
        #expect(problem?.field == "accounts")
    }

    @Test func `keeps its time when the posting times change`() async throws {
        let world = try await world()
        let post = try await schedule(world, "Tetap")

        try await world.publishing.setSlots([], zone: nil, of: world.account, by: world.caller)

        #expect(try await wall(post, in: world) == "2026-06-01T17:30")
        #expect(try await world.publishing.hasSlots(for: world.caller) == false)
    }
}
