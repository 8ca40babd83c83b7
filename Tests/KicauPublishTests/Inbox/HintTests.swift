import KicauCore
import KicauMeter
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// A network's call names numbers to look up: of an account that belongs to the house, and of another.
@Suite("A number that a network's call points at")
struct HintTests {
    private func world(cap: Money? = nil) async throws -> World {
        let world = try await World.flock(cap: cap)
        try await world.accounts.keepApp(AppKeys(clientID: "c", clientSecret: Redacted("s")), "x", server: "")
        return world
    }

    private func knock(_ world: World, _ body: String, signed signature: String = "s") async throws -> Knocked {
        let knock = Knock(method: .post, headers: ["signature": signature], body: Array(body.utf8))
        return try await world.accounts.doorman.open("x", to: knock)
    }

    private func listen(_ world: World, after wait: Duration = .zero) async {
        world.time.advance(by: wait)
        await Listener(kit: world.kit).turn()
    }

    private func heard(_ world: World) async throws -> [String] {
        try await world.publishing.inbox.list(InboxFilter(), for: world.caller).items.map(\.said.text)
    }

    private func kept(_ world: World) async throws -> Int {
        try await world.store.read { try $0.countHints(of: world.account) }
    }

    @Test func `is looked up, filed as a mention and forgotten`() async throws {
        let world = try await world()
        world.network.mention("77", by: "budi", "Ke @ayu yuk")

        _ = try await knock(world, "ayu#77")
        #expect(try await kept(world) == 1)
        await listen(world)

        let item = try await world.publishing.inbox.list(InboxFilter(), for: world.caller).items.first
        #expect(item?.said.text == "Ke @ayu yuk" && item?.said.kind == .mention)
        #expect(try await kept(world) == 0)
    }

    @Test func `is looked up once, however often the network calls`() async throws {
        let world = try await world()
        world.network.mention("77", by: "budi", "Ke @ayu yuk")

        for _ in 0..<3 { _ = try await knock(world, "ayu#77,ayu#77") }
        #expect(try await kept(world) == 1)
        await listen(world)
        _ = try await knock(world, "ayu#77")
        await listen(world, after: .minutes(1))

        #expect(world.network.hintsRead == ["77"])
        #expect(try await heard(world) == ["Ke @ayu yuk"])
    }

    @Test func `is forgotten when there is no such thing`() async throws {
        let world = try await world()

        _ = try await knock(world, "ayu#77")
        await listen(world)
        await listen(world, after: .hours(2))

        #expect(world.network.hintsRead == ["77"])
        #expect(try await kept(world) == 0)
        #expect(try await heard(world).isEmpty)
    }

    @Test func `waits while money is short, and is read when there is some again`() async throws {
        let world = try await world(cap: Money(microUSD: 0))
        world.network.mention("77", by: "budi", "Ke @ayu yuk")

        _ = try await knock(world, "ayu#77")
        await listen(world)
        #expect(try await kept(world) == 1)
        #expect(world.network.hintsRead.isEmpty)
        try await Metering(store: world.store, prices: world.kit.prices, time: world.time)
            .setBudget(.workspace, Money(microUSD: 1_000_000), by: world.caller)
        await listen(world, after: .hours(2))

        #expect(try await heard(world) == ["Ke @ayu yuk"])
        #expect(try await kept(world) == 0)
    }

    @Test func `waits when the network is down, and what was not tried yet comes first`() async throws {
        let world = try await world()
        world.network.mention("2", by: "budi", "Dua")
        _ = try await knock(world, "ayu#1,ayu#2")

        world.network.saying(503)
        await listen(world)
        #expect(world.network.hintsRead == ["1"])
        world.network.saying(200)
        await listen(world, after: .hours(2))

        #expect(world.network.hintsRead == ["1", "2", "1"])
        #expect(try await heard(world) == ["Dua"])
    }

    @Test func `is forgotten after five clear refusals, or two weeks`() async throws {
        let world = try await world()
        _ = try await knock(world, "ayu#1")
        world.network.saying(403)
        for _ in 0..<7 { await listen(world, after: .days(1)) }
        #expect(world.network.hintsRead == Array(repeating: "1", count: 5))
        #expect(try await kept(world) == 0)

        world.network.saying(503)
        _ = try await knock(world, "ayu#2")
        await listen(world, after: .days(13))
        #expect(try await kept(world) == 1)
        await listen(world, after: .days(2))
        #expect(try await kept(world) == 0)
    }

    @Test func `is kept for the house's own accounts alone`() async throws {
        let world = try await world()

        #expect(try await knock(world, "somebody#77") == .rings(for: ["somebody"], hints: ["somebody": hints(77...77)]))
        await listen(world, after: .hours(2))

        #expect(try await kept(world) == 0)
        #expect(world.network.hintsRead.isEmpty)
    }

    @Test func `is nothing when the call is forged, or when words stand in its place`() async throws {
        let world = try await world()
        let many = (1...10_000).map { "ayu#\($0)" }.joined(separator: ",")

        #expect(try await knock(world, many, signed: "t") == .refused("Wrong signature."))
        _ = try await knock(world, "ayu#halo,ayu#-1,ayu#1 OR 1,ayu#\(String(repeating: "9", count: 41))")

        #expect(try await kept(world) == 0)
    }

    @Test func `of ten thousand in one call, the newest two hundred are kept, and twenty read at a time`() async throws
    {
        let world = try await world()
        let many = (1...10_000).map { "ayu#\($0)" }.joined(separator: ",")

        _ = try await knock(world, many)
        _ = try await knock(world, many)
        #expect(try await kept(world) == 200)
        await listen(world)
        #expect(world.network.hintsRead == (9_801...9_820).map(String.init))
        // The rest waits no longer than the pause between two rings.
        await listen(world, after: .seconds(20))

        #expect(world.network.hintsRead.count == 40)
        #expect(try await kept(world) == 160)
    }

    @Test func `outlives the node that was to read it`() async throws {
        let world = try await world()
        world.network.mention("77", by: "budi", "Ke @ayu yuk")
        _ = try await knock(world, "ayu#77")
        let now = world.time.now()
        _ = try await world.store.write {
            try $0.claimListening(on: ["x"], limit: 4, at: now, lease: .seconds(120), again: now + .minutes(10))
        }

        await listen(world, after: .seconds(121))

        #expect(try await heard(world) == ["Ke @ayu yuk"])
    }

    @Test func `goes with the account when it is disconnected`() async throws {
        let world = try await world()
        _ = try await knock(world, "ayu#77")

        try await world.accounts.disconnect(world.account, by: world.caller)

        #expect(try await kept(world) == 0)
    }

    private func hints(_ numbers: ClosedRange<Int>) -> [Hint] { numbers.compactMap { Hint(post: String($0)) } }
}
