public import KicauCore
public import KicauStore

/// Budgets, prices and the ledger, for pages and the command line.
public struct Metering: Sendable {
    private let store: Store
    private let books: PriceBooks
    private let time: any TimeSource

    public init(store: Store, books: PriceBooks, time: any TimeSource) {
        self.store = store
        self.books = books
        self.time = time
    }

    public func status(for caller: Caller) async throws -> BudgetStatus {
        let month = try Months.month(of: time.now(), zone: caller.workspace.zone)
        return try await store.budget(of: caller.workspace.id, month: month)
    }

    /// Nil takes the limit away.
    public func setCap(_ cap: Money?, by caller: Caller) async throws {
        try caller.must(.manage)
        let month = try Months.month(of: time.now(), zone: caller.workspace.zone)
        try await store.write { tx in
            try tx.setCap(cap, of: caller.workspace.id, fromMonth: month)
            tx.noteChange(in: caller.workspace.id)
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
        return events.map { event in
            SpendingLine(
                platform: event.platform, unit: event.unit, count: event.count,
                amount: amounts["expenses:\(event.platform):\(event.unit)"] ?? .zero)
        }.sorted { ($0.amount, $0.count) > ($1.amount, $1.count) }
    }

    /// The price rows in force on a day.
    public func prices(on day: Instant) -> [PriceLine] { books.lines(on: day) }

    /// Newest first, at most 200.
    public func ledger(for caller: Caller) async throws -> [LedgerLine] {
        try await store.read { tx in
            try tx.ledger(of: caller.workspace.id, limit: 200)
        }.map { LedgerLine(at: $0.at, account: $0.account, amount: $0.amount, note: $0.note) }
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

public struct LedgerLine: Sendable, Hashable {
    public let at: Instant
    public let account: String
    public let amount: Money
    public let note: String
}
