import Foundation
import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite(
    "A backup that is older than the last post",
    .disabled(if: TestStore.isPostgres, "PostgreSQL is backed up and restored with its own tools"))
struct InheritingTests {
    /// The machine goes on after the backup until it is lost; the backup is restored a while after.
    private func restored(
        _ world: World, goesOnFor life: Duration, lostFor gap: Duration = .minutes(5)
    ) async throws -> World {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("copy-\(UUID().uuidString)").path
        let made = world.time.now()
        try world.store.copy(to: path)
        try await world.advance(by: life)
        let stopped = world.time.now()
        world.time.advance(by: gap)
        let after = try await world.reopened(path)
        _ = try await Inheriting(platforms: [FakePlatform(absence: .weak)], pace: .real).putInDoubt(
            after.store, made: made, stopped: stopped, dueBy: stopped, at: world.time.now())
        return after
    }

    @Test func `finds what the lost machine has sent, and sends it no second time`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("Selamat pagi")

        let after = try await restored(world, goesOnFor: .minutes(6))
        try await after.advance(by: .minutes(20))

        #expect(world.network.posted.count == 1)
        #expect(try await after.state(of: delivery) == .published)
        #expect(try await after.detail(of: delivery).hold == .captured)
    }

    @Test func `leaves to a person what was theirs to post by hand`() async throws {
        let world = try await World.flock()
        let delivery = try await world.handedOff("Selamat pagi")

        let after = try await restored(world, goesOnFor: .hours(2))
        try await after.advance(by: .minutes(20))

        #expect(try await after.delivery(delivery).waitingFor == .handOff)
        #expect(world.network.posted.isEmpty)
    }

    @Test func `sends what its network says is certainly absent`() async throws {
        let world = try await World.flock(absence: .certain)
        let delivery = try await world.schedule("Selamat pagi", in: .minutes(5))
        world.network.twist(.unreachable)

        let after = try await restored(world, goesOnFor: .minutes(5))
        try await after.advance(by: .minutes(20))

        #expect(world.network.posted.map(\.text) == ["Selamat pagi"])
        #expect(try await after.state(of: delivery) == .published)
    }

    @Test(arguments: [AbsenceProof.twoLooks, .weak])
    func `asks a person about what it cannot find, whatever its network proves elsewhere`(
        absence: AbsenceProof
    ) async throws {
        let world = try await World.flock(absence: absence)
        let delivery = try await world.schedule("Selamat pagi", in: .minutes(5))
        world.network.twist(.unreachable)

        let after = try await restored(world, goesOnFor: .minutes(5))
        try await after.advance(by: .minutes(20))

        #expect(world.network.posted.isEmpty)
        #expect(try await after.delivery(delivery).waitingFor == .doubt)
    }

    @Test func `sends what comes due after the loss as planned`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("Selamat malam", in: .hours(2))

        let after = try await restored(world, goesOnFor: .minutes(6))
        try await after.advance(by: .hours(2))

        #expect(world.network.posted.map(\.text) == ["Selamat malam"])
        #expect(try await after.state(of: delivery) == .published)
    }

    @Test func `looks for every part of a thread before it goes on`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("satu", "dua", "tiga")

        let after = try await restored(world, goesOnFor: .minutes(6))
        try await after.advance(by: .minutes(30))

        #expect(world.network.posted.map(\.text) == ["satu", "dua", "tiga"])
        #expect(try await after.state(of: delivery) == .published)
    }

    @Test func `finds a post that was moved to an earlier time after the backup`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("Selamat siang", in: .minutes(30))
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("copy-\(UUID().uuidString)").path
        let made = world.time.now()
        try world.store.copy(to: path)
        let post = try await world.delivery(delivery).post
        try await world.publishing.reschedule(post, timing: .now, by: world.caller)
        try await world.advance(by: .minutes(1))
        world.time.advance(by: .hours(1))

        let after = try await world.reopened(path)
        let now = world.time.now()
        let count = try await Inheriting(platforms: [FakePlatform(absence: .weak)], pace: .real).putInDoubt(
            after.store, made: made, stopped: now, dueBy: now, at: now)
        try await after.advance(by: .minutes(10))

        #expect(count == 1)
        #expect(world.network.posted.count == 1)
        #expect(try await after.state(of: delivery) == .published)
    }

    @Test func `tells two posts with the same words apart by their times`() async throws {
        let world = try await World.flock()
        let first = try await world.schedule("Selamat pagi", in: .minutes(5))
        let second = try await world.schedule("Selamat pagi", in: .hours(3))

        let after = try await restored(world, goesOnFor: .minutes(6), lostFor: .hours(1))
        try await after.advance(by: .hours(3))

        #expect(world.network.posted.count == 2)
        #expect(try await after.state(of: first) == .published)
        #expect(try await after.state(of: second) == .published)
    }

    @Test func `ends what was in flight in doubt, and signs everybody out`() async throws {
        let world = try await World.flock()
        let now = world.time.now()
        let (user, workspace) = (try #require(world.caller.user).id, world.caller.workspace.id)
        try await world.store.write {
            try $0.addSession(
                tokenSHA256: "t", formToken: "f", user: user, workspace: workspace, at: now, expires: now + .days(1))
        }
        let delivery = try await world.schedule("Selamat pagi", in: .zero)
        _ = try await world.store.write { try $0.claimDeliveries(1, for: "lost", at: now, lease: .minutes(2)) }

        let after = try await restored(world, goesOnFor: .zero)

        #expect(try await after.state(of: delivery) == .unknown)
        let session = try await after.store.read { try $0.session(tokenSHA256: "t", at: now) }
        #expect(session == nil)
    }
}
