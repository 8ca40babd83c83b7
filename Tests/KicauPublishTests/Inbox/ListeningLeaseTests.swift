import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// Two listeners stand for two nodes on one database.
@Suite("An account that several nodes could listen to")
struct ListeningLeaseTests {
    /// A network that answers only when it is let.
    private final class HeldLine: Line {
        private let network: FakeNetwork
        private let asked = AsyncStream<Void>.makeStream()
        private let gate = AsyncStream<Void>.makeStream()

        init(_ network: FakeNetwork) { self.network = network }

        func call(_ request: Call, unit: MeterUnit) async throws(LineFailure) -> Reply {
            asked.continuation.yield()
            for await _ in gate.stream { break }
            return try await network.call(request, unit: unit)
        }

        func isAsked() async { for await _ in asked.stream { break } }
        func letGo() { gate.continuation.yield() }
    }

    private func heard(_ world: World) async throws -> [String] {
        try await world.publishing.inbox.list(InboxFilter(), for: world.caller).items.map(\.said.text)
    }

    /// As a node that dies right after it has taken the account on.
    private func claim(_ world: World) async throws -> [ListeningRow] {
        let now = world.time.now()
        return try await world.store.write {
            try $0.claimListening(on: ["x"], limit: 4, at: now, lease: .seconds(120), again: now + .minutes(10))
        }
    }

    @Test func `is listened to by one at a time, also when it rings meanwhile`() async throws {
        let world = try await World.flock()
        try await world.accounts.keepApp(AppKeys(clientID: "c", clientSecret: Redacted("s")), "x", server: "")
        world.network.say("said-1", by: "budi", "Halo")
        let line = HeldLine(world.network)
        let slow = Listener(kit: world.with(FakePlatform(), line: line).kit)
        let ring = Knock(method: .post, headers: ["signature": "s"], body: Array("ayu".utf8))

        async let reading = slow.turn()
        await line.isAsked()
        world.time.advance(by: .seconds(60))
        _ = try await world.accounts.doorman.open("x", to: ring)
        let meanwhile = await Listener(kit: world.kit).turn()
        line.letGo()

        #expect(meanwhile == 0)
        #expect(await reading == 1)
        #expect(try await heard(world) == ["Halo"])
        // It rang while it was being read: what was said since then is read right after.
        world.network.say("said-2", by: "budi", "Masih di sana?")
        #expect(await Listener(kit: world.kit).turn() == 1)
        #expect(try await heard(world) == ["Masih di sana?", "Halo"])
    }

    @Test func `is taken over when the lease of a dead node ends, and not before`() async throws {
        let world = try await World.flock()
        world.network.say("said-1", by: "budi", "Halo")
        #expect(try await claim(world).count == 1)

        world.time.advance(by: .seconds(119))
        #expect(await Listener(kit: world.kit).turn() == 0)
        world.time.advance(by: .seconds(1))
        #expect(await Listener(kit: world.kit).turn() == 1)
        #expect(try await heard(world) == ["Halo"])
    }

    @Test func `is kept by who renews his lease`() async throws {
        let world = try await World.flock()
        let row = try #require(try await claim(world).first)

        world.time.advance(by: .seconds(100))
        let ends = world.time.now() + .seconds(120)
        #expect(try await world.store.write { try $0.extendListening(row, to: ends) })
        world.time.advance(by: .seconds(100))
        #expect(await Listener(kit: world.kit).turn() == 0)
        world.time.advance(by: .seconds(20))
        #expect(await Listener(kit: world.kit).turn() == 1)
        #expect(try await !world.store.write { try $0.extendListening(row, to: ends) })
    }

    @Test func `takes nothing from who was thought dead and comes too late`() async throws {
        let world = try await World.flock()
        world.network.say("said-1", by: "budi", "Halo")
        let late = try #require(try await claim(world).first)
        world.time.advance(by: .seconds(121))
        #expect(await Listener(kit: world.kit).turn() == 1)

        let now = world.time.now()
        let wrote = try await world.store.write {
            try $0.putListening(late, mark: ["read": 0], missing: nil, asked: now, next: now)
        }

        #expect(!wrote)
        #expect(await Listener(kit: world.kit).turn() == 0)
        world.network.say("said-2", by: "citra", "Lagi")
        world.time.advance(by: .hours(3))
        #expect(await Listener(kit: world.kit).turn() == 1)
        #expect(try await heard(world) == ["Lagi", "Halo"])
    }

    @Test func `is due again after a while when nothing came of it`() async throws {
        let world = try await World.flock()
        let row = try #require(try await claim(world).first)

        try await world.store.write { try $0.letGoListening(row) }

        world.time.advance(by: .minutes(9))
        #expect(await Listener(kit: world.kit).turn() == 0)
        world.time.advance(by: .minutes(1))
        #expect(await Listener(kit: world.kit).turn() == 1)
    }
}
