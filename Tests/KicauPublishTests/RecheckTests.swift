import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("What was published, looked at again")
struct RecheckTests {
    /// Sends and seals a post; its checks are planned with the seal.
    private func published(_ text: String, in world: World) async throws -> DeliveryID {
        let delivery = try await world.schedule(text, in: .zero)
        await world.work()
        await Archivist(kit: world.kit).turn()
        return delivery
    }

    private func rechecker(_ world: World, _ name: String = "one") -> Rechecker {
        Rechecker(kit: world.kit, worker: name)
    }

    private func sightings(_ delivery: DeliveryID, _ world: World) async throws -> [Sighting?] {
        try await world.detail(of: delivery).checks.map(\.sighting)
    }

    @Test func `is read after an hour, a day, a week and four weeks, and not before`() async throws {
        let world = try await World.flock()
        let delivery = try await published("Masih ada", in: world)
        #expect(await rechecker(world).turn() == 0)

        for (wait, reads) in [
            (Duration.minutes(59), 0), (.minutes(1), 1), (.hours(23), 2), (.days(6), 3), (.days(21), 4),
        ] {
            world.time.advance(by: wait)
            await rechecker(world).turn()
            #expect(world.network.reads == reads)
        }

        #expect(try await sightings(delivery, world) == [.unchanged, .unchanged, .unchanged, .unchanged])
        #expect(try await world.detail(of: delivery).presence?.state == .there)
        #expect(world.network.commits == 1)
        #expect(try await world.store.read { try $0.nextRecheck() } == nil)
    }

    @Test func `brings the numbers of that age, and keeps what the network said`() async throws {
        let world = try await World.flock()
        let thread = try await world.schedule("satu", "dua", in: .zero)
        await world.work()
        await Archivist(kit: world.kit).turn()
        var taken: [Reading] = []
        for (wait, likes) in [(Duration.hours(1), Int64(3)), (.hours(23), 5)] {
            world.time.advance(by: wait)
            world.network.like(likes)
            await rechecker(world).turn()
            // Both parts of the thread are liked so often.
            taken.append(Reading(metric: "likes", value: 2 * likes, at: world.time.now()))
        }

        #expect(try await world.detail(of: thread).readings == taken)
        let answers = try await world.store.read { try $0.readingAnswers(of: thread) }
        #expect(answers.map(\.part) == [0, 1, 0, 1])
        #expect(answers.last?.answer == #"{"likes":5,"text":"dua"}"#)
        #expect(world.network.commits == 2)
    }

    @Test func `is read by one of two nodes`() async throws {
        let world = try await World.flock()
        _ = try await published("Sekali saja", in: world)
        world.time.advance(by: .hours(1))

        let now = world.time.now()
        let first = try await world.store.write { try $0.claimRechecks(4, for: "a", at: now, lease: .seconds(120)) }
        let second = try await world.store.write { try $0.claimRechecks(4, for: "b", at: now, lease: .seconds(120)) }

        #expect(first.count == 1 && second.isEmpty)
    }

    @Test func `is read again by another when its node died, and the late one writes nothing`() async throws {
        let world = try await World.flock()
        let delivery = try await published("Warisan", in: world)
        world.time.advance(by: .hours(1))
        let old = try await world.store.write { [now = world.time.now()] in
            try $0.claimRechecks(4, for: "dead", at: now, lease: .seconds(120))
        }
        world.time.advance(by: .minutes(3))

        await rechecker(world).turn()
        let late = try await world.store.write { [now = world.time.now()] in
            try $0.finishRecheck(old[0], as: .gone, parts: [], at: now)
        }

        #expect(late == false)
        #expect(try await sightings(delivery, world).first == .unchanged)
    }

    @Test func `is told to be gone, with when it was last seen, and is not sent again`() async throws {
        let world = try await World.flock()
        let delivery = try await published("Hilang", in: world)
        world.time.advance(by: .hours(1))
        await rechecker(world).turn()
        let seen = world.time.now()
        world.network.meddle("post-1", text: nil)

        world.time.advance(by: .days(1))
        await rechecker(world).turn()
        try await world.advance(by: .hours(3))

        let detail = try await world.detail(of: delivery)
        #expect(detail.presence?.state == .gone)
        #expect(detail.presence?.seen == seen)
        #expect(detail.state == .published)
        #expect(detail.events.last?.story.what.description.contains("does not show it any more") == true)
        #expect(world.network.commits == 1)
        let today = try await world.publishing.today(for: world.caller)
        #expect(today.lost.map(\.presence.state) == [.gone])
        #expect(today.lost.first?.post.excerpt == "Hilang")
    }

    @Test func `is told to be changed once, and to be itself again`() async throws {
        let world = try await World.flock()
        let delivery = try await published("Asli", in: world)
        world.network.meddle("post-1", text: "Palsu")
        for _ in 0..<2 {
            try await world.publishing.resolve(delivery, by: .checkNow, link: nil, caller: world.caller)
            world.time.advance(by: .minutes(1))
        }
        #expect(try await world.detail(of: delivery).presence?.state == .changed)
        #expect(try await world.publishing.today(for: world.caller).lost.count == 1)

        world.network.meddle("post-1", text: "Asli")
        try await world.publishing.resolve(delivery, by: .checkNow, link: nil, caller: world.caller)

        let stories = try await world.detail(of: delivery).events.map(\.story.what.description)
        #expect(stories.filter { $0.hasPrefix("We looked again") }.count == 2)
        #expect(try await world.detail(of: delivery).presence?.state == .there)
        #expect(try await world.publishing.today(for: world.caller).lost.isEmpty)
    }

    @Test func `is skipped when the month's money is set aside for sending`() async throws {
        // A post costs $0.015, and a second one is planned: nothing is left to read with.
        let world = try await World.flock(cap: Money(microUSD: 30_000))
        let delivery = try await published("Satu", in: world)
        let second = try await world.schedule("Dua", in: .hours(2))
        world.time.advance(by: .hours(1))

        await rechecker(world).turn()
        try await world.advance(by: .hours(2))

        #expect(try await sightings(delivery, world).first == .skipped)
        #expect(world.network.reads == 0)
        #expect(try await world.state(of: second) == .published)
        #expect(try await world.detail(of: delivery).presence == nil)
    }

    @Test func `is tried three times when the network does not answer, then left until the next time`() async throws {
        let world = try await World.flock()
        let delivery = try await published("Sabar", in: world)
        world.network.twistRead(.serverErrorBefore, .unreachable, .serverErrorBefore)
        world.time.advance(by: .hours(1))

        for _ in 0..<4 {
            await rechecker(world).turn()
            world.time.advance(by: .minutes(5))
        }

        #expect(world.network.reads == 3)
        #expect(try await sightings(delivery, world).first == .couldNotLook)
        #expect(try await world.detail(of: delivery).presence == nil)
    }

    @Test func `is looked for no more when a person took it off`() async throws {
        let world = try await World.flock()
        let delivery = try await published("Sebentar", in: world)
        try await world.publishing.resolve(delivery, by: .delete, link: nil, caller: world.caller)

        world.time.advance(by: .days(8))
        await rechecker(world).turn()

        #expect(world.network.reads == 0)
        #expect(try await world.detail(of: delivery).checks.isEmpty)
        #expect(try await world.detail(of: delivery).acts.isEmpty)
    }

    @Test func `is not planned for moments long past`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("Lama", in: .zero)
        await world.work()
        world.time.advance(by: .days(2))

        await Archivist(kit: world.kit).turn()

        #expect(try await world.detail(of: delivery).checks.map(\.after) == [.days(7), .days(28)])
    }

    @Test func `is not checked at the word of someone who may only look`() async throws {
        let world = try await World.flock()
        let delivery = try await published("Terlarang", in: world)
        let viewer = Caller(user: world.caller.user, workspace: world.caller.workspace, role: .viewer)

        await #expect(throws: Problem.self) {
            try await world.publishing.resolve(delivery, by: .checkNow, link: nil, caller: viewer)
        }
        #expect(world.network.reads == 0)
    }

    @Test func `says so in its record`() async throws {
        let world = try await World.flock()
        let delivery = try await published("Tercatat", in: world)
        world.time.advance(by: .hours(1))
        await rechecker(world).turn()

        let post = try await world.delivery(delivery).post
        let record = try await world.publishing.record(of: post, version: "1", for: world.caller)

        let checks = record.deliveries[0].checks
        #expect(checks.map(\.afterMs) == [3_600_000, 86_400_000, 604_800_000, 2_419_200_000])
        #expect(checks.map(\.sighting) == ["unchanged", nil, nil, nil])
        #expect(record.deliveries[0].presence?.state == "there")
        #expect(RecordChecking([record]).isSound)
    }
}
