import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// Several accounts of one post, each with its own way.
@Suite("Accounts of one post that give way")
struct FamilyTests {
    private func connect(_ handle: String, _ world: World) async throws -> AccountID {
        let connected = try await world.accounts.beginConnecting(
            ConnectInput(platform: "x", handle: handle), redirect: "", session: "s", by: world.caller)
        guard case .connected(let ids) = connected else { throw Publishing.notHere }
        return try #require(ids.first)
    }

    private func scheduled(_ accounts: [AccountID], ways: [Way], _ world: World) async throws -> [AccountID: DeliveryID]
    {
        let post = try await world.publishing.schedule(
            DraftContent(post: Post(parts: [.init(text: "Halo")]), accounts: accounts, ways: ways), as: nil,
            version: nil, timing: .at(try Due(at: world.time.now() + .hours(2), zone: "Asia/Jakarta")), key: "k",
            by: world.caller)
        let deliveries = try await world.publishing.post(post, for: world.caller).deliveries
        return Dictionary(uniqueKeysWithValues: deliveries.map { ($0.account.id, $0.id) })
    }

    private func giveWay(_ delivery: DeliveryID?, _ world: World) async throws {
        await WayKeeper(kit: world.kit).giveWay(try #require(delivery), because: World.unpaid)
    }

    /// It waits for a person, so that the post as a whole cannot be planned anew.
    private func park(_ delivery: DeliveryID?, _ world: World) async throws {
        let row = try await world.delivery(try #require(delivery))
        let now = world.time.now()
        try await world.store.write { _ = try $0.park(row, for: .money, story: World.unpaid, at: now) }
    }

    @Test(arguments: [false, true])
    func `go to the same other account once, as a share or as the post itself`(_ isWhole: Bool) async throws {
        let world = try await World.flock()
        let (budi, citra) = (try await connect("budi", world), try await connect("citra", world))
        let other = try await connect("dewi", world)
        let deliveries = try await scheduled(
            [world.account, budi] + (isWhole ? [] : [citra]), ways: [.other(other), .ask], world)
        let waiting = deliveries[isWhole ? budi : citra]
        try await park(waiting, world)
        try await giveWay(deliveries[world.account], world)
        if isWhole {
            // What is left of the post is one account that can be sent: the post itself is planned anew.
            try await world.publishing.resolve(
                try #require(waiting), by: .sendAgain, link: nil, caller: world.caller)
        }

        try await giveWay(deliveries[budi], world)
        try await world.advance(by: .hours(3))

        #expect(try await world.state(of: try #require(deliveries[world.account])) == .cancelled)
        #expect(try await world.delivery(try #require(deliveries[budi])).waitingFor == .money)
        #expect(world.network.posted.count == 1)
    }

    @Test func `decided by a post that was saved meanwhile, change nothing`() async throws {
        let world = try await World.flock()
        let budi = try await connect("budi", world)
        let deliveries = try await scheduled([world.account, budi], ways: [.later(days: 3), .ask], world)
        let giving = GivingUp(kit: world.kit, story: World.unpaid)
        for account in [world.account, budi] { try await park(deliveries[account], world) }
        let (myDelivery, budisDelivery) = (try #require(deliveries[world.account]), try #require(deliveries[budi]))
        let mine = try #require(try await giving.read(myDelivery, in: .waiting))
        let budis = try #require(try await giving.read(budisDelivery, in: .waiting))
        let tomorrow = Yielding.wait(until: try Due(at: world.time.now() + .days(1), zone: "Asia/Jakarta"))
        try await giving.carryOut(tomorrow, mine)

        let problem = await #expect(throws: Problem.self) { try await giving.carryOut(tomorrow, budis) }

        #expect(problem?.code == .changedMeanwhile)
        #expect(try await world.delivery(budis.row.id).waitingFor == .money)
        #expect(try await world.publishing.post(mine.post.id, for: world.caller).content.accounts == [budi])
        #expect(try await world.publishing.list(PostFilter(), for: world.caller).items.count == 2)
    }

    @Test func `at the same moment each go later once, and their post loses both`() async throws {
        let world = try await World.flock()
        let (budi, citra) = (try await connect("budi", world), try await connect("citra", world))
        let deliveries = try await scheduled(
            [world.account, budi, citra], ways: [.later(days: 3), .ask], world)
        try await park(deliveries[citra], world)

        async let one: Void = giveWay(deliveries[world.account], world)
        async let two: Void = giveWay(deliveries[budi], world)
        _ = try await (one, two)

        let post = try await world.delivery(try #require(deliveries[citra])).post
        #expect(try await world.publishing.post(post, for: world.caller).content.accounts == [citra])
        for account in [world.account, budi] {
            #expect(try await world.state(of: try #require(deliveries[account])) == .cancelled)
        }
        try await world.advance(by: .days(2))
        #expect(world.network.posted.count == 2)
    }
}
