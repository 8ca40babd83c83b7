import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite(
    "A machine whose clock jumps",
    .disabled(if: TestStore.isPostgres, "nodes of a shared database go by its clock, not by their own"))
struct ClockJumpTests {
    private func story(_ world: World, _ id: DeliveryID) async throws -> String {
        try await world.detail(of: id).events.last?.story.what.description ?? ""
    }

    @Test func `forward: sends nothing that came due by the jump alone, and asks`() async throws {
        let world = try await World.flock()
        let soon = try await world.schedule("Besok saja", in: .minutes(55))
        let later = try await world.schedule("Lusa saja", in: .hours(5))
        await world.work()

        world.time.jump(by: .hours(1))
        await world.work()

        #expect(world.network.commits == 0)
        #expect(try await world.delivery(soon).waitingFor == .missed)
        #expect(try await world.delivery(later).state == .scheduled)
        #expect(try await story(world, soon).contains("jumped forward by 60 min"))
    }

    @Test func `forward, and back again: what was held is planned again and goes out at its time`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("Tetap jam sepuluh", in: .minutes(55))
        await world.work()
        world.time.jump(by: .hours(1))
        await world.work()

        world.time.jump(by: .hours(-1))
        await world.work()

        #expect(try await world.state(of: delivery) == .scheduled)
        let due = try await world.delivery(delivery).due
        try await world.advance(by: .hours(1))
        #expect(world.network.posted.map(\.at) == [due])
    }

    @Test func `forward by less than a minute: what is due goes out`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("Sebentar lagi", in: .seconds(50))
        await world.work()

        world.time.jump(by: .seconds(55))
        await world.work()

        #expect(try await world.state(of: delivery) == .published)
    }

    @Test func `back: nothing goes out early, it just waits`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("Sabar", in: .minutes(5))
        let due = try await world.delivery(delivery).due
        await world.work()

        world.time.jump(by: .hours(-2))
        try await world.advance(by: .minutes(10))
        #expect(world.network.commits == 0)
        try await world.advance(by: .hours(2))

        #expect(world.network.posted.map(\.at) == [due])
    }

    @Test func `asleep: what was missed follows the rule for missed posts, not the one for jumps`() async throws {
        let world = try await World.flock()
        let long = try await world.schedule("Lama terlewat", in: .minutes(5))
        let short = try await world.schedule("Baru terlewat", in: .minutes(115))
        await world.work()

        world.time.advance(by: .hours(2))
        await world.work()

        #expect(try await world.delivery(long).waitingFor == .missed)
        #expect(try await story(world, long).contains("not running"))
        #expect(try await world.state(of: short) == .published)
    }

    @Test func `forward, with a post in doubt: the quiet period lasts as long as it would have`() async throws {
        let world = try await World.flock()
        world.network.twist(.takenLater(.seconds(50)))
        world.network.goBlind()
        let delivery = try await world.schedule("Diam dulu", in: .minutes(1))
        try await world.advance(by: .minutes(1))
        let ready = try await world.delivery(delivery).ready
        #expect(try await world.state(of: delivery) == .unknown)

        world.time.jump(by: .hours(1))
        await world.work()

        #expect(try await world.state(of: delivery) == .unknown)
        #expect(try await world.delivery(delivery).looks == 0)
        #expect(try await world.delivery(delivery).ready == ready + .hours(1))
    }

    @Test func `forward, during a commit: its lease and its quiet period last as long as they would have`() async throws
    {
        let world = try await World.flock()
        let delivery = try await world.schedule("Sedang dikirim", in: .minutes(1))
        await world.work()
        world.time.advance(by: .minutes(1))
        let jobs = await world.dispatcher(named: "one").turn(room: 1)
        let lease = try await lease(of: delivery, in: world)
        #expect(jobs.count == 1)
        let other = world.dispatcher(named: "two")
        _ = await other.turn(room: 1)

        world.time.jump(by: .hours(1))
        _ = await other.turn(room: 1)

        #expect(try await world.state(of: delivery) == .intent)
        #expect(try await self.lease(of: delivery, in: world) == lease + .hours(1))
    }

    @Test func `forward, between a commit and its lost answer: nobody looks before the quiet period is over`()
        async throws
    {
        let world = try await World.flock()
        let book = DeliveryBook(kit: world.kit)
        let delivery = try await world.schedule("Jawaban hilang", in: .minutes(1))
        world.time.advance(by: .minutes(1))
        let platform = FakePlatform()
        let now = world.time.now()
        let claims = try await world.store.write {
            try $0.claimDeliveries(1, for: "one", at: now, lease: .seconds(120))
        }
        let claim = try #require(claims.first)
        let row = try #require(try await world.store.read { try $0.steps(of: delivery).first })
        let intent = try #require(try await book.intend(row, claim, platform: platform))
        world.time.jump(by: .hours(1))
        world.time.advance(by: .seconds(10))

        _ = try await book.settle(
            claim, row, intent, by: .unknown(Trace(what: "closed", at: world.time.now())), isLast: true,
            platform: platform)

        let quiet = world.kit.pace.commitDeadline + platform.rules.settleTime
        #expect(try await world.delivery(delivery).ready == world.time.now() + quiet - .seconds(10))
    }

    @Test func `back, with a post in doubt: the look begins where the post can be found`() async throws {
        let world = try await World.flock()
        await world.work()
        world.time.jump(by: .seconds(59))
        await world.work()
        world.network.twist(.takenThenSilent)
        let delivery = try await world.schedule("Jam yang salah", in: .minutes(1))
        try await world.advance(by: .minutes(1))
        #expect(try await world.state(of: delivery) == .unknown)

        world.time.jump(by: .hours(-3))
        await world.work()

        let doubt = try #require(try await world.store.read { try $0.doubt(of: delivery, part: 0) })
        #expect(doubt.since <= world.time.now())
    }

    private func lease(of id: DeliveryID, in world: World) async throws -> Instant {
        let found = try await world.store.read { tx in
            try tx.first("SELECT lease_ends_ms FROM delivery WHERE id = \(id)") { try $0.instant("lease_ends_ms") }
        }
        return try #require(found)
    }
}
