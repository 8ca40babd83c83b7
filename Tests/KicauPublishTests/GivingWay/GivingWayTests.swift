import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("What gives way, decided")
struct GivingWayDecisionTests {
    private func due(_ day: Int) throws -> Due { try Due(wall: "2026-06-0\(day)T09:00", zone: "Asia/Jakarta") }

    @Test func `is tried in the order that was chosen, and ends with a person`() throws {
        let giving = GivingWay(publishing: [.cheaper, .later(days: 3), .other(ID(4))])
        let offers = Offers(cheaper: [.linkInReply, .withoutLink, .leaveOut], later: [try due(3)], others: [ID(4)])

        let decided = giving.decided(own: nil, offers, due: try due(1).instant)

        #expect(
            decided == [.say(.linkInReply), .say(.withoutLink), .wait(until: try due(3)), .goTo(ID(4)), .ask])
    }

    @Test func `leaves out what is not to be had`() throws {
        let giving = GivingWay(publishing: [.cheaper, .later(days: 1), .other(ID(4)), .handOff])
        let offers = Offers(cheaper: [], later: [try due(5)], others: [ID(9)])

        #expect(giving.decided(own: nil, offers, due: try due(1).instant) == [.handOff])
    }

    @Test func `is the post's own choice where it has one`() throws {
        let giving = GivingWay(publishing: [.cheaper, .ask])

        #expect(giving.decided(own: [.handOff], Offers(cheaper: [.withoutLink]), due: try due(1).instant) == [.handOff])
        #expect(giving.decided(own: [], Offers(), due: try due(1).instant) == [.ask])
    }

    @Test func `begins with the first comment where that may go`() throws {
        let offers = Offers(cheaper: [.withoutComment, .withoutLink])
        let instant = try due(1).instant

        #expect(
            GivingWay(publishing: [.ask], commentsGoFirst: true).decided(own: nil, offers, due: instant)
                == [.say(.withoutComment), .ask])
        #expect(GivingWay(publishing: [.ask]).decided(own: nil, offers, due: instant) == [.ask])
    }

    @Test func `takes the latest posts, and as few as it needs, when a budget was lowered`() {
        func hold(_ id: Int64, _ platform: PlatformID, _ micro: Int64) -> PlannedMoney {
            PlannedMoney(
                delivery: ID(id), due: Instant(ms: id), platform: platform, account: ID(1), campaign: nil,
                amount: Money(microUSD: micro))
        }
        let holds = [hold(4, "x", 100), hold(3, "bluesky", 50), hold(2, "x", 100), hold(1, "x", 100)]
        func status(_ scope: BudgetScope, _ cap: Int64?, isHard: Bool = true) -> BudgetStatus {
            BudgetStatus(
                scope, month: "2026-06", cap: cap.map { Money(microUSD: $0) }, isHard: isHard,
                spent: Money(microUSD: 20), held: Money(microUSD: 350))
        }

        #expect(Overdrawn.deliveries([status(.workspace, 370)], holds) == [])
        #expect(Overdrawn.deliveries([status(.workspace, 260)], holds) == [ID(4), ID(3)])
        #expect(Overdrawn.deliveries([status(.workspace, 300), status(.network("x"), 300)], holds) == [ID(4)])
        #expect(Overdrawn.deliveries([status(.workspace, 0, isHard: false), status(.ai, nil)], holds) == [])
    }
}

@Suite("A planned post that can no longer be paid")
struct GivingWayTests {
    private static let why = Settlement.Story("X costs more from today on.", do: "See the prices.")

    /// The money of a delivery is gone, as after a price list that it does not fit into.
    private func unpaid(_ world: World, _ text: String = "Menu https://kedai.example", ways: [Way]? = nil)
        async throws -> DeliveryID
    {
        var content = DraftContent(post: Post(parts: [.init(text: text)]), accounts: [world.account])
        content.ways = ways
        let post = try await world.publishing.schedule(
            content, as: nil, version: nil,
            timing: .at(try Due(at: world.time.now() + .hours(2), zone: "Asia/Jakarta")),
            key: "k", by: world.caller)
        let delivery = try #require(try await world.publishing.post(post, for: world.caller).deliveries.first).id
        let now = world.time.now()
        try await world.store.write { try $0.releaseHolds(of: delivery, at: now) }
        return delivery
    }

    private func lower(_ world: World, to micro: Int64) async throws {
        let workspace = world.caller.workspace.id
        try await world.store.write(as: .shut) {
            try $0.setCap(Money(microUSD: micro), of: workspace, fromMonth: "2026-06")
        }
    }

    @Test func `waits for a person where nothing was chosen, and is not sent`() async throws {
        let world = try await World.flock()
        let id = try await unpaid(world)

        await WayKeeper(kit: world.kit).turn()
        try await world.advance(by: .hours(3))

        let delivery = try await world.delivery(id)
        #expect(delivery.state == .waiting && delivery.waitingFor == .money)
        #expect(world.network.posted.isEmpty)
    }

    @Test func `is said for less, once, at its time`() async throws {
        let world = try await World.flock()
        let id = try await unpaid(world, ways: [.cheaper, .handOff])
        try await lower(world, to: 20_000)

        await WayKeeper(kit: world.kit).turn()
        await WayKeeper(kit: world.kit).turn()
        try await world.advance(by: .hours(3))

        #expect(try await world.state(of: id) == .cancelled)
        #expect(world.network.posted.map(\.text) == ["Menu\n\nLink in profile"])
        let budget = try await world.store.budget(of: world.caller.workspace.id, month: "2026-06")
        #expect(budget.spent.microUSD == 15_000 && budget.held == .zero)
    }

    @Test func `goes out in the next month where that can pay it`() async throws {
        let world = try await World.flock()
        world.time.advance(by: .days(28))
        let id = try await unpaid(world, "Halo", ways: [.later(days: 3), .ask])
        try await lower(world, to: 10_000)
        let workspace = world.caller.workspace.id
        try await world.store.write(as: .shut) {
            try $0.setCap(Money(microUSD: 50_000), of: workspace, fromMonth: "2026-07")
        }

        await WayKeeper(kit: world.kit).giveWay(id, because: Self.why)

        let posts = try await world.publishing.list(PostFilter(), for: world.caller).items
        #expect(posts.count == 1)
        #expect(posts.first?.due?.wall.hasPrefix("2026-07-01T") == true)
        #expect(try await world.state(of: id) == .cancelled)
    }

    @Test func `is handed over where nothing else is to be had, and the machine sends nothing`() async throws {
        let world = try await World.flock()
        let id = try await unpaid(world, "Halo", ways: [.cheaper, .handOff])
        try await lower(world, to: 0)

        await WayKeeper(kit: world.kit).turn()
        try await world.advance(by: .hours(3))

        let detail = try await world.detail(of: id)
        #expect(detail.waitingFor == .handOff)
        #expect(detail.handOff?.parts.map(\.text) == ["Halo"])
        #expect(world.network.posted.isEmpty)
    }

    @Test func `gives way when a budget is lowered below what is planned, the latest first`() async throws {
        let world = try await World.flock(cap: Money(microUSD: 45_000))
        let first = try await world.schedule("Satu", in: .hours(1))
        let second = try await world.schedule("Dua", in: .hours(2))
        let third = try await world.schedule("Tiga", in: .hours(3))
        try await lower(world, to: 30_000)

        await WayKeeper(kit: world.kit).turn()

        #expect(try await world.state(of: first) == .scheduled)
        #expect(try await world.state(of: second) == .scheduled)
        #expect(try await world.delivery(third).waitingFor == .money)
    }

    @Test func `is left alone once a worker has it`() async throws {
        let world = try await World.flock()
        let id = try await world.schedule("Halo", in: .minutes(1))
        try await world.advance(by: .minutes(2))

        await WayKeeper(kit: world.kit).giveWay(id, because: Self.why)

        #expect(try await world.state(of: id) == .published)
        #expect(world.network.posted.count == 1)
    }

    @Test func `cannot be sent to an account that is not here`() async throws {
        let world = try await World.flock()

        let problem = await #expect(throws: Problem.self) {
            try await world.publishing.setGivingWay(GivingWay(publishing: [.other(ID(99))]), by: world.caller)
        }

        #expect(problem?.code == .badInput && problem?.field == "ways")
    }
}
