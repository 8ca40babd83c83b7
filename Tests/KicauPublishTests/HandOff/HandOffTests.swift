import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("A post that a person posts by hand")
struct HandOffTests {
    private static let why = Settlement.Story("It cannot be paid.")

    private func handedOff(_ world: World, _ texts: String...) async throws -> DeliveryID {
        let parts = texts.map { Post.Part(text: $0) }
        let post = try await world.publishing.schedule(
            DraftContent(post: Post(parts: parts), accounts: [world.account], ways: [.handOff]), as: nil, version: nil,
            timing: .at(try Due(at: world.time.now() + .hours(1), zone: "Asia/Jakarta")), key: "k", by: world.caller)
        let id = try #require(try await world.publishing.post(post, for: world.caller).deliveries.first).id
        await WayKeeper(kit: world.kit).giveWay(id, because: Self.why)
        return id
    }

    /// A person writes it on the network.
    private func write(_ text: String, _ world: World) async throws {
        _ = try await world.network.call(
            Call(.post, "fake:post", body: .form([("text", text)]), isCommit: true), unit: MeterUnit("post_create"))
    }

    @Test func `is told of at its time, seen on the network, and adopted`() async throws {
        let world = try await World.flock()
        let id = try await handedOff(world, "Halo")
        let keeper = HandOffKeeper(kit: world.kit)
        await keeper.turn()
        #expect(try await world.detail(of: id).handOff?.isDue == false)

        world.time.advance(by: .hours(1))
        await keeper.turn()
        let told = try await world.detail(of: id)
        #expect(told.handOff?.isDue == true)
        #expect(told.events.last?.story.what == "It is time to post this by hand.")
        try await write("Halo", world)
        world.time.advance(by: .minutes(4))
        await keeper.turn()

        let detail = try await world.detail(of: id)
        #expect(detail.state == .published)
        #expect(detail.receipts.map(\.remoteID) == ["post-1"])
        #expect(world.network.posted.count == 1)
    }

    @Test func `is settled by the link that is pasted, without a look`() async throws {
        let world = try await World.flock()
        let id = try await handedOff(world, "Satu", "Dua")

        try await world.publishing.resolve(
            id, by: .itIsThere, link: "https://fake.example/post-7", caller: world.caller)
        try await world.advance(by: .hours(2))

        let detail = try await world.detail(of: id)
        #expect(detail.state == .published)
        #expect(detail.receipts.map(\.remoteID) == ["post-7", ""])
        #expect(world.network.posted.isEmpty)
    }

    @Test func `does not take a link that another post has`() async throws {
        let world = try await World.flock()
        _ = try await world.schedule("Lain", in: .minutes(1))
        try await world.advance(by: .minutes(2))
        let id = try await handedOff(world, "Halo")

        for link in ["https://fake.example/post-1", "javascript:alert(1)"] {
            let problem = await #expect(throws: Problem.self) {
                try await world.publishing.resolve(id, by: .itIsThere, link: link, caller: world.caller)
            }
            #expect(problem?.field == "link")
        }
        #expect(try await world.state(of: id) == .waiting)
    }

    @Test func `is sent after all when it is taken back, once`() async throws {
        let world = try await World.flock()
        let id = try await handedOff(world, "Halo")

        try await world.publishing.resolve(id, by: .sendAgain, link: nil, caller: world.caller)
        try await world.advance(by: .hours(2))
        await HandOffKeeper(kit: world.kit).turn()

        #expect(try await world.state(of: id) == .published)
        #expect(world.network.posted.map(\.text) == ["Halo"])
        let budget = try await world.store.budget(of: world.caller.workspace.id, month: "2026-06")
        #expect(budget.held == .zero && budget.spent >= Money(microUSD: 15_000))
    }

    @Test func `is not sent when it is taken back too late: a look finds what the person posted`() async throws {
        let world = try await World.flock()
        let id = try await handedOff(world, "Halo")
        world.time.advance(by: .hours(1))
        try await write("Halo", world)

        try await world.publishing.resolve(id, by: .sendAgain, link: nil, caller: world.caller)
        try await world.advance(by: .hours(2))

        #expect(try await world.state(of: id) == .published)
        #expect(world.network.posted.count == 1)
    }

    @Test func `adopts one post for one delivery, however alike two are`() async throws {
        let world = try await World.flock()
        let first = try await handedOff(world, "Halo")
        let due = try Due(at: world.time.now() + .hours(1), zone: "Asia/Jakarta")
        let post = try await world.publishing.schedule(
            DraftContent(post: Post(parts: [.init(text: "Halo")]), accounts: [world.account], ways: [.handOff]),
            as: nil, version: nil, timing: .at(due), key: "k2", by: world.caller)
        let second = try #require(try await world.publishing.post(post, for: world.caller).deliveries.first).id
        await WayKeeper(kit: world.kit).giveWay(second, because: Self.why)
        world.time.advance(by: .hours(1))
        try await write("Halo", world)

        try await world.publishing.resolve(first, by: .lookNow, link: nil, caller: world.caller)
        try await world.publishing.resolve(second, by: .lookNow, link: nil, caller: world.caller)

        #expect(try await world.state(of: first) == .published)
        #expect(try await world.state(of: second) == .waiting)
    }

    @Test func `can be asked for where it waits for money`() async throws {
        let world = try await World.flock()
        let id = try await world.schedule("Halo", in: .hours(1))
        let row = try await world.delivery(id)
        let now = world.time.now()
        try await world.store.write { _ = try $0.park(row, for: .money, story: Self.why, at: now) }
        #expect(try await world.detail(of: id).acts.contains(.handOff))

        try await world.publishing.resolve(id, by: .handOff, link: nil, caller: world.caller)

        #expect(try await world.delivery(id).waitingFor == .handOff)
        #expect(try await world.publishing.today(for: world.caller).handOffs.count == 1)
    }

    @Test func `is said to be due by one node of two`() async throws {
        let world = try await World.flock()
        let id = try await handedOff(world, "Halo")
        world.time.advance(by: .hours(1))

        async let one: Void = HandOffKeeper(kit: world.kit).turn()
        async let two: Void = HandOffKeeper(kit: world.kit).turn()
        _ = await (one, two)

        let times = try await world.detail(of: id).events.filter { $0.story.what == "It is time to post this by hand." }
        #expect(times.count == 1)
    }
}
