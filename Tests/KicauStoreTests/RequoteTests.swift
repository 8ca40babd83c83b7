import KicauCore
import KicauTesting
import Testing

@testable import KicauStore

@Suite("Money that was set aside, at another price")
struct RequoteTests {
    private let store: Store
    private let workspace: ID<Workspace>
    private let now = Instant(ms: 1_780_000_000_000)
    private let month = "2026-06"

    init() async throws {
        store = try await TestStore.fresh(now: now)
        let now = now
        workspace = try await store.write { try $0.addWorkspace(name: "Kedai", zone: "Asia/Jakarta", at: now) }
    }

    private func fare(_ micros: Int64, included: [Included]? = nil) -> Fare {
        Fare(
            items: [.init(unit: MeterUnit("post"), each: Money(microUSD: micros))], book: "a test",
            plan: included?.first?.plan, included: included)
    }

    private func held(_ name: String, _ fare: Fare) async throws -> HoldRow {
        let (workspace, month, now) = (workspace, month, now)
        return try await store.write { tx in
            let new = NewHold(
                name: name, workspace: workspace, delivery: nil, account: nil, platform: "x", month: month, fare: fare)
            #expect(try tx.hold(new, at: now) == nil)
            return try #require(try tx.first("SELECT * FROM hold WHERE name = \(name)") { try HoldRow($0) })
        }
    }

    private func pending() async throws -> Int64 {
        let (workspace, month) = (workspace, month)
        return try await store.write { try $0.budget(of: workspace, month: month).held.microUSD }
    }

    @Test func `moves in its budgets, and says no where one would be passed`() async throws {
        let (workspace, month) = (workspace, month)
        try await store.write { try $0.setCap(Money(microUSD: 100), of: workspace, fromMonth: month) }
        let (now, hold) = (now, try await held("a", fare(60)))

        let dearer = fare(150)
        #expect(
            try await store.write { try $0.requote(hold, to: dearer, priced: now) }
                == .short(ShortBudget(scope: .workspace, left: Money(microUSD: 40))))
        #expect(try await pending() == 60)
        let cheaper = fare(20)
        #expect(try await store.write { try $0.requote(hold, to: cheaper, priced: now) } == .moved)
        #expect(try await pending() == 20)
    }

    @Test func `is left alone when it was settled or changed meanwhile`() async throws {
        let hold = try await held("a", fare(60))
        let (now, new, other) = (now, fare(70), fare(80))
        #expect(try await store.write { try $0.requote(hold, to: new, priced: now) } == .moved)

        #expect(try await store.write { try $0.requote(hold, to: other, priced: now) } == .gone)
        try await store.write { try $0.releaseHold("a", at: now) }
        #expect(try await store.write { try $0.requote(hold, to: other, priced: now) } == .gone)
        #expect(try await pending() == 0)
    }

    @Test func `is counted against what the plan has in it, and what is given back is free again`() async throws {
        let two = [Included(plan: "Tiny", units: ["post"], count: 2)]
        let (now, workspace, month, free) = (now, workspace, month, fare(0, included: two))
        for name in ["a", "b"] { _ = try await held(name, free) }
        let paid = try await held("c", fare(60))

        guard case .usedUp(let problem) = try await store.write({ try $0.requote(paid, to: free, priced: now) }) else {
            Issue.record("The third of two was let through.")
            return
        }
        #expect(problem.code == .planUsedUp)
        #expect(try await pending() == 60)
        let more = NewHold(
            name: "d", workspace: workspace, delivery: nil, account: nil, platform: "x", month: month, fare: free)
        await #expect(throws: Problem.self) { try await store.write { try $0.hold(more, at: now) } }

        try await store.write { try $0.releaseHold("a", at: now) }
        #expect(try await store.write { try $0.hold(more, at: now) } == nil)
        // What was spent counts on.
        try await store.write { try $0.captureHold("b", at: now) }
        #expect(try await store.write { try $0.used(of: two[0], on: "x", month: month, in: workspace) } == 2)
        #expect(try await store.write { try $0.used(of: two[0], on: "x", month: "2026-07", in: workspace) } == 0)
    }
}
