import KicauCore
import KicauMeter
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// What does not come of a number, and who writes it down.
@Suite("A number that cannot be read")
struct UnreadHintTests {
    private func world() async throws -> World {
        let world = try await World.flock()
        try await world.accounts.keepApp(AppKeys(clientID: "c", clientSecret: Redacted("s")), "x", server: "")
        return world
    }

    private func knock(_ world: World, _ body: String) async throws {
        let knock = Knock(method: .post, headers: ["signature": "s"], body: Array(body.utf8))
        _ = try await world.accounts.doorman.open("x", to: knock)
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

    @Test func `ends the reading when it is refused, is shown, and keeps nobody from reading the lists`() async throws {
        let world = try await world()
        world.network.say("said-1", by: "budi", "Halo")
        world.network.answeringHints(403)

        try await knock(world, "ayu#1,ayu#2")
        await listen(world)

        #expect(world.network.hintsRead == ["1"])
        #expect(try await heard(world) == ["Halo"])
        let workspace = world.caller.workspace.id
        let deaf = try await world.store.read { try $0.deafAccounts(in: workspace) }
        #expect(deaf.map(\.missing.what) == ["It may not listen."])
    }

    @Test func `is refused once a day at most, however often it is asked for`() async throws {
        let world = try await world()
        world.network.answeringHints(403)
        try await knock(world, "ayu#1")

        for _ in 0..<20 {
            try await knock(world, "ayu#1")
            await listen(world, after: .hours(1))
        }
        #expect(world.network.hintsRead.count == 20)
        // Twenty hours from two o'clock (UTC) on: all on one day.
        let account = world.account
        let tries = try await world.store.read {
            try $0.first("SELECT tries FROM hint WHERE account_id = \(account)") { try $0.int("tries") }
        }
        #expect(tries == 1)
        #expect(try await kept(world) == 1)

        for _ in 0..<5 { await listen(world, after: .days(1)) }
        #expect(try await kept(world) == 0)
    }

    @Test func `puts the lists off when the network asks to wait`() async throws {
        let world = try await world()
        world.network.say("said-1", by: "budi", "Halo")
        world.network.mention("77", by: "budi", "Ke @ayu yuk")
        world.network.answeringHints(503)

        try await knock(world, "ayu#77")
        await listen(world)
        #expect(try await heard(world).isEmpty)
        world.network.answeringHints(nil)
        await listen(world, after: .minutes(4))
        #expect(world.network.hintsRead == ["77"])
        await listen(world, after: .minutes(1))

        #expect(try await Set(heard(world)) == ["Halo", "Ke @ayu yuk"])
    }

    @Test func `is not asked for again for two weeks when there is no such thing`() async throws {
        let world = try await world()

        for _ in 0..<3 {
            try await knock(world, "ayu#77")
            await listen(world, after: .hours(2))
        }
        #expect(world.network.hintsRead == ["77"])
        await listen(world, after: .days(15))
        try await knock(world, "ayu#77")
        await listen(world, after: .hours(2))

        #expect(world.network.hintsRead == ["77", "77"])
    }

    @Test func `takes no room from what waits, and is kept in bounds itself`() async throws {
        let world = try await world()
        for first in stride(from: 1, to: 1_200, by: 200) {
            try await knock(world, (first..<first + 200).map { "ayu#\($0)" }.joined(separator: ","))
            let now = world.time.now()
            try await world.store.write { tx in
                for row in try tx.hints(of: world.account, limit: 200) { try tx.closeHint(row.id, at: now) }
            }
        }
        try await knock(world, (2_001...2_200).map { "ayu#\($0)" }.joined(separator: ","))
        #expect(try await kept(world) == 200)

        // The oldest of the 1,200 are not known any more, the newest are.
        try await knock(world, "ayu#1,ayu#1200")
        let waiting = try await world.store.read { try $0.hints(of: world.account, limit: 300) }.map(\.hint.post)
        #expect(waiting.contains("1") && !waiting.contains("1200"))
    }

    @Test func `is kept while the account is signed out`() async throws {
        let world = try await world()
        world.network.mention("77", by: "budi", "Ke @ayu yuk")
        let account = world.account
        try await world.store.write {
            try $0.setAccountState(AccountState.signedOut.rawValue, trouble: nil, of: account)
        }

        try await knock(world, "ayu#77")
        await listen(world, after: .hours(2))
        #expect(world.network.hintsRead.isEmpty)
        #expect(try await kept(world) == 1)
        try await world.store.write {
            try $0.setAccountState(AccountState.connected.rawValue, trouble: nil, of: account)
        }
        await listen(world, after: .hours(2))

        #expect(try await heard(world) == ["Ke @ayu yuk"])
    }

    @Test func `is written by the node that has the account`() async throws {
        let world = try await world()
        try await knock(world, "ayu#77")
        func claim() async throws -> ListeningRow {
            let now = world.time.now()
            let rows = try await world.store.write {
                try $0.claimListening(on: ["x"], limit: 4, at: now, lease: .seconds(120), again: now + .minutes(10))
            }
            return try #require(rows.first)
        }
        let first = try await claim()
        world.time.advance(by: .seconds(121))
        let second = try await claim()
        guard case .ready(let signedIn) = try await TokenKeeper(kit: world.kit).key(for: world.account) else {
            Issue.record("it is signed out")
            return
        }
        let workspace = world.caller.workspace
        func read(under row: ListeningRow) async throws -> HintsRead {
            let line = world.kit.metered(
                for: workspace, platform: "x", account: world.account, work: .inbox, haste: .background)
            return try await HintReader(kit: world.kit).read(
                under: row, of: signedIn, on: FakePlatform(), in: workspace.id, via: line)
        }

        guard case .lost = try await read(under: first) else {
            Issue.record("it was read under a lease that another node has")
            return
        }
        #expect(try await kept(world) == 1)
        guard case .through(isMore: false, refused: nil) = try await read(under: second) else {
            Issue.record("it was not read to the end")
            return
        }
        #expect(try await kept(world) == 0)
    }
}
