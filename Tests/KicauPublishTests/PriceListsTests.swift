import KicauCore
import KicauMeter
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// The clock stands at 1 June 2026: a post costs $0.015, one with a link $0.20.
@Suite("A price list is loaded")
struct PriceListsTests {
    private static let announced = list(price: "50000", from: "2026-06-10")

    private static func list(
        _ name: String = "X in June", price: String, from: String, plan: String = "", unit: String = "post_create"
    ) -> String {
        """
        {"platform": "x", "book": "\(name)", \(plan) "source": "a test", "entered": "2026-05-30",
         "rows": [{"unit": "\(unit)", "price": \(price), "from": "\(from)"}]}
        """
    }

    private func held(_ world: World, _ delivery: DeliveryID) async throws -> [Int64] {
        try await world.store.read { try $0.holds(of: delivery) }.filter { $0.state == .held }.map(\.amount.microUSD)
    }

    private func budget(_ world: World) async throws -> (spent: Int64, held: Int64) {
        let status = try await world.store.budget(of: world.caller.workspace.id, month: "2026-06")
        return (status.spent.microUSD, status.held.microUSD)
    }

    @Test func `what it does is shown before it is in force, and nothing is written`() async throws {
        let world = try await World.flock()
        let before = try await world.schedule("Soon", in: .days(2))
        let after = try await world.schedule("Later", in: .days(12))

        let effects = try await world.publishing.priceLists.check(Self.announced, for: world.caller).effects

        #expect(effects.posts.map(\.delivery) == [after])
        #expect(effects.posts.first?.old.microUSD == 15_000 && effects.posts.first?.new?.microUSD == 50_000)
        #expect(effects.posts.first?.fate == .changes && effects.more.microUSD == 35_000)
        #expect(effects.usage.first { $0.unit == "post_create" }?.day.description == "2026-06-10")
        #expect(try await held(world, before) == [15_000])
        #expect(try await held(world, after) == [15_000])
        #expect(try await world.publishing.priceLists.list(for: world.caller).isEmpty)
    }

    @Test func `money set aside from its first day on moves with it, in every budget`() async throws {
        let world = try await World.flock(cap: Money(microUSD: 1_000_000))
        let workspace = world.caller.workspace.id
        let account = world.account
        try await world.store.write(as: .shut) {
            try $0.setAllowance(
                Money(microUSD: 500_000), isHard: true, for: .account(account), of: workspace, fromMonth: "2026-06")
        }
        let before = try await world.schedule("Soon", in: .days(2))
        let after = try await world.schedule("Later", in: .days(12))

        _ = try await world.publishing.priceLists.load(Self.announced, by: world.caller)

        #expect(try await held(world, before) == [15_000])
        #expect(try await held(world, after) == [50_000])
        let budgets = try await world.store.write { try $0.budgets(of: workspace, month: "2026-06") }
        #expect(budgets.map(\.held.microUSD) == [65_000, 65_000])
        #expect(try await world.state(of: after) == .scheduled)
    }

    @Test func `what is not sold any more waits for a person from today on, and is not dropped`() async throws {
        let world = try await World.flock()
        let gone = Self.list(price: "\"not-sold\"", from: "2026-06-10")
        let delivery = try await world.schedule("Later", in: .days(12))

        let loaded = try await world.publishing.priceLists.load(gone, by: world.caller)

        guard case .stops = loaded.effects.posts.first?.fate else {
            Issue.record("It should stop: \(loaded.effects.posts)")
            return
        }
        let row = try await world.delivery(delivery)
        #expect(row.state == .waiting && row.waitingFor == .money)
        #expect(row.trouble?.what.description == "x has not sold post_create since 2026-06-10.")
        #expect(try await budget(world).held == 0)
        #expect(world.network.posted.isEmpty)
    }

    @Test func `what the budget does not reach for waits, the next due comes first, and the page said so`() async throws
    {
        let world = try await World.flock(cap: Money(microUSD: 70_000))
        let first = try await world.schedule("One", in: .days(11))
        let second = try await world.schedule("Two", in: .days(12))

        let effects = try await world.publishing.priceLists.load(Self.announced, by: world.caller).effects

        #expect(effects.changing.map(\.delivery) == [first])
        #expect(effects.ending.map(\.delivery) == [second])
        #expect(try await world.state(of: first) == .scheduled)
        #expect(try await world.delivery(second).waitingFor == .money)
        #expect(try await budget(world).held == 50_000)
    }

    @Test func `a post that waits for money keeps its time when the person sends it after all`() async throws {
        let world = try await World.flock(cap: Money(microUSD: 20_000))
        let delivery = try await world.schedule("Later", in: .days(12))
        _ = try await world.publishing.priceLists.load(Self.announced, by: world.caller)
        #expect(try await world.delivery(delivery).waitingFor == .money)
        let workspace = world.caller.workspace.id
        try await world.store.write { try $0.setCap(nil, of: workspace, fromMonth: "2026-06") }

        try await world.publishing.resolve(delivery, by: .sendAgain, link: nil, caller: world.caller)

        let row = try await world.delivery(delivery)
        #expect(row.state == .scheduled && row.ready == row.due)
        #expect(try await held(world, delivery) == [50_000])
    }

    @Test func `prices that were in force before they were told correct what was booked, once`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("Now", in: .minutes(5))
        world.time.advance(by: .minutes(6))
        await world.work()
        #expect(try await world.state(of: delivery) == .published)
        #expect(try await budget(world).spent == 15_000)
        let late = Self.list(price: "20000", from: "2026-05-25")

        let loaded = try await world.publishing.priceLists.load(late, by: world.caller)
        try await Correcting(kit: world.kit).all()

        #expect(loaded.effects.corrections == .init(count: 1, more: Money(microUSD: 5_000)))
        #expect(try await budget(world).spent == 20_000)
        let workspace = world.caller.workspace.id
        let ledger = try await world.store.read { try $0.ledger(of: workspace, limit: 20) }
        #expect(ledger.filter { $0.note.hasPrefix("correction/") }.map(\.amount.microUSD).sorted() == [-5_000, 5_000])
        #expect(try await world.store.read { try $0.unbalancedBookings() } == 0)
        let events = try await world.store.read {
            try $0.meterEvents(of: workspace, from: Instant(ms: 0), to: Instant(ms: 4_000_000_000_000))
        }
        #expect(events.filter { $0.unit == "post_create" }.map(\.count) == [1])
    }

    /// The third invariant: what history costs is a function of its events and the books.
    @Test func `all of history rated anew comes to what the ledger says, to the micro`() async throws {
        let world = try await World.flock()
        for text in ["One", "Two https://kedai.example", "Three"] {
            _ = try await world.schedule(text, in: .minutes(5))
        }
        world.time.advance(by: .minutes(6))
        await world.work()
        _ = try await world.publishing.priceLists.load(
            Self.list(price: "17001", from: "2026-05-25"), by: world.caller)
        let workspace = world.caller.workspace.id

        let books = world.kit.prices.books
        let booked = try await world.store.read {
            try $0.bookedHolds(on: "x", since: Instant(ms: 0), after: 0, limit: 100)
        }
        let anew = try booked.reduce(Money.zero) { sum, item in
            let units = item.hold.fare.items.map(\.unit)
            return sum + (try books.fare(for: units, on: "x", under: item.hold.fare.plan, at: item.priced).total)
        }

        #expect(booked.count == 3 && anew.microUSD == 2 * 17_001 + 200_000)
        let spent = try await world.store.read {
            try $0.spending(of: workspace, from: Instant(ms: 0), to: Instant(ms: 4_000_000_000_000))
        }
        #expect(spent.reduce(Money.zero) { $0 + $1.amount } == anew)
        #expect(try await budget(world).spent == anew.microUSD)
    }

    @Test func `one that is not in force yet can be dropped, and what it did goes back`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("Later", in: .days(12))
        let lists = world.publishing.priceLists
        _ = try await lists.load(Self.announced, by: world.caller)
        let id = try #require(try await lists.list(for: world.caller).first?.id)

        try await lists.drop(id, by: world.caller)

        #expect(try await held(world, delivery) == [15_000])
        #expect(try await lists.list(for: world.caller).first?.dropped != nil)
        await #expect(throws: Problem.self) { try await lists.drop(id, by: world.caller) }
        _ = try await lists.load(Self.announced, by: world.caller)
        world.time.advance(by: .days(10))
        let newest = try #require(try await lists.list(for: world.caller).first?.id)
        let problem = await #expect(throws: Problem.self) { try await lists.drop(newest, by: world.caller) }
        #expect(problem?.code == .notPossibleNow)
    }

    @Test func `another node sees it by itself, and works out what is planned once`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("Later", in: .days(12))
        let keeper = PriceKeeper(kit: world.kit)
        let now = world.time.now()
        try await world.store.write { tx in
            _ = try tx.addPriceList(
                NewPriceList(
                    platform: "x", name: "X in June", plan: nil, firstDay: "2026-06-10", json: Self.announced),
                by: "somebody else", at: now)
        }

        await keeper.turn()
        await keeper.turn()

        #expect(try await held(world, delivery) == [50_000])
        #expect(try await budget(world).held == 50_000)
    }

    @Test func `twice the same, one with a mistake and one by an editor are refused`() async throws {
        let world = try await World.flock()
        let lists = world.publishing.priceLists
        _ = try await lists.load(Self.announced, by: world.caller)
        let editor = Caller(user: world.caller.user, workspace: world.caller.workspace, role: .editor)

        let twice = await #expect(throws: Problem.self) { try await lists.load(Self.announced, by: world.caller) }
        #expect(twice?.what.description == "This very list was loaded before.")
        await #expect(throws: Problem.self) { try await lists.load("{}", by: world.caller) }
        let other = await #expect(throws: Problem.self) {
            try await lists.load(Self.list("Y", price: "1", from: "2026-07-01"), by: editor)
        }
        #expect(other?.code == .notAllowed)
        #expect(try await lists.list(for: world.caller).count == 1)
    }
}
