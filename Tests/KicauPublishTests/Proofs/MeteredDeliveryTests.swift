import KicauCore
import KicauMeter
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// Failures that others have published, where a delivery's own money is concerned. A post costs $0.015 on 1 June 2026.
@Suite("Failures of other meters, with deliveries")
struct MeteredDeliveryTests {
    private func standing(_ world: World, _ month: String = "2026-06") async throws -> [Int64] {
        let status = try await world.store.budget(of: world.caller.workspace.id, month: month)
        return [status.spent.microUSD, status.held.microUSD]
    }

    private func states(_ world: World, _ delivery: DeliveryID) async throws -> [HoldRow.State] {
        try await world.store.read { try $0.holds(of: delivery) }.map(\.state)
    }

    /// The process dies with the request on its way.
    private func crash(_ world: World, during delivery: DeliveryID) async throws {
        let now = world.time.now()
        try await world.store.write { tx in
            let claims = try tx.claimDeliveries(1, for: "dies", at: now, lease: .seconds(60))
            for claim in claims {
                _ = try tx.intend(
                    claim, position: 0, part: 0, at: now, deadline: now + .seconds(10), quietUntil: now + .seconds(20),
                    leaseEnds: now + .seconds(60))
            }
        }
        #expect(try await world.state(of: delivery) == .intent)
        try await world.restart()
    }

    @Test func `crash_between_call_and_settle_is_in_doubt: a post's money stays set aside until it is looked for`()
        async throws
    {
        let world = try await World.flock(cap: Money(microUSD: 50_000))
        let delivery = try await world.schedule("Halo", in: .minutes(5))
        world.time.advance(by: .minutes(6))

        try await crash(world, during: delivery)

        #expect(try await world.state(of: delivery) == .unknown)
        #expect(try await states(world, delivery) == [.inDoubt])
        #expect(try await standing(world) == [0, 15_000])
        // Nothing of it is there: it goes out once, and is paid once.
        try await world.advance(by: .hours(2))
        #expect(try await world.state(of: delivery) == .published)
        #expect(world.network.posted.count == 1)
        #expect(try await standing(world).last == 0)
        #expect(try await states(world, delivery) == [.captured])
        let workspace = world.caller.workspace.id
        let spent = try await world.store.read {
            try $0.spending(of: workspace, from: Instant(ms: 0), to: Instant(ms: 4_000_000_000_000))
        }
        // The looks for it were paid beside.
        #expect(spent.filter { $0.account == "expenses:x:post_create" }.map(\.amount.microUSD) == [15_000])
    }

    @Test(arguments: [("x", HoldRow.State.captured), (PlatformID.ai, .inDoubt)] as [(PlatformID, HoldRow.State)])
    func `crash_between_call_and_settle_is_in_doubt: a single call's money is never let go of by itself`(
        platform: PlatformID, ends: HoldRow.State
    ) async throws {
        let world = try await World.flock(cap: Money(microUSD: 20_000))
        let workspace = world.caller.workspace.id
        let fare = Fare(items: [.init(unit: MeterUnit("read"), each: Money(microUSD: 4_000))], book: "a test")
        let now = world.time.now()
        _ = try await world.store.write { tx in
            try tx.hold(
                NewHold(
                    name: "call/one", workspace: workspace, delivery: nil, account: nil, platform: platform,
                    month: "2026-06", fare: fare), at: now)
        }

        try await world.dispatcher(named: "soon").takeBack()
        #expect(try await standing(world) == [0, 4_000])
        world.time.advance(by: .minutes(11))
        try await world.dispatcher(named: "later").takeBack()

        let isDoubtful = try await world.store.read {
            try $0.callsInDoubt(of: workspace, on: platform).map(\.name) == ["call/one"]
        }
        #expect(isDoubtful == (ends == .inDoubt))
        #expect(try await standing(world) == (ends == .captured ? [4_000, 0] : [0, 4_000]))
    }

    @Test func `a call of a node that died is settled by the others, without any of them starting anew`() async throws {
        let world = try await World.flock(cap: Money(microUSD: 20_000))
        let workspace = world.caller.workspace.id
        let fare = Fare(items: [.init(unit: MeterUnit("read"), each: Money(microUSD: 4_000))], book: "a test")
        let (now, keeper) = (world.time.now(), CallKeeper(kit: world.kit))
        try await world.store.write { tx in
            for (name, platform) in [("call/one", PlatformID("x")), ("call/two", .ai)] {
                _ = try tx.hold(
                    NewHold(
                        name: name, workspace: workspace, delivery: nil, account: nil, platform: platform,
                        month: "2026-06", fare: fare), at: now)
            }
        }

        world.time.advance(by: .minutes(9))
        await keeper.turn()
        #expect(try await standing(world) == [0, 8_000])
        world.time.advance(by: .minutes(2))
        await keeper.turn()

        #expect(try await standing(world) == [4_000, 4_000])
        #expect(try await world.store.read { try $0.callsInDoubt(of: workspace, on: .ai).map(\.name) } == ["call/two"])
        #expect(try await world.store.read { try $0.openCallHolds(madeBefore: now + .days(1)).isEmpty })
    }

    @Test func `late_event_rerates: what is found to be live after a price list came late costs the price of its day`()
        async throws
    {
        let world = try await World.flock()
        let early = try await world.schedule("Early", in: .minutes(5))
        try await world.advance(by: .minutes(6))
        world.network.twist(.takenThenSilent)
        let late = try await world.schedule("Late", in: .minutes(5))
        world.time.advance(by: .minutes(6))
        await world.work()
        #expect(try await world.state(of: early) == .published)
        #expect(try await world.state(of: late) != .published)

        _ = try await world.publishing.priceLists.load(
            """
            {"platform": "x", "book": "X, told late", "source": "a test", "entered": "2026-06-01",
             "rows": [{"unit": "post_create", "price": 20000, "from": "2026-05-25"}]}
            """, by: world.caller)
        try await world.advance(by: .hours(2))
        try await Correcting(kit: world.kit).all()

        #expect(try await world.state(of: late) == .published)
        let workspace = world.caller.workspace.id
        let (events, spent) = try await world.store.read { tx in
            (
                try tx.meterEvents(of: workspace, from: Instant(ms: 0), to: Instant(ms: 4_000_000_000_000)),
                try tx.spending(of: workspace, from: Instant(ms: 0), to: Instant(ms: 4_000_000_000_000))
            )
        }
        let posts = events.filter { $0.unit == "post_create" }.map(\.count)
        #expect(posts == [2])
        #expect(spent.filter { $0.account == "expenses:x:post_create" }.map(\.amount.microUSD) == [40_000])
        #expect(try await world.store.read { try $0.unbalancedBookings() } == 0)
    }

    @Test func `what went out a day late costs the price of the day on which it left`() async throws {
        let world = try await World.flock()
        try await world.store.allowLateness(.days(2), in: world.caller.workspace)
        let id = try await world.schedule("Late", in: .minutes(5))
        world.network.twist(.busyFor(.hours(30)))
        try await world.advance(by: .hours(31))
        #expect(try await world.state(of: id) == .published)

        _ = try await world.publishing.priceLists.load(
            """
            {"platform": "x", "book": "X from the second", "source": "a test", "entered": "2026-06-02",
             "rows": [{"unit": "post_create", "price": 20000, "from": "2026-06-02"}]}
            """, by: world.caller)
        try await Correcting(kit: world.kit).all()

        let workspace = world.caller.workspace.id
        #expect(try await world.store.budget(of: workspace, month: "2026-06").spent.microUSD == 20_000)
        #expect(try await world.store.read { try $0.unbalancedBookings() } == 0)
    }
}
