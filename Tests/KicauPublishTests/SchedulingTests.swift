import Foundation
import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("Scheduling a post")
struct SchedulingTests {
    func content(_ world: World, _ text: String) -> DraftContent {
        DraftContent(post: Post(parts: [.init(text: text)]), accounts: [world.account])
    }

    func due(_ world: World, in wait: Duration) throws -> Timing {
        .at(try Due(at: world.time.now() + wait, zone: "Asia/Jakarta"))
    }

    @Test func `twice with one key is one post`() async throws {
        let world = try await World.flock()
        let timing = try due(world, in: .hours(1))

        let first = try await world.publishing.schedule(
            content(world, "Dobel"), as: nil, version: nil, timing: timing, key: "k", by: world.caller)
        let second = try await world.publishing.schedule(
            content(world, "Dobel"), as: nil, version: nil, timing: timing, key: "k", by: world.caller)

        #expect(first == second)
        #expect(try await world.publishing.list(PostFilter(), for: world.caller).total == 1)
    }

    @Test func `with something asked of a network that no account is on is refused, not lost`() async throws {
        let world = try await World.flock()
        var stray = content(world, "Salah ketik")
        stray.post.options = ["mastadon": ChosenOptions(["visibility": ["unlisted"]])]

        let problem = await #expect(throws: Problem.self) {
            _ = try await world.publishing.schedule(
                stray, as: nil, version: nil, timing: due(world, in: .hours(1)), key: "k", by: world.caller)
        }

        #expect(problem?.field == "options")
        #expect(problem?.what.description.contains("mastadon") == true)
        #expect(try await world.publishing.list(PostFilter(), for: world.caller).total == 0)
    }

    @Test func `beyond the budget is refused before anything is written`() async throws {
        let world = try await World.flock(cap: Money(microUSD: 20_000))
        _ = try await world.schedule("Satu")

        let problem = await #expect(throws: Problem.self) { try await world.schedule("Dua") }

        #expect(problem?.code == .overBudget)
        #expect(problem?.what.description.contains("$0.005 is left") == true)
        #expect(try await world.publishing.list(PostFilter(), for: world.caller).total == 1)
    }

    @Test func `in the past, too far ahead, too long, empty or nowhere says what to do`() async throws {
        let world = try await World.flock()
        func code(_ content: DraftContent, _ timing: Timing) async -> Problem.Code? {
            await #expect(throws: Problem.self) {
                try await world.publishing.schedule(
                    content, as: nil, version: nil, timing: timing, key: UUID().uuidString, by: world.caller)
            }?.code
        }
        let soon = try due(world, in: .hours(1))

        #expect(await code(content(world, "a"), try due(world, in: .hours(-2))) == .pastDate)
        #expect(await code(content(world, "a"), try due(world, in: .days(900))) == .tooFarAhead)
        #expect(await code(content(world, String(repeating: "a", count: 101)), soon) == .ruleBroken)
        #expect(await code(content(world, String(repeating: "a", count: 300_000)), soon) == .tooLong)
        #expect(await code(content(world, "  \n"), soon) == .emptyPost)
        #expect(await code(DraftContent(post: Post(parts: [.init(text: "a")]), accounts: []), soon) == .noAccountChosen)
        #expect(await code(DraftContent(post: Post(parts: [.init(text: "a")]), accounts: [ID(99)]), soon) == .notFound)
    }

    @Test func `is not for a writer`() async throws {
        let world = try await World.flock()
        let writer = Caller(user: world.caller.user, workspace: world.caller.workspace, role: .writer)

        let problem = await #expect(throws: Problem.self) {
            try await world.publishing.schedule(
                content(world, "a"), as: nil, version: nil, timing: .now, key: "k", by: writer)
        }

        #expect(problem?.code == .notAllowed)
        _ = try await world.publishing.saveDraft(content(world, "a"), as: nil, version: nil, by: writer)
    }

    @Test func `again moves it, and the old time does nothing`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("Geser", in: .minutes(5))
        let post = try await world.delivery(delivery).post

        try await world.publishing.reschedule(post, timing: try due(world, in: .hours(2)), by: world.caller)
        try await world.advance(by: .hours(1))
        #expect(world.network.commits == 0)
        try await world.advance(by: .hours(2))

        #expect(world.network.posted.count == 1)
        #expect(try await world.publishing.post(post, for: world.caller).state == .published)
        let budget = try await world.store.write { try $0.budget(of: world.caller.workspace.id, month: "2026-06") }
        #expect(budget.held == .zero)
    }

    @Test func `and calling it off gives the money back and sends nothing`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("Batal")
        let post = try await world.delivery(delivery).post

        try await world.publishing.cancel(post, by: world.caller)
        try await world.advance(by: .hours(1))

        #expect(world.network.commits == 0)
        #expect(try await world.publishing.post(post, for: world.caller).state == .draft)
        let (leaked, budget) = try await world.store.write { tx in
            (try tx.leakedHolds(), try tx.budget(of: world.caller.workspace.id, month: "2026-06"))
        }
        #expect(leaked == 0)
        #expect(budget.held == .zero)
    }

    @Test func `that is live cannot be called off or rewritten`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("Sudah", in: .zero)
        await world.work()
        let post = try await world.delivery(delivery).post

        let problem = await #expect(throws: Problem.self) { try await world.publishing.cancel(post, by: world.caller) }

        #expect(problem?.code == .alreadySent)
    }

    @Test func `over a newer version is refused, and nothing is lost`() async throws {
        let world = try await World.flock()
        let id = try await world.publishing.saveDraft(content(world, "satu"), as: nil, version: nil, by: world.caller)
        _ = try await world.publishing.saveDraft(content(world, "dua"), as: id, version: 1, by: world.caller)

        let problem = await #expect(throws: Problem.self) {
            try await world.publishing.saveDraft(content(world, "tiga"), as: id, version: 1, by: world.caller)
        }

        #expect(problem?.code == .changedMeanwhile)
        #expect(try await world.publishing.post(id, for: world.caller).content.post.parts[0].text == "dua")
    }

    @Test func `missed by more than the workspace allows asks a person, and by less is sent`() async throws {
        let world = try await World.flock()
        let late = try await world.schedule("Telat", in: .minutes(1))
        world.time.advance(by: .minutes(20))
        let fresh = try await world.schedule("Baru", in: .zero)
        world.time.advance(by: .minutes(10))

        await world.work()

        #expect(try await world.delivery(late).waitingFor == .missed)
        #expect(try await world.state(of: fresh) == .published)
        try await world.publishing.resolve(late, by: .sendAgain, link: nil, caller: world.caller)
        await world.work()
        #expect(try await world.state(of: late) == .published)
    }

    @Test func `quotes a link's price and what it would cost without`() async throws {
        let world = try await World.flock()

        let preview = try await world.publishing.preview(
            content(world, "Baca https://kicau.example.com"), at: nil, for: world.caller)

        #expect(preview.total == Money(microUSD: 200_000))
        #expect(preview.accounts.first?.cheaper?.description == "$0.20 because of the link; $0.015 without it.")
    }
}

@Suite("A person resolves a doubt")
struct ResolvingTests {
    func doubtful() async throws -> (World, DeliveryID) {
        let world = try await World.flock(absence: .weak)
        world.network.twist(.takenThenSilent)
        world.network.goBlind()
        let delivery = try await world.schedule("Ada atau tidak")
        try await world.advance(by: .hours(1))
        #expect(try await world.delivery(delivery).waitingFor == .doubt)
        return (world, delivery)
    }

    @Test func `it is there: published with the link, money booked, nothing sent`() async throws {
        let (world, delivery) = try await doubtful()

        try await world.publishing.resolve(
            delivery, by: .itIsThere, link: "https://fake.example/post-1", caller: world.caller)
        try await world.advance(by: .hours(1))

        let detail = try await world.detail(of: delivery)
        #expect(detail.state == .published)
        #expect(detail.receipts.first?.url == "https://fake.example/post-1")
        #expect(detail.hold == .captured)
        #expect(world.network.commits == 1)
    }

    @Test func `it is there, and a part follows: it answers the post that the link names`() async throws {
        let world = try await World.flock(absence: .weak)
        world.network.twist(.takenThenSilent)
        world.network.goBlind()
        let delivery = try await world.schedule("satu", "dua")
        try await world.advance(by: .hours(1))
        let problem = await #expect(throws: Problem.self) {
            try await world.publishing.resolve(delivery, by: .itIsThere, link: nil, caller: world.caller)
        }
        #expect(problem?.field == "link")

        try await world.publishing.resolve(
            delivery, by: .itIsThere, link: "https://fake.example/post-1", caller: world.caller)
        try await world.advance(by: .hours(1))

        #expect(try await world.state(of: delivery) == .published)
        #expect(world.network.posted.map(\.parent) == [nil, "post-1"])
    }

    @Test func `it is there, said after a late yes: the next part is not taken for it`() async throws {
        let world = try await World.flock(absence: .weak)
        let delivery = try await world.schedule("satu", "dua", in: .zero)
        let now = world.time.now()
        let claim = try #require(
            try await world.store.write { try $0.claimDeliveries(1, for: "slow", at: now, lease: .seconds(60)) }.first)
        let row = try #require(try await world.store.read { try $0.steps(of: delivery) }.first)
        let book = DeliveryBook(kit: world.kit)
        let platform = try world.kit.platform("x")
        let intent = try #require(try await book.intend(row, claim, platform: platform))
        try await world.advance(by: .hours(1))
        #expect(try await world.delivery(delivery).waitingFor == .doubt)
        let yes = Outcome.published(Receipt(remoteID: "post-1", url: nil))
        _ = try await book.settle(claim, row, intent, by: yes, isLast: false, platform: platform)

        let problem = await #expect(throws: Problem.self) {
            try await world.publishing.resolve(
                delivery, by: .itIsThere, link: "https://fake.example/post-1", caller: world.caller)
        }

        #expect(problem?.code == .changedMeanwhile)
        #expect(try await world.detail(of: delivery).receipts.map(\.remoteID) == ["post-1"])
    }

    @Test func `send again: it goes out once more`() async throws {
        let (world, delivery) = try await doubtful()

        try await world.publishing.resolve(delivery, by: .sendAgain, link: nil, caller: world.caller)
        try await world.advance(by: .hours(1))

        #expect(try await world.state(of: delivery) == .published)
        #expect(world.network.commits == 2)
    }

    @Test func `send again, and the network has it already: the earlier try is found, not refused`() async throws {
        let (world, delivery) = try await doubtful()
        world.network.twist(.duplicate)
        world.network.goBlind(false)

        try await world.publishing.resolve(delivery, by: .sendAgain, link: nil, caller: world.caller)
        try await world.advance(by: .hours(1))

        let detail = try await world.detail(of: delivery)
        #expect(detail.state == .published)
        #expect(detail.receipts.map(\.remoteID) == ["post-1"])
        #expect(detail.hold == .captured)
        #expect(world.network.commits == 2)
    }

    @Test func `drop: nothing more is sent and the money comes back`() async throws {
        let (world, delivery) = try await doubtful()

        try await world.publishing.resolve(delivery, by: .drop, link: nil, caller: world.caller)
        try await world.advance(by: .hours(1))

        #expect(try await world.state(of: delivery) == .dropped)
        #expect(try await world.detail(of: delivery).hold == .released)
        #expect(world.network.commits == 1)
    }

    @Test func `look again: now it is seen`() async throws {
        let (world, delivery) = try await doubtful()
        world.network.goBlind(false)

        try await world.publishing.resolve(delivery, by: .lookNow, link: nil, caller: world.caller)
        await world.work()

        #expect(try await world.state(of: delivery) == .published)
        #expect(world.network.commits == 1)
    }

    @Test func `twice from an old page says that it has moved on`() async throws {
        let (world, delivery) = try await doubtful()
        try await world.publishing.resolve(delivery, by: .drop, link: nil, caller: world.caller)

        let problem = await #expect(throws: Problem.self) {
            try await world.publishing.resolve(delivery, by: .sendAgain, link: nil, caller: world.caller)
        }

        #expect(problem?.code == .notPossibleNow)
    }

    @Test func `a signed-out account waits, and goes on when it is connected again`() async throws {
        let world = try await World.flock()
        world.network.twist(.signedOut)
        let delivery = try await world.schedule("Tunggu", in: .zero)
        await world.work()
        #expect(try await world.delivery(delivery).waitingFor == .reconnect)

        _ = try await world.accounts.beginConnecting(
            ConnectInput(platform: "x", handle: "ayu"), redirect: "", session: "s", by: world.caller)
        await world.work()

        #expect(try await world.state(of: delivery) == .published)
    }
}

@Suite("A writer")
struct WriterTests {
    @Test func `cannot undo a plan by saving over it`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("Rencana")
        let post = try await world.delivery(delivery).post
        let writer = Caller(user: world.caller.user, workspace: world.caller.workspace, role: .writer)
        let content = DraftContent(post: Post(parts: [.init(text: "Lain")]), accounts: [world.account])

        let problem = await #expect(throws: Problem.self) {
            try await world.publishing.saveDraft(content, as: post, version: nil, by: writer)
        }

        #expect(problem?.code == .notAllowed)
        #expect(try await world.state(of: delivery) == .scheduled)
    }
}
