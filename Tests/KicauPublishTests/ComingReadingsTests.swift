import KicauCore
import KicauMeter
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// The clock stands at 1 June 2026: a reading costs $0.001.
@Suite("Readings of what is planned")
struct ComingReadingsTests {
    private static func list(_ price: String) -> String {
        """
        {"platform": "x", "book": "X in June", "source": "a test", "entered": "2026-05-30",
         "rows": [{"unit": "owned_read", "price": \(price), "from": "2026-06-10"}]}
        """
    }

    private func readings(_ world: World, _ price: String) async throws -> [ReadingEffect] {
        try await world.publishing.priceLists.check(Self.list(price), for: world.caller).effects.readings
    }

    private func plan(_ world: World) async throws -> PricedPlan {
        let content = DraftContent(post: Post(parts: [.init(text: "Kopi")]), accounts: [world.account])
        let preview = try await world.publishing.preview(content, at: world.time.now() + .days(3), for: world.caller)
        return try #require(preview.plan)
    }

    @Test func `are told with the day on which a new list stops them, before it is in force`() async throws {
        let world = try await World.flock()
        _ = try await world.schedule("Soon", in: .days(2))

        let effect = try #require(try await readings(world, "\"not-sold\"").first { $0.kind == .oldPosts })

        guard case .stops(let day, _) = effect.end else {
            Issue.record("It should stop: \(effect)")
            return
        }
        // Due on 3 June, and read a week later.
        #expect(day.description == "2026-06-10" && effect.handle == "ayu" && effect.platform == "x")
        #expect(effect.count == 2 && effect.unmade == 2 && effect.old.microUSD == 2_000)
        #expect(try await world.publishing.priceLists.list(for: world.caller).isEmpty)
    }

    @Test func `of what is published already are told too`() async throws {
        let world = try await World.flock()
        _ = try await world.schedule("Now", in: .minutes(5))
        try await world.advance(by: .minutes(6))
        await Archivist(kit: world.kit).turn()

        let effect = try #require(try await readings(world, "5000").first { $0.kind == .oldPosts })

        // A week later is before the list's first day, four weeks later is after it.
        #expect(effect.end == nil && effect.count == 2)
        #expect(effect.old.microUSD == 2_000 && effect.new.microUSD == 6_000)
    }

    @Test func `of posts that stop are no more readings either`() async throws {
        let world = try await World.flock()
        _ = try await world.schedule("Later", in: .days(12))
        let gone = Self.list("\"not-sold\"").replacing("owned_read", with: "post_create")

        let effects = try await world.publishing.priceLists.check(gone, for: world.caller).effects

        #expect(effects.ending.count == 1)
        #expect(Set(effects.readings.map(\.kind)) == [.newPosts, .oldPosts])
        #expect(effects.readings.allSatisfy { $0.new == .zero && $0.unmade == $0.count && $0.count > 0 })
    }

    @Test func `stand beside a post that is written, until its month's end`() async throws {
        let world = try await World.flock()
        let before = try await plan(world)
        _ = try await world.schedule("Soon", in: .days(2))

        let after = try await plan(world)

        // After an hour, a day and a week; four weeks later it is July in Jakarta.
        #expect((after.readings - before.readings).microUSD == 3_000)
        #expect(after.calendar.microUSD == 15_000 && after.ai == .zero)
    }

    @Test func `stand beside it with what language models come to at their recent pace`() async throws {
        let world = try await World.flock()
        let (workspace, asked) = (world.caller.workspace.id, world.time.now())
        let fare = Fare(
            items: [.init(unit: MeterUnit("tokens_in/m", count: 10_000), each: Money(microUSD: 3))], book: "a test")
        try await world.store.write { tx in
            _ = try tx.hold(
                NewHold(
                    name: "call/ai", workspace: workspace, delivery: nil, account: nil, platform: .ai,
                    month: "2026-06", fare: fare), at: asked)
            try tx.captureHold("call/ai", at: asked)
        }
        world.time.advance(by: .days(1))

        // $0.03 a day; 28 days and 15 hours are left of June in Jakarta.
        #expect(try await plan(world).ai.microUSD == 858_750)
    }

    @Test func `are reckoned for no time that nothing can be planned for`() async throws {
        let world = try await World.flock()
        let content = DraftContent(post: Post(parts: [.init(text: "Nanti")]), accounts: [world.account])
        let endOf9999 = Instant(ms: 253_402_214_400_000)

        let preview = try await world.publishing.preview(content, at: endOf9999, for: world.caller)

        #expect(preview.plan?.readings == .zero && preview.plan?.ai == .zero)
    }
}
