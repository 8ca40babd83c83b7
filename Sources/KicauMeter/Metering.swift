public import KicauCore

/// Budgets, prices and the ledger, for pages and the command line.
public struct Metering: Sendable {
    public func status(for caller: Caller) async throws -> BudgetStatus { throw notYet }
    /// Nil takes the limit away.
    public func setCap(_ cap: Money?, by caller: Caller) async throws { throw notYet }
    /// Spending of one month by platform and unit, dearest first.
    public func spending(month: String, for caller: Caller) async throws -> [SpendingLine] { throw notYet }
    /// The price rows in force on a day.
    public func prices(on day: Instant) -> [PriceLine] { [] }
    /// Newest first, at most 200.
    public func ledger(for caller: Caller) async throws -> [LedgerLine] { throw notYet }

    var notYet: Problem { Problem(.broken, "Not here yet.", do: "Wait.") }
}

public struct SpendingLine: Sendable, Hashable {
    public let platform: PlatformID
    public let unit: String
    public let count: Int
    public let amount: Money
}

public struct PriceLine: Sendable, Hashable {
    public let platform: PlatformID
    public let unit: String
    public enum Price: Sendable, Hashable { case costs(Money), freeByPolicy, notSold }
    public let price: Price
    public let from: String
    public let source: String
}

public struct LedgerLine: Sendable, Hashable {
    public let at: Instant
    public let account: String
    public let amount: Money
    public let note: String
}
