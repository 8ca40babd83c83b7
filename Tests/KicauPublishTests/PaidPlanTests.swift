import KicauCore
import KicauMeter
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// A plan of two posts a month, for a dollar, loaded as a list.
@Suite("A plan that is paid for")
struct PaidPlanTests {
    private static let tiny = """
        {"platform": "x", "book": "X Tiny", "plan": "Tiny", "monthly": 1000000,
         "included": {"post_create+post_create_url": 2, "owned_read": 1}, "source": "a test", "entered": "2026-05-30",
         "rows": [{"unit": "post_create", "price": "free", "from": "2026-05-30"},
                  {"unit": "post_create_url", "price": "free", "from": "2026-05-30"},
                  {"unit": "owned_read", "price": "free", "from": "2026-05-30"}]}
        """

    private func tinyWorld() async throws -> World {
        let world = try await World.flock()
        _ = try await world.publishing.priceLists.load(Self.tiny, by: world.caller)
        return world
    }

    /// As the next request would find the workspace.
    private func fresh(_ world: World) async throws -> Caller {
        let id = world.caller.workspace.id
        let workspace = try #require(try await world.store.read { try $0.workspace(id) })
        return Caller(user: world.caller.user, workspace: workspace, role: .owner)
    }

    private func schedule(_ text: String, in wait: Duration, _ world: World, as caller: Caller) async throws {
        let due = try Due(at: world.time.now() + wait, zone: "Asia/Jakarta")
        _ = try await world.publishing.schedule(
            DraftContent(post: Post(parts: [.init(text: text)]), accounts: [world.account]), as: nil, version: nil,
            timing: .at(due), key: text, by: caller)
    }

    @Test func `what is planned is worked out anew under it`() async throws {
        let world = try await tinyWorld()
        let delivery = try await world.schedule("One", in: .days(2))

        let effects = try await world.publishing.priceLists.check("Tiny", on: "x", for: world.caller)
        try await world.publishing.priceLists.setPlan("Tiny", on: "x", by: world.caller)

        #expect(effects.more.microUSD == -15_000)
        let holds = try await world.store.read { try $0.holds(of: delivery) }
        #expect(holds.map(\.amount) == [.zero])
        #expect(holds.first?.fare.plan == "Tiny")
        let choice = try #require(try await world.publishing.priceLists.plans(for: fresh(world)).first)
        #expect(choice.chosen == "Tiny" && !choice.isOver)
        #expect(choice.shares.first { $0.included.units.contains("post_create") }?.used == 1)
    }

    @Test func `what goes beyond its month is refused, with or without a link, until the month turns`() async throws {
        let world = try await tinyWorld()
        try await world.publishing.priceLists.setPlan("Tiny", on: "x", by: world.caller)
        let caller = try await fresh(world)
        try await schedule("One", in: .days(1), world, as: caller)
        try await schedule("Two https://kedai.example", in: .days(2), world, as: caller)

        let problem = await #expect(throws: Problem.self) {
            try await schedule("Three", in: .days(3), world, as: caller)
        }
        try await schedule("Four", in: .days(40), world, as: caller)

        #expect(problem?.code == .planUsedUp)
        #expect(
            problem?.what.description
                == "The plan Tiny has 2 of post_create in it for a month; 0 are left for 2026-06.")
    }

    @Test func `two who take the last at the same moment do not both get it`() async throws {
        let world = try await tinyWorld()
        try await world.publishing.priceLists.setPlan("Tiny", on: "x", by: world.caller)
        let caller = try await fresh(world)

        let done = await withTaskGroup(of: Bool.self) { group in
            for number in 1...6 {
                group.addTask {
                    do {
                        try await schedule("Post \(number)", in: .days(1), world, as: caller)
                        return true
                    } catch { return false }
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }

        #expect(done == 2)
    }

    @Test func `free calls that the plan counts are counted, and the one too many is not made`() async throws {
        let world = try await tinyWorld()
        try await world.publishing.priceLists.setPlan("Tiny", on: "x", by: world.caller)
        let caller = try await fresh(world)
        let line = world.kit.metered(for: caller.workspace, platform: "x", account: world.account, work: .publishing)
        let call = Call(.get, "fake:posts")

        _ = try await line.call(call, unit: MeterUnit("owned_read"))

        await #expect(throws: LineFailure.self) { try await line.call(call, unit: MeterUnit("owned_read")) }
    }

    @Test func `more planned than it has in it: the rest waits for a person today`() async throws {
        let world = try await tinyWorld()
        for day in 1...3 { _ = try await world.schedule("Day \(day)", in: .days(day)) }

        let effects = try await world.publishing.priceLists.check("Tiny", on: "x", for: world.caller)
        try await world.publishing.priceLists.setPlan("Tiny", on: "x", by: world.caller)

        #expect(effects.changing.count == 2 && effects.ending.count == 1)
        let last = try #require(effects.ending.first)
        #expect(try await world.delivery(last.delivery).waitingFor == .money)
    }

    @Test func `one that nobody sells today is refused, and one that ended says so`() async throws {
        let world = try await World.flock()
        let lists = world.publishing.priceLists

        for plan in ["Basic Plus", "Free", "Free v2"] {
            let problem = await #expect(throws: Problem.self) {
                try await lists.setPlan(plan, on: "x", by: world.caller)
            }
            #expect(problem?.code == .badInput && problem?.field == "plan")
        }
        await #expect(throws: Problem.self) { try await lists.setPlan(nil, on: "myspace", by: world.caller) }

        try await lists.setPlan("Pro", on: "x", by: world.caller)
        world.time.advance(by: .days(100))
        let choice = try #require(try await lists.plans(for: fresh(world)).first { $0.platform == "x" })
        #expect(choice.chosen == "Pro" && choice.isOver)
    }
}
