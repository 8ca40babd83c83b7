public import KicauCore
public import KicauStore

/// Budgets, prices and the ledger, for pages and the command line.
public struct Metering: Sendable {
    let store: Store
    let prices: PriceShelf
    let time: any TimeSource
    let forecasts = ForecastShelf()

    public init(store: Store, prices: PriceShelf, time: any TimeSource) {
        self.store = store
        self.prices = prices
        self.time = time
    }

    public func status(for caller: Caller) async throws -> BudgetStatus {
        let month = try Months.month(of: time.now(), zone: caller.workspace.zone)
        return try await store.budget(of: caller.workspace.id, month: month)
    }

    /// This month's budgets: the workspace's own first, then those that somebody set for a part of it.
    public func budgets(for caller: Caller) async throws -> [BudgetStatus] {
        let month = try Months.month(of: time.now(), zone: caller.workspace.zone)
        return try await store.read { try $0.budgets(of: caller.workspace.id, month: month) }
    }

    /// Sets a budget from this month on; nil takes the limit away.
    ///
    /// - Parameter isHard: it refuses what would pass it; a soft one only warns.
    /// - Throws: `Problem`: `.notFound` when its account or campaign is not the workspace's, `.badInput` for a
    ///   network that Kicau has no prices of.
    public func setBudget(_ scope: BudgetScope = .workspace, _ cap: Money?, isHard: Bool = true, by caller: Caller)
        async throws
    {
        try caller.must(.manage)
        // A slip in a network's name would be a limit that holds nothing; what stands there already can be taken away.
        if case .network(let platform) = scope, cap != nil { try await checkPayee(platform, for: caller) }
        let month = try Months.month(of: time.now(), zone: caller.workspace.zone)
        let workspace = caller.workspace.id
        try await store.write(as: .shut) { tx in
            guard try tx.knows(scope, in: workspace) else {
                throw Problem(
                    .notFound, "What this budget is for is not here.", do: "Reload the page and choose again.")
            }
            if scope == .workspace {
                try tx.setCap(cap, isHard: isHard, of: workspace, fromMonth: month)
            } else {
                try tx.setAllowance(cap, isHard: isHard, for: scope, of: workspace, fromMonth: month)
            }
            let standings = try tx.standings(of: scope, in: workspace, fromMonth: month)
            try tx.forgetWarnings(
                of: scope, fromMonth: month, but: standings.map { ($0.month, $0.crossings) }, in: workspace)
            tx.noteChange(in: workspace)
        }
    }

    /// Spending of one month by platform and unit, dearest first.
    public func spending(month: String, for caller: Caller) async throws -> [SpendingLine] {
        let span = try Months.span(of: month, zone: caller.workspace.zone)
        let (events, sums) = try await store.read { tx in
            (
                try tx.meterEvents(of: caller.workspace.id, from: span.from, to: span.to),
                try tx.spending(of: caller.workspace.id, from: span.from, to: span.to)
            )
        }
        let amounts = Dictionary(sums.map { ($0.account, $0.amount) }, uniquingKeysWith: +)
        let used = events.map { event in
            SpendingLine(
                platform: event.platform, unit: event.unit, count: event.count,
                amount: amounts["expenses:\(event.platform):\(event.unit)"] ?? .zero)
        }
        // No event stands behind a plan's fee.
        let fees = sums.compactMap { sum -> SpendingLine? in
            let account = LedgerAccount(sum.account)
            guard account.parts.last == LedgerAccount.planFee, sum.amount > .zero, let platform = account.platform
            else { return nil }
            return SpendingLine(platform: platform, unit: LedgerAccount.planFee, count: sum.count, amount: sum.amount)
        }
        return (used + fees).sorted { ($0.amount, $0.count) > ($1.amount, $1.count) }
    }

    /// The price rows in force on a day, under the plans that a workspace pays for.
    public func prices(on day: Instant, for workspace: Workspace) -> [PriceLine] {
        prices.books.lines(on: day, under: workspace.paidPlans)
    }
}

public struct SpendingLine: Sendable, Hashable {
    public let platform: PlatformID
    public let unit: String
    public let count: Int
    public let amount: Money
}

public struct PriceLine: Sendable, Hashable {
    public enum Price: Sendable, Hashable { case costs(Money), freeByPolicy, notSold }

    public let platform: PlatformID
    public let unit: String
    public let price: Price
    /// ISO 8601 day.
    public let from: String
    public let source: String

    public init(platform: PlatformID, unit: String, price: Price, from: String, source: String) {
        self.platform = platform
        self.unit = unit
        self.price = price
        self.from = from
        self.source = source
    }
}
