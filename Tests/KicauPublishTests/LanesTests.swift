import Foundation
import KicauCore
import KicauStore
import KicauTesting
import Synchronization
import Testing

@testable import KicauPublish

@Suite("Many deliveries that are due at once")
struct LanesTests {
    private func connect(_ handle: String, in world: World) async throws -> AccountID {
        let connected = try await world.accounts.beginConnecting(
            ConnectInput(platform: "x", handle: handle), redirect: "", session: "s", by: world.caller)
        guard case .connected(let ids) = connected else { throw Publishing.notHere }
        return try #require(ids.first)
    }

    private func claims(_ world: World, _ limit: Int, by worker: String = "one") async throws -> [Claim] {
        let now = world.time.now()
        return try await world.store.write(as: .fenced) {
            try $0.claimDeliveries(limit, for: worker, at: now, lease: .seconds(60))
        }
    }

    @Test func `of one account only the soonest is under way`() async throws {
        let world = try await World.flock()
        let first = try await world.schedule("satu", in: .zero)
        _ = try await world.schedule("dua", in: .zero)

        #expect(try await claims(world, 8).map(\.delivery) == [first])
        #expect(try await claims(world, 8, by: "two").isEmpty)
    }

    @Test(.enabled(if: TestStore.isPostgres, "SQLite has one writer"))
    func `who takes on another of an account at the same moment looks again, and finds it busy`() async throws {
        let world = try await World.flock()
        let now = world.time.now()
        let second = try await world.schedule("dua", in: .zero)
        let old = try await world.store.write { try $0.chooseDeliveries(8, at: now) }
        #expect(old.map(\.delivery) == [second])
        let first = try await world.schedule("satu", in: .seconds(-1))
        let isTaken = Mutex(false)
        let looks = Mutex(0)

        async let one = world.store.write(as: .fenced) { tx in
            let claims = try tx.claimDeliveries(8, for: "one", at: now, lease: .seconds(60))
            isTaken.withLock { $0 = true }
            usleep(200_000)
            return claims
        }
        while !isTaken.withLock({ $0 }) { await Task.yield() }
        let two = try await world.store.write(as: .fenced) { tx in
            let look = looks.withLock {
                $0 += 1; return $0
            }
            let chosen = look == 1 ? old : try tx.chooseDeliveries(8, at: now)
            return try tx.claim(chosen, for: "two", at: now, leaseEnds: now + .seconds(60))
        }

        #expect(try await one.map(\.delivery) == [first])
        #expect(two.isEmpty)
        #expect(looks.withLock { $0 } == 2)
    }

    @Test func `accounts are under way side by side`() async throws {
        let world = try await World.flock()
        let other = try await connect("bima", in: world)
        _ = try await world.schedule("satu", in: .zero)
        let content = DraftContent(post: Post(parts: [Post.Part(text: "dua")]), accounts: [other])
        _ = try await world.publishing.schedule(
            content, as: nil, version: nil, timing: .now, key: "k", by: world.caller)

        #expect(Set(try await claims(world, 8).map(\.account)) == [world.account, other])
    }

    @Test func `a thread of which a part is live goes on before anything else of its account`() async throws {
        let world = try await World.flock()
        let thread = try await world.schedule("satu", "dua", in: .zero)
        let single = try await world.schedule("sela", in: .minutes(1))
        world.network.twist(.landing, .takenThenSilent)
        await world.work()
        #expect(try await world.state(of: thread) == .unknown)

        // The single one is due while the thread is in doubt, and waits for it.
        try await world.advance(by: .seconds(70))
        let waiting = try await world.delivery(single)
        #expect(waiting.state == .scheduled, "\(world.network.posted)")
        try await world.advance(by: .hours(1))

        #expect(world.network.posted.map(\.text) == ["satu", "dua", "sela"])
    }

    @Test func `a workspace with many due posts does not keep another's waiting`() async throws {
        let world = try await World.flock()
        for number in 0..<6 {
            let account = try await connect("akun\(number)", in: world)
            let content = DraftContent(post: Post(parts: [Post.Part(text: "ramai \(number)")]), accounts: [account])
            _ = try await world.publishing.schedule(
                content, as: nil, version: nil, timing: .now, key: "busy \(number)", by: world.caller)
        }
        let quiet = try await World.settle(world.store, world.time, cap: nil, email: "bima@example.test")
        let connected = try await world.accounts.beginConnecting(
            ConnectInput(platform: "x", handle: "sepi"), redirect: "", session: "t", by: quiet)
        guard case .connected(let ids) = connected else { throw Publishing.notHere }
        let content = DraftContent(post: Post(parts: [Post.Part(text: "sepi")]), accounts: ids)
        _ = try await world.publishing.schedule(content, as: nil, version: nil, timing: .now, key: "q", by: quiet)

        let workspaces = try await claims(world, 2).map(\.workspace)

        #expect(Set(workspaces) == [world.caller.workspace.id, quiet.workspace.id])
    }

    @Test func `a network's limit for one account is kept by our own records`() async throws {
        let limit = SendLimit(.account, Fact(2, from: "made up", read: "2026-06-01"), in: .minutes(15))
        let world = try await World.flock(sendLimits: [limit])
        for number in 0..<3 { _ = try await world.schedule("kabar \(number)", in: .zero) }

        await world.work()
        #expect(world.network.posted.count == 2)
        try await world.advance(by: .minutes(14))
        #expect(world.network.posted.count == 2)
        try await world.advance(by: .minutes(2))

        #expect(world.network.posted.count == 3)
    }

    @Test func `a thread that uses up the room in its middle waits for more`() async throws {
        let limit = SendLimit(.account, Fact(2, from: "made up", read: "2026-06-01"), in: .minutes(15))
        let world = try await World.flock(sendLimits: [limit])
        _ = try await world.schedule("satu", "dua", "tiga", in: .zero)

        await world.work()
        #expect(world.network.posted.count == 2)
        try await world.advance(by: .minutes(16))

        #expect(world.network.posted.map(\.text) == ["satu", "dua", "tiga"])
    }

    @Test func `uploads are made before the due time, and the commit falls on its second`() async throws {
        let world = try await World.flock()
        let due = world.time.now() + .minutes(5)
        let delivery = try await world.schedulePicture("Gambar", in: .minutes(5))

        try await world.advance(by: .minutes(4) + .seconds(1))
        #expect(world.network.uploads == 1)
        #expect(world.network.commits == 0)
        #expect(try await world.state(of: delivery) == .scheduled)
        try await world.advance(by: .minutes(1))

        #expect(world.network.posted.map(\.at) == [due])
        #expect(world.network.uploads == 1)
    }
}
