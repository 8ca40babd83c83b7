import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("A planned post whose quota is spent")
struct QuotaWayTests {
    private static func aDay(_ most: Int, in span: Duration = .hours(24)) -> [SendLimit] {
        [SendLimit(.account, Fact(most, from: "made up", read: "2026-06-01"), in: span)]
    }

    private func connect(_ handle: String, _ world: World) async throws -> AccountID {
        let connected = try await world.accounts.beginConnecting(
            ConnectInput(platform: "x", handle: handle), redirect: "", session: "s", by: world.caller)
        guard case .connected(let ids) = connected else { throw Publishing.notHere }
        return try #require(ids.first)
    }

    private func schedule(
        _ texts: [String], in wait: Duration, ways: [Way], on account: AccountID? = nil, _ world: World
    ) async throws -> DeliveryID {
        let content = DraftContent(
            post: Post(parts: texts.map { Post.Part(text: $0) }), accounts: [account ?? world.account], ways: ways)
        let post = try await world.publishing.schedule(
            content, as: nil, version: nil,
            timing: .at(try Due(at: world.time.now() + wait, zone: "Asia/Jakarta")), key: texts[0], by: world.caller)
        return try #require(try await world.publishing.post(post, for: world.caller).deliveries.first).id
    }

    @Test func `waits where the window opens again before it is late`() async throws {
        let world = try await World.flock(sendLimits: Self.aDay(1, in: .minutes(10)))
        _ = try await schedule(["Satu"], in: .minutes(1), ways: [.handOff], world)
        let second = try await schedule(["Dua"], in: .minutes(2), ways: [.handOff], world)

        try await world.advance(by: .minutes(12))

        #expect(try await world.state(of: second) == .published)
        #expect(world.network.posted.map(\.text) == ["Satu", "Dua"])
    }

    @Test func `goes out on the first day on which there is room, once`() async throws {
        let world = try await World.flock(sendLimits: Self.aDay(1))
        _ = try await schedule(["Satu"], in: .minutes(1), ways: [.ask], world)
        let second = try await schedule(["Dua"], in: .minutes(10), ways: [.later(days: 3), .handOff], world)

        try await world.advance(by: .hours(20))
        #expect(try await world.state(of: second) == .cancelled)
        #expect(world.network.posted.map(\.text) == ["Satu"])
        try await world.advance(by: .hours(30))

        #expect(world.network.posted.map(\.text) == ["Satu", "Dua"])
        let late = try #require(world.network.posted.last).at - world.time.now()
        #expect(late > .hours(-27) && late < .hours(-25))
        #expect(try await world.store.read { try $0.leakedHolds() } == 0)
    }

    @Test func `goes to another account whose quota has room, and to none that has not`() async throws {
        let world = try await World.flock(sendLimits: Self.aDay(1))
        let (budi, citra) = (try await connect("budi", world), try await connect("citra", world))
        _ = try await schedule(["Satu"], in: .minutes(1), ways: [.ask], world)
        _ = try await schedule(["Milik Budi"], in: .minutes(1), ways: [.ask], on: budi, world)
        let third = try await schedule(["Tiga"], in: .minutes(5), ways: [.other(budi), .other(citra), .ask], world)

        try await world.advance(by: .minutes(10))

        #expect(try await world.state(of: third) == .cancelled)
        #expect(world.network.posted.map(\.text).sorted() == ["Milik Budi", "Satu", "Tiga"])
        let list = try await world.publishing.list(PostFilter(), for: world.caller).items
        let moved = list.flatMap(\.deliveries).filter { $0.account.id == citra }
        #expect(moved.map(\.state) == [.published])
    }

    @Test func `asks a person, with its reason, where that was chosen, and is sent when they say so`() async throws {
        let world = try await World.flock(sendLimits: Self.aDay(1))
        _ = try await schedule(["Satu"], in: .minutes(1), ways: [.ask], world)
        let second = try await schedule(["Dua"], in: .minutes(10), ways: [.ask], world)

        try await world.advance(by: .hours(26))
        let detail = try await world.detail(of: second)
        #expect(detail.waitingFor == .missed)
        #expect(detail.trouble?.what.description.hasPrefix("Fake lets nothing more through for now") == true)
        #expect(world.network.posted.count == 1)
        try await world.publishing.resolve(second, by: .sendAgain, link: nil, caller: world.caller)
        try await world.advance(by: .minutes(1))

        #expect(world.network.posted.map(\.text) == ["Satu", "Dua"])
    }

    /// Without its link it would go through the same window.
    @Test func `is not said in other words, and is handed over next`() async throws {
        let world = try await World.flock(sendLimits: Self.aDay(1))
        _ = try await schedule(["Satu"], in: .minutes(1), ways: [.ask], world)
        let second = try await schedule(
            ["Menu https://kedai.example"], in: .minutes(10), ways: [.cheaper, .handOff], world)

        try await world.advance(by: .minutes(30))

        let detail = try await world.detail(of: second)
        #expect(detail.waitingFor == .handOff)
        #expect(detail.handOff?.parts.map(\.text) == ["Menu https://kedai.example"])
        #expect(world.network.posted.count == 1)
    }

    @Test func `waits as before where a part of it is out`() async throws {
        let world = try await World.flock(sendLimits: Self.aDay(1))
        let thread = try await schedule(["Satu", "Dua"], in: .minutes(1), ways: [.handOff], world)

        try await world.advance(by: .hours(1))
        #expect(try await world.state(of: thread) == .scheduled)
        try await world.advance(by: .hours(24))

        #expect(try await world.state(of: thread) == .published)
        #expect(world.network.posted.map(\.text) == ["Satu", "Dua"])
    }

    @Test func `gives way when the network itself says that it is spent`() async throws {
        let world = try await World.flock()
        let id = try await schedule(["Satu"], in: .minutes(1), ways: [.handOff], world)
        world.network.twist(.busyFor(.hours(10)))

        try await world.advance(by: .hours(12))

        #expect(try await world.delivery(id).waitingFor == .handOff)
        #expect(world.network.posted.isEmpty)
    }
}
