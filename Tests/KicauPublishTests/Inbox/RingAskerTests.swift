import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("Asking a network to ring for an account")
struct RingAskerTests {
    private func world(called: Bool = true) async throws -> World {
        let flock = try await World.flock()
        var platform = FakePlatform()
        platform.asksToRing = true
        let world = flock.with(platform, line: flock.network)
        try await world.accounts.keepApp(AppKeys(clientID: "c", clientSecret: Redacted("s")), "x", server: "")
        if called { try await call(world) }
        return world
    }

    /// As the operator's network does when its webhook is set up.
    private func call(_ world: World) async throws {
        let knock = Knock(method: .get, query: ["challenge": "1"], headers: ["signature": "s"])
        _ = try await world.accounts.doorman.open("x", to: knock)
    }

    private func ring(_ world: World) async throws {
        let knock = Knock(method: .post, headers: ["signature": "s"], body: Array("ayu".utf8))
        _ = try await world.accounts.doorman.open("x", to: knock)
    }

    private func ask(_ world: World, after wait: Duration = .zero) async {
        world.time.advance(by: wait)
        await RingAsker(kit: world.kit).turn()
    }

    private func ringing(_ world: World) async throws -> AccountRinging? {
        try await world.accounts.detail(world.account, for: world.caller).ringing
    }

    @Test func `begins once the network has called here, and not before`() async throws {
        let world = try await world(called: false)
        await ask(world)
        #expect(world.network.bellAsked.isEmpty)
        #expect(try await ringing(world)?.state == .notSetUp)

        try await call(world)
        #expect(try await ringing(world)?.state == .asking)
        await ask(world)

        #expect(world.network.bellAsked == ["look", "ask"])
        #expect(try await ringing(world)?.state == .rings)
        #expect(try await ringing(world)?.last == nil)
    }

    @Test func `is looked after once a day, and asked again when it was taken back`() async throws {
        let world = try await world()
        await ask(world)
        await ask(world, after: .hours(23))
        #expect(world.network.bellAsked == ["look", "ask"])

        await ask(world, after: .hours(1))
        #expect(world.network.bellAsked == ["look", "ask", "look"])
        world.network.set(bell: .silent)
        await ask(world, after: .days(1))

        #expect(world.network.bellAsked == ["look", "ask", "look", "look", "ask"])
    }

    @Test func `does not go round in circles with a network that forgets`() async throws {
        let world = try await world()
        world.network.set(bell: .forgetful)

        for _ in 0..<24 { await ask(world, after: .minutes(55)) }

        #expect(world.network.bellAsked == ["look", "ask"])
        let found = try await ringing(world)
        #expect(found?.state == .trouble)
        #expect(found?.trouble?.what.description.contains("does not do it") == true)
    }

    @Test func `says what is wrong, disconnects nobody, and believes a ring more`() async throws {
        let world = try await world()
        world.network.set(bell: .forbidden)

        await ask(world)

        let detail = try await world.accounts.detail(world.account, for: world.caller)
        #expect(detail.summary.state == .connected)
        #expect(detail.ringing?.state == .trouble)
        #expect(detail.ringing?.trouble?.what.description == "It may not ring.")
        world.time.advance(by: .minutes(1))
        try await ring(world)
        #expect(try await ringing(world)?.state == .rings)
        #expect(try await ringing(world)?.last == world.time.now())
    }

    @Test func `is tried again in an hour when the network is down, and takes nothing back`() async throws {
        let world = try await world()
        await ask(world)
        world.network.set(bell: .down)
        await ask(world, after: .days(1))
        await ask(world, after: .minutes(59))
        #expect(world.network.bellAsked == ["look", "ask", "look"])
        #expect(try await ringing(world)?.state == .rings)

        await ask(world, after: .minutes(1))

        #expect(world.network.bellAsked.count == 4)
    }

    @Test func `begins anew when an account is connected again`() async throws {
        let world = try await world()
        await ask(world)
        try await world.accounts.disconnect(world.account, by: world.caller)
        await ask(world, after: .days(2))
        #expect(world.network.bellAsked.count == 2)

        _ = try await world.accounts.beginConnecting(
            ConnectInput(platform: "x", handle: "ayu"), redirect: "", session: "s", by: world.caller)
        await ask(world)

        #expect(world.network.bellAsked == ["look", "ask", "look"])
    }

    @Test func `is done by one of two nodes`() async throws {
        let world = try await world()
        async let one = RingAsker(kit: world.kit).turn()
        async let other = RingAsker(kit: world.kit).turn()

        #expect(await one + other == 1)
        #expect(world.network.bellAsked == ["look", "ask"])
    }

    @Test func `is the operator's where Kicau does not ask`() async throws {
        let world = try await World.flock()
        try await world.accounts.keepApp(AppKeys(clientID: "c", clientSecret: Redacted("s")), "x", server: "")
        try await call(world)

        #expect(try await ringing(world)?.state == .unheard)
        try await ring(world)

        #expect(try await ringing(world)?.state == .rings)
    }
}
