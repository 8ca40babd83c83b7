import KicauCore
import KicauStore
import KicauTesting
import Testing

@Suite("Classes of work at one budget")
struct WorkShareTests {
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

    private struct Try: Sendable {
        let work: WorkClass
        let short: ShortBudget?
        /// Right after it, in the same transaction.
        let used: Money
    }

    private func hold(
        _ name: String, _ micros: Int64, for work: WorkClass, under scope: BudgetScope = .workspace
    ) async throws -> Try {
        let fare = Fare(items: [.init(unit: MeterUnit("read"), each: Money(microUSD: micros))], book: "a test")
        let platform: PlatformID = scope == .ai ? .ai : "x"
        let new = NewHold(
            name: name, workspace: workspace, delivery: nil, account: account, platform: platform, month: month,
            fare: fare, work: work)
        let (workspace, month, now) = (workspace, month, now)
        return try await store.write { tx in
            let short = try tx.hold(new, at: now)
            let budget = try tx.budgets(of: workspace, month: month).first { $0.scope == scope }
            return Try(work: work, short: short, used: budget?.used ?? .zero)
        }
    }

    private func cap(_ micros: Int64, isHard: Bool = true, for scope: BudgetScope = .workspace) async throws {
        let (workspace, month, cap) = (workspace, month, Money(microUSD: micros))
        try await store.write(as: .shut) { tx in
            guard scope != .workspace else {
                return try tx.setCap(cap, isHard: isHard, of: workspace, fromMonth: month)
            }
            try tx.setAllowance(cap, isHard: isHard, for: scope, of: workspace, fromMonth: month)
        }
    }

    @Test(arguments: [BudgetScope.workspace, .network("x"), .account(ID(7))])
    func `several at once never pass their shares, and publishing gets all the rest`(_ scope: BudgetScope) async throws
    {
        // No round number, so that each share is rounded.
        let cap: Int64 = 10_037
        try await self.cap(cap, for: scope)

        let tries = try await withThrowingTaskGroup(of: Try.self) { group in
            for (number, amount) in (0..<60).map({ ($0, Int64(150 + $0 * 37 % 190)) }) {
                for work in WorkClass.yielding {
                    group.addTask { try await hold("\(work)-\(number)", amount, for: work, under: scope) }
                }
            }
            return try await group.reduce(into: [Try]()) { $0.append($1) }
        }

        for one in tries where one.short == nil {
            #expect(one.used <= Money(microUSD: cap).part(WorkShares.usual.share(of: one.work)))
        }
        for one in tries {
            guard let short = one.short else { continue }
            #expect(short.scope == scope)
            #expect(short.stop.map { $0 == WorkStop(one.work, at: one.work.usualShare) } ?? true)
        }
        #expect(tries.contains { $0.short?.stop != nil })
        let used = try #require(tries.map(\.used).max())
        // All of them stop at the highest share, within what the smallest call costs.
        #expect(used <= Money(microUSD: cap).part(95) && used + Money(microUSD: 340) > Money(microUSD: cap).part(95))
        let rest = cap - used.microUSD
        #expect(try await hold("post", rest, for: .publishing, under: scope).short == nil)
        let over = try await hold("post too many", 1, for: .publishing, under: scope).short
        #expect(over == ShortBudget(scope: scope, left: .zero))
    }

    @Test func `are told where they stop and what is left up to there`() async throws {
        try await cap(1_000, for: .network("x"))
        _ = try await hold("post", 700, for: .publishing)

        let lookUp = try await hold("look", 60, for: .lookUps).short
        let reading = try await hold("read", 60, for: .newReadings).short
        let dear = try await hold("dear", 400, for: .newReadings).short

        #expect(
            lookUp
                == ShortBudget(scope: .network("x"), left: Money(microUSD: 50), stop: WorkStop(.lookUps, at: 75)))
        #expect(reading == nil)
        // More than there is for anybody: the budget is what to raise.
        #expect(dear == ShortBudget(scope: .network("x"), left: Money(microUSD: 240)))
    }

    @Test func `take from all budgets or from none`() async throws {
        try await cap(1_000)
        try await cap(200, for: .account(account))
        _ = try await hold("post", 150, for: .publishing)

        let short = try await hold("look", 20, for: .lookUps)

        #expect(short.short?.scope == .account(account) && short.short?.stop?.percent == 75)
        #expect(short.used == Money(microUSD: 150))
    }

    @Test func `stop where the workspace says, and at nothing in a soft budget or for a call that is free`()
        async throws
    {
        let workspace = workspace
        try await cap(1_000)
        try await store.write { tx in
            try tx.setGivingWay(GivingWay(shares: try WorkShares([.inbox: 0, .suggestions: 100])), of: workspace)
        }

        #expect(try await hold("a", 1, for: .inbox).short?.stop == WorkStop(.inbox, at: 0))
        #expect(try await hold("b", 0, for: .inbox).short == nil)
        #expect(try await hold("c", 1_000, for: .suggestions).short == nil)
        try await cap(1_000, isHard: false)
        #expect(try await hold("d", 500, for: .inbox).short == nil)
    }
}
