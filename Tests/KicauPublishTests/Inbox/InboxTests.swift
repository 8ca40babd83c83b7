import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("The inbox")
struct InboxTests {
    private func open(_ world: World, done: Bool = false) async throws -> [InboxItem] {
        var filter = InboxFilter()
        filter.isDone = done
        return try await world.publishing.inbox.list(filter, for: world.caller).items
    }

    private func listen(_ world: World, after wait: Duration = .zero) async {
        world.time.advance(by: wait)
        await Listener(kit: world.kit).turn()
    }

    @Test func `keeps what was said once, and knows which post it is about`() async throws {
        let world = try await World.flock()
        _ = try await world.schedule("Buka pukul tujuh", in: .minutes(1))
        try await world.advance(by: .minutes(2))
        world.network.say("said-1", by: "budi", "Hari Minggu juga?", about: "post-1")
        world.network.say("said-2", by: "citra", "Kopi @ayu enak")

        await listen(world)
        await listen(world, after: .hours(1))

        let items = try await open(world)
        #expect(items.map(\.said.text) == ["Kopi @ayu enak", "Hari Minggu juga?"])
        #expect(items.map(\.said.kind) == [.mention, .reply])
        #expect(items.map { $0.post?.excerpt } == [nil, "Buka pukul tujuh"])
    }

    @Test func `is read as often as its rules say, and sooner when the network rings`() async throws {
        let world = try await World.flock()
        await listen(world)
        world.network.say("said-1", by: "budi", "Halo")

        world.time.advance(by: .minutes(5))
        #expect(await Listener(kit: world.kit).turn() == 0)
        try await world.accounts.keepApp(
            AppKeys(clientID: "c", clientSecret: Redacted("s")), "x", server: "")
        let ring = Knock(method: .post, headers: ["signature": "s"], body: Array("ayu,somebody".utf8))
        #expect(try await world.accounts.doorman.open("x", to: ring) == .rings(for: ["ayu", "somebody"]))
        #expect(await Listener(kit: world.kit).turn() == 1)
        #expect(try await open(world).count == 1)

        // Rung again at once, as by a replay: not more often than every so many seconds.
        _ = try await world.accounts.doorman.open("x", to: ring)
        #expect(await Listener(kit: world.kit).turn() == 0)
        world.time.advance(by: .seconds(20))
        #expect(await Listener(kit: world.kit).turn() == 1)
        #expect(try await open(world).count == 1)
    }

    @Test func `lets nobody ring who cannot sign, or whose network is not known`() async throws {
        let world = try await World.flock()
        await listen(world)
        try await world.accounts.keepApp(AppKeys(clientID: "c", clientSecret: Redacted("s")), "x", server: "")
        world.time.advance(by: .minutes(5))

        let forged = Knock(method: .post, headers: ["signature": "t"], body: Array("ayu".utf8))
        guard case .refused = try await world.accounts.doorman.open("x", to: forged) else {
            Issue.record("a forged knock was let in")
            return
        }
        guard case .refused = try await world.accounts.doorman.open("myspace", to: forged) else {
            Issue.record("an unknown network was let in")
            return
        }
        #expect(await Listener(kit: world.kit).turn() == 0)
    }

    @Test func `gives each network the same word to say, for ever`() async throws {
        let world = try await World.flock()
        let first = try await world.accounts.doorman.bell(of: "x", for: world.caller)
        let second = try await world.accounts.doorman.bell(of: "x", for: world.caller)

        #expect(first == second)
        #expect(first?.url == "http://127.0.0.1/hooks/x")
        #expect((first?.word.count ?? 0) >= 20)
    }

    @Test func `answers once, as a post of the account, however often the button is pressed`() async throws {
        let world = try await World.flock()
        world.network.say("said-1", by: "budi", "Buka jam berapa?")
        await listen(world)
        let item = try #require(try await open(world).first)

        let inbox = world.publishing.inbox
        let first = try await inbox.answer(item.id, with: "Pukul tujuh", key: "k", by: world.caller)
        let again = try await inbox.answer(item.id, with: "Pukul tujuh", key: "k", by: world.caller)
        try await world.advance(by: .minutes(1))

        #expect(first == again)
        #expect(world.network.posted.map(\.text) == ["Pukul tujuh"])
        #expect(world.network.posted.map(\.parent) == ["said-1"])
        #expect(try await open(world).isEmpty)
        let done = try #require(try await open(world, done: true).first)
        #expect(done.answer?.id == first && done.answer?.state == .published)
    }

    @Test func `finds a lost answer by looking instead of answering twice`() async throws {
        let world = try await World.flock()
        world.network.say("said-1", by: "budi", "Buka jam berapa?")
        await listen(world)
        let item = try #require(try await open(world).first)
        world.network.twist(.takenThenSilent)

        _ = try await world.publishing.inbox.answer(item.id, with: "Pukul tujuh", key: "k", by: world.caller)
        try await world.advance(by: .minutes(30))

        #expect(world.network.posted.map(\.text) == ["Pukul tujuh"])
        #expect(try await open(world, done: true).first?.answer?.state == .published)
    }

    @Test func `keeps an answer an answer when it is called off and written anew`() async throws {
        let world = try await World.flock()
        world.network.say("said-1", by: "budi", "Buka jam berapa?")
        await listen(world)
        let item = try #require(try await open(world).first)
        let post = try await world.publishing.inbox.answer(item.id, with: "Tujuh", key: "k", by: world.caller)
        try await world.publishing.cancel(post, by: world.caller)

        let content = DraftContent(post: Post(parts: [.init(text: "Delapan")]), accounts: [world.account])
        _ = try await world.publishing.schedule(
            content, as: post, version: nil, timing: .now, key: "again", by: world.caller)
        try await world.advance(by: .minutes(1))

        #expect(world.network.posted.map(\.parent) == ["said-1"])
        #expect(world.network.posted.map(\.text) == ["Delapan"])
    }

    @Test func `likes and hides on the network, and remembers it`() async throws {
        let world = try await World.flock()
        world.network.say("said-1", by: "budi", "Halo")
        await listen(world)
        let item = try #require(try await open(world).first)
        #expect(item.deeds == [.like, .hide])

        try await world.publishing.inbox.act(.like, on: item.id, by: world.caller)
        try await world.publishing.inbox.act(.hide, on: item.id, by: world.caller)

        #expect(world.network.deeds == ["like said-1", "hide said-1"])
        #expect(try await open(world).first?.deeds == [.unlike, .unhide])
    }

    @Test func `is sorted by the team, and only by those who may`() async throws {
        let world = try await World.flock()
        world.network.say("said-1", by: "budi", "Halo")
        await listen(world)
        let item = try #require(try await open(world).first)
        let inbox = world.publishing.inbox
        let viewer = Caller(user: world.caller.user, workspace: world.caller.workspace, role: .viewer)

        try await inbox.assign(item.id, to: world.caller.user?.id, by: world.caller)
        try await inbox.setDone(true, of: item.id, by: world.caller)

        #expect(try await open(world, done: true).first?.assignee == world.caller.user)
        await #expect(throws: Problem.self) { try await inbox.setDone(false, of: item.id, by: viewer) }
        await #expect(throws: Problem.self) { try await inbox.answer(item.id, with: "Ya", key: "k", by: viewer) }
        await #expect(throws: Problem.self) { try await inbox.assign(item.id, to: ID(999), by: world.caller) }
    }

    @Test func `says which account cannot be listened to, and why`() async throws {
        let world = try await World.flock()
        world.network.saying(403)
        await listen(world)

        let deaf = try await world.publishing.inbox.list(InboxFilter(), for: world.caller).deaf
        #expect(deaf.map(\.missing.what.description) == ["It may not listen."])

        world.network.saying(200)
        await listen(world, after: .hours(7))
        #expect(try await world.publishing.inbox.list(InboxFilter(), for: world.caller).deaf.isEmpty)
    }

    @Test func `spends nothing that the month's budget does not allow`() async throws {
        let world = try await World.flock(cap: Money(microUSD: 0))
        world.network.say("said-1", by: "budi", "Halo")
        await listen(world)

        let listing = try await world.publishing.inbox.list(InboxFilter(), for: world.caller)
        #expect(listing.items.isEmpty)
        #expect(listing.deaf.first?.missing.what.description.contains("is left for") == true)
    }

    @Test func `forgets words where the network demands it, and does not hear them anew`() async throws {
        let world = try await World.flock(keptFor: .hours(48))
        world.network.say("said-1", by: "budi", "Rahasia")
        await listen(world)
        let item = try #require(try await open(world).first)

        await listen(world, after: .hours(49))

        #expect(try await open(world).isEmpty)
        let left = try #require(try await open(world, done: true).first)
        #expect(left.id == item.id && left.said.text.isEmpty && left.said.speaker.handle.isEmpty)
        #expect(left.forgotten != nil && left.deeds.isEmpty)
        await #expect(throws: Problem.self) {
            try await world.publishing.inbox.answer(item.id, with: "Ya", key: "k", by: world.caller)
        }
    }
}
