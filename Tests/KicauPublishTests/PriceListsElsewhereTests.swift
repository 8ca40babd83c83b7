import KicauCore
import KicauMeter
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// The clock stands at 1 June 2026: a post costs $0.015.
@Suite("A price list is loaded by another node, or late")
struct PriceListsElsewhereTests {
    private static let announced = list("X in June", price: "50000", from: "2026-06-10")

    private static func list(_ name: String, price: String, from: String, unit: String = "post_create") -> String {
        """
        {"platform": "x", "book": "\(name)", "source": "a test", "entered": "2026-05-30",
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

    /// As another node loads it.
    private func loadElsewhere(_ json: String, _ world: World) async throws {
        let now = world.time.now()
        try await world.store.write { tx in
            let new = NewPriceList(platform: "x", name: "X in June", plan: nil, firstDay: "2026-06-10", json: json)
            _ = try tx.addPriceList(new, by: "somebody else", at: now)
        }
    }

    @Test func `a post that is scheduled where it is not known yet costs what it says all the same`() async throws {
        let world = try await World.flock()
        try await loadElsewhere(Self.announced, world)

        let delivery = try await world.schedule("Later", in: .days(12))

        #expect(try await held(world, delivery) == [50_000])
        #expect(try await budget(world).held == 50_000)
    }

    @Test func `a post that is sent again where it is not known yet costs what it says all the same`() async throws {
        let world = try await World.flock(cap: Money(microUSD: 20_000))
        let delivery = try await world.schedule("Later", in: .days(12))
        _ = try await world.publishing.priceLists.load(Self.announced, by: world.caller)
        #expect(try await world.delivery(delivery).waitingFor == .money)
        let workspace = world.caller.workspace.id
        try await world.store.write { try $0.setCap(nil, of: workspace, fromMonth: "2026-06") }
        try await loadElsewhere(Self.list("X once more", price: "60000", from: "2026-06-10"), world)

        try await world.publishing.resolve(delivery, by: .sendAgain, link: nil, caller: world.caller)

        #expect(try await held(world, delivery) == [60_000])
    }

    @Test func `what was due before its first day keeps its price, though it was booked on that day`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("Before", in: .minutes(5))
        let asked = world.time.now()
        let fare = try world.kit.prices.books.fare(for: [MeterUnit("owned_read")], on: "x", under: nil, at: asked)
        let workspace = world.caller.workspace.id
        _ = try await world.store.write { tx in
            try tx.hold(
                NewHold(
                    name: "call/one", workspace: workspace, delivery: nil, account: nil, platform: "x",
                    month: "2026-06", fare: fare), at: asked)
        }
        // Both end on the day after: one after a long doubt, the other by whoever finds it.
        world.time.advance(by: .hours(30))
        let settled = world.time.now()
        try await world.store.write { tx in
            for hold in try tx.holds(of: delivery) { try tx.captureHold(hold.name, at: settled) }
            try tx.captureHold("call/one", at: settled)
        }

        for unit in ["post_create", "owned_read"] {
            let late = Self.list("X, \(unit)", price: "90000", from: "2026-06-02", unit: unit)
            let loaded = try await world.publishing.priceLists.load(late, by: world.caller)
            #expect(loaded.effects.corrections.count == 0)
        }

        #expect(try await budget(world).spent == 15_000 + fare.total.microUSD)
    }

    @Test func `what was due on its first day and later is put right by that day's price`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("After", in: .hours(30))
        let settled = world.time.now() + .days(3)
        world.time.advance(by: .days(3))
        try await world.store.write { tx in
            for hold in try tx.holds(of: delivery) { try tx.captureHold(hold.name, at: settled) }
        }
        let (second, third) = ("2026-06-02", "2026-06-04")

        for (name, price, from) in [("One", "20000", second), ("Two", "90000", third)] {
            _ = try await world.publishing.priceLists.load(
                Self.list(name, price: price, from: from), by: world.caller)
        }

        #expect(try await budget(world).spent == 20_000)
    }

    /// X bills by the day on which a post really left: from then on its event is rated by that day too.
    @Test func `what left later than it was due is rated anew by the day it left, and comes to what is booked`()
        async throws
    {
        let world = try await World.flock()
        try await world.store.allowLateness(.days(3), in: world.caller.workspace)
        let delivery = try await world.schedule("Late", in: .minutes(5))
        world.time.advance(by: .days(2))
        await world.work()
        #expect(try await world.state(of: delivery) == .published)

        for (name, price) in [("One", "20000"), ("Two", "15000")] {
            let late = Self.list(name, price: price, from: "2026-06-03")
            _ = try await world.publishing.priceLists.load(late, by: world.caller)

            let events = try await world.store.read { try $0.bookedEvents(limit: 10) }
            let posts = events.filter { $0.event.unit.name == "post_create" }
            #expect(posts.map(\.booked.microUSD) == [Int64(price)])
            #expect(world.kit.prices.books.strays(among: posts).isEmpty)
            #expect(posts.map { Day(of: $0.event.rated).description } == ["2026-06-03"])
        }
    }
}
