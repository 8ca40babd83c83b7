import KicauCore
import KicauStore

/// Looks at all budgets in one view of the database, changes their limits, and keeps what it finds broken.
struct Watch {
    private let store: Store
    private let workspace: ID<Workspace>
    private var random: SeededRandom
    /// What each may come to: its limit, or what it had come to when the limit was set lower.
    private var bounds: [BudgetScope: Money] = [:]
    private(set) var looks = 0
    private(set) var broken: [String] = []

    private static let scopes: [BudgetScope] =
        [.workspace, .network("x"), .ai, .campaign(Wares.campaign)] + Wares.accounts.prefix(2).map { .account($0) }
    /// It only warns, so it may be passed.
    private static let soft = BudgetScope.account(Wares.accounts[1])

    init(_ store: Store, of workspace: ID<Workspace>, seed: UInt64) {
        self.store = store
        self.workspace = workspace
        random = SeededRandom(seed: seed)
    }

    mutating func setEveryLimit() async throws {
        for scope in Watch.scopes { try await setLimit(scope) }
    }

    mutating func changeALimit() async throws {
        if let scope = Watch.scopes.randomElement(using: &random) { try await setLimit(scope) }
    }

    /// A little above or below what the budget has come to.
    private mutating func setLimit(_ scope: BudgetScope) async throws {
        let (workspace, step) = (workspace, Money(microUSD: Int64.random(in: -150_000...2_500_000, using: &random)))
        let (cap, total) = try await store.write(as: .shut) { tx in
            let total = try tx.everyStanding(of: workspace).first { $0.scope == scope }?.total ?? .zero
            let cap = max(.zero, total + step)
            if scope == .workspace {
                try tx.setCap(cap, of: workspace, fromMonth: Wares.month)
            } else {
                try tx.setAllowance(cap, isHard: scope != Watch.soft, for: scope, of: workspace, fromMonth: Wares.month)
            }
            return (cap, total)
        }
        bounds[scope] = max(cap, total)
    }

    mutating func look() async throws {
        let workspace = workspace
        let (standings, holds, unbalanced) = try await store.read { tx in
            (try tx.everyStanding(of: workspace), try tx.sumsOfHolds(), try tx.unbalancedBookings())
        }
        looks += 1
        for standing in standings {
            compare(standing, with: holds)
            guard standing.isHard, let cap = standing.cap else { continue }
            if let bound = bounds[standing.scope], standing.total > bound {
                broken.append(
                    "the limit of \(standing.scope) was passed: \(standing.total.microUSD) of \(bound.microUSD)")
            }
            // Once it has come down it may not go up again.
            bounds[standing.scope] = max(cap, standing.total)
        }
        if unbalanced > 0 { broken.append("\(unbalanced) bookings do not sum to zero") }
    }

    private mutating func compare(_ standing: Standing, with holds: [HoldSum]) {
        let mine = holds.filter { standing.counts($0.platform, account: $0.account, campaign: $0.campaign) }
        let spent = mine.filter { $0.state == "captured" }.reduce(Money.zero) { $0 + $1.amount }
        let held = mine.filter { ["held", "in-doubt"].contains($0.state) }.reduce(Money.zero) { $0 + $1.amount }
        if spent != standing.spent || held != standing.held {
            broken.append(
                """
                \(standing.scope) says \(standing.spent.microUSD) spent and \(standing.held.microUSD) held, its holds say \
                \(spent.microUSD) and \(held.microUSD)
                """)
        }
    }
}

struct HoldSum: Sendable {
    let platform: PlatformID
    let account: Int64?
    let campaign: Int64?
    let state: String
    let amount: Money
}

extension Transaction {
    func sumsOfHolds() throws -> [HoldSum] {
        try all(
            """
            SELECT platform, account_id, campaign_id, state, SUM(micro_usd) AS sum FROM hold
            GROUP BY platform, account_id, campaign_id, state
            """
        ) {
            HoldSum(
                platform: PlatformID(try $0.text("platform")), account: try $0.int64OrNil("account_id"),
                campaign: try $0.int64OrNil("campaign_id"), state: try $0.text("state"), amount: try $0.money("sum"))
        }
    }
}
