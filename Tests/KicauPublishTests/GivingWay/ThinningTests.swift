import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// A post costs $0.015 on 1 June 2026, and a reading $0.001.
@Suite("Readings and the inbox, near the end of a budget")
struct ThinningTests {
    /// One post is out, and so much may be spent in the month.
    private func world(cap: Int64) async throws -> (World, DeliveryID) {
        let world = try await World.flock(cap: Money(microUSD: cap))
        let delivery = try await world.schedule("Satu", in: .zero)
        await world.work()
        await Archivist(kit: world.kit).turn()
        #expect(try await world.state(of: delivery) == .published)
        return (world, delivery)
    }

    private func read(_ world: World, after wait: Duration) async -> Int {
        world.time.advance(by: wait)
        await Rechecker(kit: world.kit, worker: "one").turn()
        return world.network.reads
    }

    @Test func `of old posts are made at four weeks only`() async throws {
        // 62 % are used at first and 70 % after a day: old posts are thinned out from 60 % on, and stop at 80 %.
        let (world, delivery) = try await world(cap: 24_000)

        #expect(await read(world, after: .hours(1)) == 1)
        #expect(await read(world, after: .hours(23)) == 2)
        #expect(await read(world, after: .days(6)) == 2)
        #expect(await read(world, after: .days(21)) == 3)

        let checks = try await world.detail(of: delivery).checks
        #expect(checks.map(\.sighting) == [.unchanged, .unchanged, .skipped, .unchanged])
        let why = try #require(checks[2].parts.first?.story)
        #expect(
            why.what.description
                == "Left out: 70 % of the budget of Kedai for 2026-06 is used. From 60 % on old posts are read at 28 days only."
        )
        #expect(why.toDo?.description.contains("Giving way") == true)
    }

    @Test func `of new posts are made once a UTC day at most`() async throws {
        let (world, delivery) = try await world(cap: 20_000)
        try await world.publishing.resolve(delivery, by: .checkNow, link: nil, caller: world.caller)
        #expect(world.network.reads == 1)

        #expect(await read(world, after: .hours(1)) == 1)
        // A person is never left without.
        try await world.publishing.resolve(delivery, by: .checkNow, link: nil, caller: world.caller)
        #expect(world.network.reads == 2)
        #expect(await read(world, after: .hours(23)) == 3)
    }

    @Test func `are all made where the workspace gives them all of the budget`() async throws {
        // 68, 72, 77 and 81 %: thinned out from 80 % on, and four weeks stay.
        let (world, _) = try await world(cap: 22_000)
        try await world.publishing.setGivingWay(
            GivingWay(shares: try WorkShares([.oldReadings: 100, .newReadings: 100])), by: world.caller)

        for (wait, reads) in [(Duration.hours(1), 1), (.hours(23), 2), (.days(6), 3), (.days(21), 4)] {
            #expect(await read(world, after: wait) == reads)
        }
    }

    @Test func `stop at their share, with a sentence that says which and where`() async throws {
        let (world, delivery) = try await world(cap: 17_000)
        #expect(await read(world, after: .hours(1)) == 0)

        let story = try #require(try await world.detail(of: delivery).checks.first?.parts.first?.story)
        #expect(
            story.what.description
                == "Readings of new posts and accounts stop at 90 % of the budget of Kedai for 2026-06: this would cost $0.001; $0.0003 is left up to there."
        )
    }

    @Test func `is listened to a quarter as often, and at once when the network rings`() async throws {
        let (world, _) = try await world(cap: 20_000)
        let listener = Listener(kit: world.kit)
        #expect(await listener.turn() == 1)
        let listing = try await world.publishing.inbox.list(InboxFilter(), for: world.caller)
        #expect(listing.slowed.map(\.account.id) == [world.account] && listing.deaf.isEmpty)
        #expect(listing.slowed[0].why.what.description.hasPrefix("80 % of the budget of Kedai for 2026-06 is used."))

        world.time.advance(by: .hours(3) + .minutes(59))
        #expect(await listener.turn() == 0)
        try await world.accounts.keepApp(AppKeys(clientID: "c", clientSecret: Redacted("s")), "x", server: "")
        let ring = Knock(method: .post, headers: ["signature": "s"], body: Array("ayu".utf8))
        _ = try await world.accounts.doorman.open("x", to: ring)
        #expect(await listener.turn() == 1)

        world.time.advance(by: .hours(3) + .minutes(59))
        #expect(await listener.turn() == 0)
        world.time.advance(by: .minutes(1))
        #expect(await listener.turn() == 1)
    }

    @Test func `is as often as usual where money does not run short, or costs nothing`() async throws {
        let (world, _) = try await world(cap: 1_000_000)
        let listener = Listener(kit: world.kit)
        #expect(await listener.turn() == 1)
        world.time.advance(by: .hours(1))
        #expect(await listener.turn() == 1)
        #expect(try await world.publishing.inbox.list(InboxFilter(), for: world.caller).slowed.isEmpty)

        let pacer = try await world.kit.pacer(for: world.caller.workspace)
        let full = BudgetStatus(
            month: "2026-06", cap: Money(microUSD: 10), spent: Money(microUSD: 10), held: .zero)
        let broke = Pacer(
            workspace: pacer.workspace, month: pacer.month, shares: .usual, budgets: [full], charging: pacer.charging)
        #expect(pacer.charging.contains("x") && !pacer.charging.contains("mastodon"))
        #expect(broke.pace(of: .inbox, on: "mastodon", account: nil) == .usual)
        #expect(broke.pace(of: .inbox, on: "x", account: nil) == .stopped(by: full))
        #expect(broke.pace(of: .suggestions, on: .ai, account: nil) == .stopped(by: full))
    }

    @Test func `is as often as usual where posts are dear and readings cost nothing`() async throws {
        let (world, _) = try await world(cap: 1_000_000)
        let list = """
            {"platform": "x", "book": "X Tiny", "plan": "Tiny", "monthly": 1000000, "source": "a test", "entered": "2026-05-30",
             "rows": [{"unit": "post_create", "price": 900000, "from": "2026-05-30"},
                      {"unit": "owned_read", "price": "free", "from": "2026-05-30"}]}
            """
        _ = try await world.publishing.priceLists.load(list, by: world.caller)
        try await world.publishing.priceLists.setPlan("Tiny", on: "x", by: world.caller)
        let id = world.caller.workspace.id
        let workspace = try #require(try await world.store.read { try $0.workspace(id) })

        #expect(try await world.kit.pacer(for: world.caller.workspace).charging.contains("x"))
        #expect(try await !world.kit.pacer(for: workspace).charging.contains("x"))
    }

    @Test func `stands class by class for people, each with the budget that slows it down`() async throws {
        let (world, _) = try await world(cap: 20_000)

        let standings = try await world.publishing.workStandings(for: world.caller)

        #expect(standings.map(\.work) == WorkClass.yielding)
        let words = standings.map { standing in
            switch standing.pace {
            case .usual: "usual"
            case .thinned: "thinned"
            case .stopped: "stopped"
            }
        }
        #expect(words == ["stopped", "stopped", "thinned", "thinned", "thinned"])
        #expect(standings.allSatisfy { $0.subject == .workspace })
    }
}
