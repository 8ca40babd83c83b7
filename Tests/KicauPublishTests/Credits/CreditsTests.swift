import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("A network that wants to be paid first")
struct CreditsTests {
    private func handOff(_ text: String, in wait: Duration, _ world: World) async throws -> DeliveryID {
        let post = try await world.publishing.schedule(
            DraftContent(post: Post(parts: [.init(text: text)]), accounts: [world.account], ways: [.handOff]), as: nil,
            version: nil, timing: .at(try Due(at: world.time.now() + wait, zone: "Asia/Jakarta")), key: text,
            by: world.caller)
        return try #require(try await world.publishing.post(post, for: world.caller).deliveries.first).id
    }

    /// The first post of a day finds out.
    private func empty(_ world: World) async throws -> DeliveryID {
        world.network.twist(.unpaid)
        let first = try await world.schedule("Satu", in: .minutes(1))
        try await world.advance(by: .minutes(1))
        return first
    }

    @Test func `is asked once: what falls due meanwhile is not tried, and gives way as chosen`() async throws {
        let world = try await World.flock()
        let first = try await empty(world)
        let second = try await world.schedule("Dua", in: .minutes(2))
        let third = try await handOff("Tiga", in: .minutes(3), world)

        try await world.advance(by: .minutes(10))

        #expect(world.network.commits == 1)
        #expect(try await world.delivery(first).waitingFor == .money)
        let detail = try await world.detail(of: second)
        #expect(detail.waitingFor == .money)
        #expect(detail.trouble?.answer == "no credits left")
        #expect(try await world.delivery(third).waitingFor == .handOff)
    }

    @Test func `gets what waits, once each, when a person has topped up in time`() async throws {
        let world = try await World.flock()
        _ = try await empty(world)
        _ = try await world.schedule("Dua", in: .minutes(2))
        try await world.advance(by: .minutes(5))

        try await world.publishing.toppedUp("x", payer: "", by: world.caller)
        try await world.advance(by: .minutes(5))

        #expect(world.network.posted.map(\.text).sorted() == ["Dua", "Satu"])
        #expect(try await world.publishing.creditsGone(for: world.caller).isEmpty)
        #expect(try await world.store.read { try $0.leakedHolds() } == 0)
        #expect(try await world.store.read { try $0.unbalancedBookings() } == 0)
    }

    @Test func `leaves it to a person whether what has become too late still goes out`() async throws {
        let world = try await World.flock()
        let first = try await empty(world)
        try await world.advance(by: .minutes(20))

        try await world.publishing.toppedUp("x", payer: "", by: world.caller)
        let second = try await world.schedule("Dua", in: .minutes(1))
        try await world.advance(by: .minutes(5))

        #expect(try await world.state(of: first) == .waiting)
        #expect(try await world.state(of: second) == .published)
    }

    @Test func `is believed when it denies that somebody has paid`() async throws {
        let world = try await World.flock()
        let first = try await empty(world)
        world.network.twist(.unpaid)

        try await world.publishing.resolve(first, by: .sendAgain, link: nil, caller: world.caller)
        try await world.advance(by: .minutes(1))
        let second = try await world.schedule("Dua", in: .minutes(1))
        try await world.advance(by: .minutes(2))

        #expect(world.network.commits == 2)
        #expect(try await world.delivery(second).waitingFor == .money)
        #expect(try await world.publishing.creditsGone(for: world.caller).map(\.gone.refusals) == [2])
    }

    @Test func `is told of once, to who manages money, however often it says so`() async throws {
        let stage = try await WarningStage()
        let world = stage.world
        let first = try await empty(world)
        for _ in 1...3 { await stage.round().turn() }
        world.network.twist(.unpaid)
        try await world.publishing.resolve(first, by: .sendAgain, link: nil, caller: world.caller)
        try await world.advance(by: .minutes(1))
        await stage.round().turn()

        #expect(stage.mailbox.subjects == ["no credits at Fake"])
        let tellings = try await stage.book.tellings(for: world.caller)
        #expect(tellings.map(\.about) == [.credits(network: "Fake")] && tellings.map(\.state) == [.told])
    }

    @Test func `is known to a node that starts later`() async throws {
        let stage = try await WarningStage()
        _ = try await empty(stage.world)
        await CreditKeeper(kit: stage.kit).turn()

        let second = try await stage.world.schedule("Dua", in: .minutes(1))
        stage.world.time.advance(by: .minutes(1))
        for job in await Dispatcher(kit: stage.kit, worker: "other").turn(room: 8) { await job() }

        #expect(stage.world.network.commits == 1)
        #expect(try await stage.world.delivery(second).waitingFor == .money)
    }

    @Test func `cannot be said to be paid where nothing is owed, or by who does not manage money`() async throws {
        let world = try await World.flock()
        let writer = Caller(user: world.caller.user, workspace: world.caller.workspace, role: .writer)

        let nothing = await #expect(throws: Problem.self) {
            try await world.publishing.toppedUp("x", payer: "", by: world.caller)
        }
        let forbidden = await #expect(throws: Problem.self) {
            try await world.publishing.toppedUp("x", payer: "", by: writer)
        }

        #expect(nothing?.code == .notFound)
        #expect(forbidden?.code == .notAllowed)
    }
}
