import KicauCore
import KicauStore
import KicauTesting
import Testing

/// A month's budgets: the workspace's own, and those for a part of it.
@Suite("Budgets of a month")
struct PurseTests {
    private let store: Store
    private let workspace: ID<Workspace>
    private let now = Instant(ms: 1_780_000_000_000)
    private let month = "2026-06"
    private let account = ID<Account>(7)

    init() async throws {
        store = try await TestStore.fresh(now: now)
        let now = now
        workspace = try await store.write { try $0.addWorkspace(name: "Kedai", zone: "Asia/Jakarta", at: now) }
    }

    @Test func `a hold is taken out of all of them or of none`() async throws {
        try await cap(nil, for: .workspace)
        try await cap(1_000, for: .network("x"))
        try await cap(400, for: .account(account))

        #expect(try await hold("a", 300) == nil)
        let short = try #require(try await hold("b", 200))

        #expect(short.scope == .account(account))
        #expect(short.left == Money(microUSD: 100))
        #expect(try await standing(.network("x")) == [0, 300])
        #expect(try await standing(.account(account)) == [0, 300])
        #expect(try await standing(.workspace) == [0, 300])
    }

    @Test func `a soft one lets it pass`() async throws {
        try await cap(100, isHard: false, for: .network("x"))

        #expect(try await hold("a", 300) == nil)

        let status = try #require(try await budgets().first { $0.scope == .network("x") })
        #expect(status.percent == 300)
        #expect(status.left == .zero)
    }

    @Test func `what was set aside or spent before counts in one that is set later`() async throws {
        #expect(try await hold("a", 300) == nil)
        #expect(try await hold("b", 200) == nil)
        try await settle("a", spent: true)

        try await cap(1_000, for: .account(account))
        #expect(try await standing(.account(account)) == [300, 200])

        try await settle("b", spent: true)
        #expect(try await standing(.account(account)) == [500, 0])
    }

    @Test func `what was spent before one was set moves in it when its price is put right later`() async throws {
        #expect(try await hold("a", 300) == nil)
        try await settle("a", spent: true)
        let booked = try await store.read {
            try $0.bookedHolds(on: "x", since: Instant(ms: 0), after: 0, limit: 10)
        }
        try await cap(1_000, for: .network("x"))
        try await cap(1_000, for: .account(account))
        let (now, dearer) = (now, fare(350))

        // Read before the budgets were set, as a correction that runs at that moment has it.
        let isDone = try await store.write { try $0.correct(try #require(booked.first), to: dearer, at: now) }

        #expect(isDone)
        #expect(try await standing(.network("x")) == [350, 0])
        #expect(try await standing(.account(account)) == [350, 0])
        #expect(try await standing(.workspace) == [350, 0])
    }

    @Test func `a difference to a bill that was booked before counts, and one that was taken back does not`()
        async throws
    {
        #expect(try await hold("a", 300) == nil)
        try await settle("a", spent: true)
        let first = try await bill("x", 40)
        _ = try await bill("x", 7)
        _ = try await bill("facebook", 500)
        try await takeBack(first, 40)

        try await cap(1_000, for: .network("x"))
        try await cap(1_000, for: .account(account))

        #expect(try await standing(.network("x")) == [307, 0])
        #expect(try await standing(.account(account)) == [300, 0])
        #expect(try await standing(.workspace) == [807, 0])
    }

    @Test func `a difference to a bill that is taken back afterwards leaves what was spent`() async throws {
        #expect(try await hold("a", 300) == nil)
        try await settle("a", spent: true)
        let difference = try await bill("x", 40)
        try await cap(1_000, for: .network("x"))
        #expect(try await standing(.network("x")) == [340, 0])

        try await takeBack(difference, 40)

        #expect(try await standing(.network("x")) == [300, 0])
    }

    @Test func `are read without a write: a new month stands as it would be opened`() async throws {
        try await cap(2_000, for: .workspace)
        try await cap(1_000, isHard: false, for: .network("x"))
        let workspace = workspace

        let before = try await store.read { try $0.budgets(of: workspace, month: "2026-07") }
        let opened = try await store.read {
            (
                try $0.standings(of: .network("x"), in: workspace, fromMonth: "2026-07"),
                try $0.standings(of: .workspace, in: workspace, fromMonth: "2026-07")
            )
        }
        #expect(before.map(\.cap?.microUSD) == [2_000, 1_000] && before.map(\.isHard) == [true, false])
        #expect(before.allSatisfy { $0.month == "2026-07" && $0.used == .zero })
        #expect(opened.0.isEmpty && opened.1.isEmpty)

        #expect(try await hold("a", 300, month: "2026-07") == nil)

        let after = try await store.read { try $0.budgets(of: workspace, month: "2026-07") }
        #expect(after.map(\.held.microUSD) == [300, 300])
    }

    @Test func `money given back goes where it was taken from, whatever was wished since`() async throws {
        try await cap(1_000, for: .network("x"))
        #expect(try await hold("a", 300) == nil)
        try await cap(nil, for: .network("x"))
        try await cap(500, for: .network("x"))
        #expect(try await standing(.network("x")) == [0, 300])

        try await settle("a", spent: false)
        try await settle("a", spent: false)

        #expect(try await standing(.network("x")) == [0, 0])
        #expect(try await standing(.workspace) == [0, 0])
    }

    @Test func `a later month counts by itself, under the same limit`() async throws {
        #expect(try await hold("a", 300, month: "2026-07") == nil)
        try await cap(400, for: .network("x"))

        #expect(try await hold("b", 400) == nil)
        #expect(try await hold("c", 200, month: "2026-07")?.scope == .network("x"))
        #expect(try await hold("d", 400, month: "2026-08") == nil)
    }

    @Test func `asked for twice it is one hold`() async throws {
        try await cap(1_000, for: .network("x"))
        #expect(try await hold("a", 300) == nil)
        #expect(try await hold("a", 300) == nil)

        #expect(try await standing(.network("x")) == [0, 300])
        #expect(try await standing(.workspace) == [0, 300])
    }

    @Test func `calls to models count as AI and towards no network`() async throws {
        try await cap(1_000, for: .ai)
        try await cap(1_000, for: .network("x"))

        #expect(try await hold("a", 300, platform: .ai) == nil)

        #expect(try await standing(.ai) == [0, 300])
        #expect(try await standing(.network("x")) == [0, 0])
    }

    private func cap(_ micros: Int64?, isHard: Bool = true, for scope: BudgetScope) async throws {
        let (workspace, month) = (workspace, month)
        let cap = micros.map { Money(microUSD: $0) }
        try await store.write(as: .shut) { tx in
            guard scope != .workspace else {
                return try tx.setCap(cap, isHard: isHard, of: workspace, fromMonth: month)
            }
            try tx.setAllowance(cap, isHard: isHard, for: scope, of: workspace, fromMonth: month)
        }
    }

    private func fare(_ micros: Int64) -> Fare {
        Fare(items: [Fare.Item(unit: MeterUnit("post"), each: Money(microUSD: micros))], book: "a test")
    }

    private func bill(_ platform: PlatformID, _ micros: Int64) async throws -> ID<Booking> {
        try await enter(.adjustment, Booking.bill(of: platform, month: month), platform, micros)
    }

    private func takeBack(_ booking: ID<Booking>, _ micros: Int64) async throws {
        _ = try await enter(.reversal, "reversal/\(booking)", "x", -micros, corrects: booking)
    }

    private func enter(
        _ kind: Booking.Kind, _ subject: String, _ platform: PlatformID, _ micros: Int64, corrects: ID<Booking>? = nil
    ) async throws -> ID<Booking> {
        let (workspace, month, now, amount) = (workspace, month, now, Money(microUSD: micros))
        let booking = NewBooking(
            kind, in: workspace, at: now, subject: subject, memo: "", enteredBy: "Ayu", corrects: corrects,
            entries: [
                .init(.expenses(platform, LedgerAccount.billDifference), amount),
                .init(.owed(platform), .zero - amount),
            ])
        return try await store.write(as: .shut) { tx in
            let id = try #require(try tx.enter(booking, at: now))
            try tx.addToSpent(amount, on: platform, month: month, of: workspace)
            return id
        }
    }

    private func hold(
        _ name: String, _ micros: Int64, platform: PlatformID = "x", month: String? = nil
    ) async throws -> ShortBudget? {
        let fare = fare(micros)
        let new = NewHold(
            name: name, workspace: workspace, delivery: nil, account: account, platform: platform,
            month: month ?? self.month, fare: fare)
        let now = now
        return try await store.write { try $0.hold(new, at: now) }
    }

    private func settle(_ name: String, spent: Bool) async throws {
        let now = now
        try await store.write { spent ? try $0.captureHold(name, at: now) : try $0.releaseHold(name, at: now) }
    }

    private func budgets() async throws -> [BudgetStatus] {
        let (workspace, month) = (workspace, month)
        return try await store.write { try $0.budgets(of: workspace, month: month) }
    }

    /// Spent and set aside.
    private func standing(_ scope: BudgetScope) async throws -> [Int64] {
        let status = try #require(try await budgets().first { $0.scope == scope })
        return [status.spent.microUSD, status.held.microUSD]
    }
}
