import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// Two deliveries with the same words: one is out, the answer to the other was lost.
@Suite("A post that a duplicate answer names")
struct DuplicateTests {
    private func later(_ twists: FakeNetwork.Twist..., in world: World) async throws -> DeliveryID {
        let delivery = try await world.schedule("Panggung", in: .minutes(5))
        for twist in twists { world.network.twist(twist) }
        try await world.advance(by: .hours(2))
        return delivery
    }

    private func first(in world: World) async throws -> DeliveryID {
        let first = try await world.schedule("Panggung", in: .zero)
        // Long before the doubt about the second one.
        try await world.advance(by: .days(2))
        return first
    }

    @Test func `is taken for the earlier try where nothing else is known by it`() async throws {
        let world = try await World.flock()
        let lost = try await later(.silentBefore, .duplicateOf("post-9"), in: world)

        #expect(try await world.delivery(lost).url == "https://fake.example/post-9")
        #expect(try await world.state(of: lost) == .published)
    }

    @Test func `never settles a second delivery, however long ago it was sent`() async throws {
        let world = try await World.flock()
        let first = try await first(in: world)
        let lost = try await later(
            .silentBefore, .duplicateOf("post-1"), .duplicateOf("post-1"), in: world)

        #expect(try await world.delivery(first).url == "https://fake.example/post-1")
        #expect(try await world.state(of: lost) == .waiting)
        #expect(try await world.delivery(lost).url == nil)
        #expect(world.network.posted.count == 1)
    }

    @Test func `leaves the second delivery free to go out`() async throws {
        let world = try await World.flock()
        _ = try await first(in: world)
        let lost = try await later(.silentBefore, .duplicateOf("post-1"), in: world)

        #expect(try await world.delivery(lost).url == "https://fake.example/post-2")
        #expect(world.network.posted.count == 2)
    }

    @Test func `is not another part of the same post`() async throws {
        let world = try await World.flock()
        let thread = try await world.schedule("Panggung", "Panggung", in: .minutes(5))
        world.network.twist(.landing, .silentBefore, .duplicateOf("post-1"))
        try await world.advance(by: .hours(2))

        #expect(try await world.state(of: thread) == .published)
        #expect(world.network.posted.count == 2)
    }

    @Test func `is compared as a whole`() async throws {
        let world = try await World.flock()
        let first = try await first(in: world)
        let (post, other, wild) = try await world.store.read { tx in
            let account = world.account
            return (
                try tx.settledSteps(of: account, mentioning: "post-1").count,
                try tx.settledSteps(of: account, mentioning: "post-").count,
                try tx.settledSteps(of: account, mentioning: "\"").count
            )
        }

        #expect(try await world.state(of: first) == .published)
        #expect(post == 1 && other == 0 && wild == 0)
    }

    @Test func `may not be there when one with the same words was taken off in the last week`() async throws {
        let world = try await World.flock()
        let first = try await first(in: world)
        let second = try await world.schedule("Orkes", in: .minutes(5))
        let now = world.time.now()
        let same = try #require(try await world.store.read { try $0.rendition(of: first) }).parts[0]
        let other = try #require(try await world.store.read { try $0.rendition(of: second) }).parts[0]
        func isDoubtful(_ part: RenderedPart, after wait: Duration = .zero) async throws -> Bool {
            try await world.store.read { try $0.twinWasRemoved(of: part, on: world.account, at: now + wait) }
        }

        #expect(try await !isDoubtful(same))
        try await world.store.write { try $0.markRemoved(first, at: now) }
        #expect(try await isDoubtful(same))
        #expect(try await !isDoubtful(same, after: .days(8)))
        #expect(try await !isDoubtful(other))
    }
}
