import KicauCore
import KicauMeter
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// The clock stands at 1 June 2026. Basic is not sold any more; a plan of our own costs a dollar a month.
@Suite("A plan's fee")
struct PlanFeeTests {
    private static let tiny = """
        {"platform": "x", "book": "X Tiny", "plan": "Tiny", "monthly": 1000000, "source": "a test",
         "entered": "2026-05-30", "rows": [{"unit": "post_create", "price": "free", "from": "2026-05-30"}]}
        """
    private let world: World
    private let metering: Metering

    /// The plan was chosen a quarter of an hour ago.
    init() async throws {
        world = try await World.flock(cap: Money(microUSD: 500_000))
        metering = Metering(store: world.store, prices: world.kit.prices, time: world.time)
        _ = try await world.publishing.priceLists.load(Self.tiny, by: world.caller)
        try await world.publishing.priceLists.setPlan("Tiny", on: "x", by: world.caller)
        world.time.advance(by: .minutes(15))
    }

    private func setBudgetOfX() async throws {
        try await metering.setBudget(.network("x"), Money(microUSD: 2_000_000), by: world.caller)
    }

    private func turn() async { await FeeKeeper(kit: world.kit).turn() }

    private func fees() async throws -> [Booking] {
        try await metering.bookings(for: world.caller).bookings.filter { $0.kind == .fee }
    }

    private func spent(_ month: String = "2026-06") async throws -> [Int64] {
        let workspace = world.caller.workspace.id
        return try await world.store.write { try $0.budgets(of: workspace, month: month) }.map(\.spent.microUSD)
    }

    @Test func `is booked once, in the ledger and in every budget that counts it, beyond a hard limit`() async throws {
        try await setBudgetOfX()
        await turn()
        await turn()

        let fee = try #require(try await fees().first)
        #expect(try await fees().count == 1)
        #expect(fee.subject == "fee/x/2026-06/Tiny" && fee.enteredBy == nil)
        #expect(fee.entries.map(\.account.name).sorted() == ["expenses:x:plan_fee", "owed:x"])
        #expect(try await spent() == [1_000_000, 1_000_000])
        let status = try await metering.status(for: world.caller)
        #expect(status.percent == 200 && status.left == .zero)
        #expect(try await world.store.read { try $0.unbalancedBookings() } == 0)
    }

    @Test func `is booked once by two nodes`() async throws {
        try await setBudgetOfX()
        async let one: Void = turn()
        async let other: Void = turn()
        _ = await (one, other)

        #expect(try await fees().count == 1)
        #expect(try await spent() == [1_000_000, 1_000_000])
    }

    @Test func `is made good by a node that was off on the first, in the month it belongs to`() async throws {
        await turn()
        world.time.advance(by: .days(65))

        await turn()

        let workspace = world.caller.workspace.id
        #expect(
            try await world.store.read { try $0.bookedFees(of: workspace) }.map(\.month).sorted()
                == ["2026-06", "2026-07", "2026-08"])
        for month in ["2026-06", "2026-07", "2026-08"] {
            #expect(try await spent(month).first == 1_000_000)
        }
        #expect(try await spent("2026-09").first == 0)
    }

    @Test func `is in a budget that is set after it was booked, until it is taken back`() async throws {
        await turn()
        let scope = BudgetScope.network("x")
        let workspace = world.caller.workspace.id
        let fee = try #require(try await fees().first)

        try await setBudgetOfX()
        #expect(try await spent() == [1_000_000, 1_000_000])

        _ = try await metering.reverse(fee.id, memo: "not charged", by: world.caller)
        await turn()

        #expect(try await spent() == [0, 0])
        #expect(try await fees().count == 1)
        let problem = await #expect(throws: Problem.self) {
            try await metering.reverse(fee.id, memo: "", by: world.caller)
        }
        #expect(problem?.code == .notPossibleNow)
        #expect(
            try await world.store.read { try $0.standings(of: scope, in: workspace, fromMonth: "2026-06") }.count == 1)
    }

    @Test func `is spending of the month, part of the forecast, and in the bill's comparison`() async throws {
        try await setBudgetOfX()
        await turn()
        try await metering.enter(
            [
                NewFigure(
                    platform: "x", month: "2026-06", amount: Money(microUSD: 1_000_000), source: .invoice, note: "")
            ],
            by: world.caller)

        #expect(
            try await metering.spending(month: "2026-06", for: world.caller).map { "\($0.unit) \($0.amount.microUSD)" }
                == ["plan_fee 1000000"])
        #expect(try await metering.forecast(for: world.caller).map(\.known.microUSD) == [1_000_000, 1_000_000])
        #expect(try await metering.billChecks(for: world.caller).map(\.check.difference) == [.zero])
    }

    @Test func `begins now for a plan that was chosen before its times were kept`() async throws {
        let world = try await World.flock()
        let workspace = world.caller.workspace.id
        try await world.store.write { tx in
            try tx.also("UPDATE workspace SET plans = '{\"x\":\"Enterprise Small\"}' WHERE id = \(workspace)")
        }
        let keeper = FeeKeeper(kit: world.kit)
        await keeper.turn()
        world.time.advance(by: .minutes(11))

        await keeper.turn()

        let status = try await world.store.budget(of: workspace, month: "2026-06")
        #expect(status.spent.microUSD == 42_000_000_000)
    }

    @Test func `is taken back out of its own month, though the workspace has moved west since`() async throws {
        try await setBudgetOfX()
        await turn()
        world.time.advance(by: .days(40))
        await turn()
        let fee = try #require(try await fees().first { $0.subject.contains("2026-07") })
        let id = world.caller.workspace.id
        let moved = try await world.store.write { tx in
            try tx.also("UPDATE workspace SET zone = 'UTC' WHERE id = \(id)")
            return try tx.workspace(id)
        }
        let caller = Caller(user: world.caller.user, workspace: try #require(moved), role: .owner)

        _ = try await metering.reverse(fee.id, memo: "", by: caller)

        #expect(try await spent("2026-07") == [0, 0])
        #expect(try await spent("2026-06") == [1_000_000, 1_000_000])
    }
}
