import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// One offset until a moment, another from then on.
private struct ShiftedZone: ZoneOffsets {
    var before: Int64 = 7 * 3600
    var after: Int64
    var from: Int64 = 1_780_000_000

    func offset(at seconds: Int64) -> Int64 { seconds < from ? before : after }
}

@Suite("A plan under a zone's new rules")
struct ZoneShiftTests {
    private let due = Due(
        wall: "2026-07-01T09:00", zone: "Asia/Jakarta", instant: Instant(seconds: 1_782_871_200))

    @Test func `stays where its wall time still means the same moment`() {
        #expect(ZoneShift.moved(due, under: ShiftedZone(after: 7 * 3600)) == nil)
    }

    @Test func `moves by as much as the zone did, either way`() {
        #expect(ZoneShift.moved(due, under: ShiftedZone(after: 8 * 3600))?.instant == due.instant - .hours(1))
        #expect(ZoneShift.moved(due, under: ShiftedZone(after: 6 * 3600))?.instant == due.instant + .hours(1))
        #expect(ZoneShift.moved(due, under: ShiftedZone(after: 6 * 3600))?.wall == due.wall)
    }

    @Test func `keeps its seconds when it was made of an instant`() {
        let odd = Due(wall: due.wall, zone: due.zone, instant: due.instant + .milliseconds(59_999))

        #expect(ZoneShift.moved(odd, under: ShiftedZone(after: 7 * 3600)) == nil)
        #expect(ZoneShift.moved(odd, under: ShiftedZone(after: 8 * 3600))?.instant == due.instant - .hours(1))
    }

    @Test func `forgets which of two it was when the clock shows it once now`() throws {
        let second = try Due(wall: "2026-10-25T02:30", zone: "Europe/Berlin", fold: .second)

        let moved = ZoneShift.moved(second, under: ShiftedZone(before: 7200, after: 7200))

        #expect(moved?.fold == .first)
        #expect(moved?.instant == second.instant - .hours(1))
    }

    @Test func `is known by the fingerprint of the rules`() {
        let plain = ZoneShift.fingerprint(of: ShiftedZone(after: 7 * 3600), from: 2026)

        #expect(plain == ZoneShift.fingerprint(of: ShiftedZone(after: 7 * 3600), from: 2026))
        #expect(plain != ZoneShift.fingerprint(of: ShiftedZone(after: 8 * 3600), from: 2026))
        // A change that comes after all that can be planned is none yet.
        let far = ShiftedZone(after: 8 * 3600, from: 1_900_000_000)
        #expect(plain == ZoneShift.fingerprint(of: far, from: 2026))
    }
}

@Suite("A zone whose rules change")
struct ZoneKeeperTests {
    private func keeper(_ world: World, after: Int64) -> ZoneKeeper {
        ZoneKeeper(
            kit: world.kit,
            source: .init(release: "2026z") { $0 == "Asia/Jakarta" ? ShiftedZone(after: after * 3600) : nil })
    }

    @Test func `moves a planned post with its deliveries, and says so`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("Jam sembilan", in: .hours(30))
        let before = try await world.delivery(delivery)

        #expect(await keeper(world, after: 8).turn() == 1)

        let after = try await world.delivery(delivery)
        #expect(after.due == before.due - .hours(1))
        #expect(after.ready == after.due)
        let post = try await world.publishing.post(after.post, for: world.caller)
        #expect(post.due?.instant == after.due)
        #expect(post.due?.wall == "2026-06-02T15:00")
        let story = post.deliveries.first?.events.last?.story.what.description
        #expect(
            story
                == "The rules of Asia/Jakarta changed: 2026-06-02T15:00 there is 2026-06-02T07:00 UTC now, and was 2026-06-02T08:00 UTC."
        )
        try await world.advance(by: .hours(31))
        #expect(world.network.posted.map(\.at) == [after.due])
    }

    @Test func `moves it once, and back when the rules go back`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("Bolak-balik", in: .hours(30))
        let due = try await world.delivery(delivery).due

        #expect(await keeper(world, after: 8).turn() == 1)
        #expect(await keeper(world, after: 8).turn() == 0)
        #expect(await keeper(world, after: 7).turn() == 1)

        #expect(try await world.delivery(delivery).due == due)
    }

    @Test func `leaves alone what has been sent, and what is in doubt`() async throws {
        let world = try await World.flock()
        world.network.twist(.refused, .takenThenSilent)
        let refused = try await world.schedule("Ditolak", in: .minutes(1))
        let doubtful = try await world.schedule("Ragu", in: .minutes(2))
        try await world.advance(by: .minutes(2))
        // The clock goes back, so that both are due in the future once more.
        world.time.jump(by: .hours(-1))
        let rows = [try await world.delivery(refused), try await world.delivery(doubtful)]

        #expect(await keeper(world, after: 6).turn() == 0)

        #expect([try await world.delivery(refused), try await world.delivery(doubtful)] == rows)
    }

    @Test func `into the past: what is too late by the workspace's rule waits for a person`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("Sudah lewat", in: .minutes(20))

        #expect(await keeper(world, after: 8).turn() == 1)
        await world.work()

        #expect(try await world.delivery(delivery).waitingFor == .missed)
        #expect(world.network.commits == 0)
    }

    @Test func `into the past: what is late by less goes out`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("Nyaris", in: .minutes(55))

        #expect(await keeper(world, after: 8).turn() == 1)
        await world.work()

        #expect(try await world.state(of: delivery) == .published)
    }

    @Test func `takes a claimed delivery from its worker, who then sends nothing`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("Diambil", in: .minutes(5))
        let early = world.time.now() + .minutes(6)
        let claims = try await world.store.write {
            try $0.claimDeliveries(1, for: "ahead", at: early, lease: .seconds(120))
        }
        let claim = try #require(claims.first)

        #expect(await keeper(world, after: 6).turn() == 1)

        let row = try await world.delivery(delivery)
        #expect(row.state == .scheduled)
        #expect(row.epoch == claim.epoch + 1)
        let luggage = try await world.store.read { try $0.luggage(for: [claim], limits: [:], at: early) }
        await Sender(kit: world.kit).carry(claim, with: try #require(luggage[claim.delivery]))
        #expect(world.network.commits == 0)
    }

    @Test func `keeps the rules it has planned by, and looks at posts only when they differ`() async throws {
        let world = try await World.flock()
        _ = try await world.schedule("Aturan", in: .hours(30))

        _ = await keeper(world, after: 7).turn()

        let kept = try #require(try await world.store.read { try $0.zoneRules("Asia/Jakarta") })
        #expect(kept.release == "2026z")
        #expect(kept.year == 2026)
        _ = await keeper(world, after: 8).turn()
        #expect(try await world.store.read { try $0.zoneRules("Asia/Jakarta") }?.sha256 != kept.sha256)
    }

    @Test func `is not known any more: what was planned keeps its instant`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("Zona hilang", in: .hours(30))
        let due = try await world.delivery(delivery).due

        #expect(await ZoneKeeper(kit: world.kit, source: .init(release: "2026z") { _ in nil }).turn() == 0)

        #expect(try await world.delivery(delivery).due == due)
    }

    @Test func `with the rules that are installed moves nothing`() async throws {
        let world = try await World.flock()
        _ = try await world.schedule("Biasa", in: .hours(30))

        #expect(await ZoneKeeper(kit: world.kit).turn() == 0)
    }
}
