public import KicauCore

/// A booking that a person writes down.
public struct NewBooking: Sendable {
    public let kind: Booking.Kind
    public let workspace: ID<Workspace>
    /// The day they say it was.
    public let at: Instant
    public let subject: String
    public let memo: String
    public let reference: String
    /// Nil: the meter did.
    public let enteredBy: String?
    public let corrects: ID<Booking>?
    public let entries: [Booking.Entry]

    public init(
        _ kind: Booking.Kind, in workspace: ID<Workspace>, at: Instant, subject: String, memo: String,
        reference: String = "", enteredBy: String?, corrects: ID<Booking>? = nil, entries: [Booking.Entry]
    ) {
        self.kind = kind
        self.workspace = workspace
        self.at = at
        self.subject = subject
        self.memo = memo
        self.reference = reference
        self.enteredBy = enteredBy
        self.corrects = corrects
        self.entries = entries
    }
}

extension Transaction {
    /// - Returns: nil when what it takes back was taken back before.
    public func enter(_ new: NewBooking, at now: Instant) throws -> ID<Booking>? {
        guard new.entries.reduce(Money.zero, { $0 + $1.amount }) == .zero else {
            throw Problem(
                .broken, "A row was not written.", do: "Try again.", cause: "the entries do not sum to zero")
        }
        let id = try first(
            """
            INSERT INTO ledger_txn (workspace_id, note, at_ms, corrects, kind, memo, reference, entered_by, entered_ms)
            VALUES (\(new.workspace), \(new.subject), \(new.at), \(new.corrects), \(new.kind.stored), \(new.memo),
                \(new.reference), \(new.enteredBy), \(new.enteredBy == nil ? nil : now))
            ON CONFLICT DO NOTHING RETURNING id
            """, { try $0.int64("id") })
        guard let id else { return nil }
        try enter(new.entries.map { (ID<LedgerTxn>(id), $0.account.name, $0.amount) })
        return ID(id)
    }

    /// What a bill asks for beyond the ledger counts towards the month's budgets like all that was spent on that network.
    public func addToSpent(_ amount: Money, on platform: PlatformID, month: String, of workspace: ID<Workspace>) throws
    {
        try openBudget(of: workspace, month: month)
        try moveBudgets()
        try also(
            """
            UPDATE budget SET posted_micro_usd = posted_micro_usd + \(amount)
            WHERE workspace_id = \(workspace) AND month = \(month)
            """)
        let scope: BudgetScope = platform == .ai ? .ai : .network(platform)
        try also(
            """
            UPDATE purse SET posted_micro_usd = posted_micro_usd + \(amount) WHERE month = \(month) AND allowance_id IN (
                SELECT id FROM allowance WHERE workspace_id = \(workspace) AND scope = \(scope.kind.rawValue)
                    AND subject = \(scope.subject))
            """)
    }

    public func addFigure(_ figure: BillFigure, of workspace: ID<Workspace>) throws {
        try also(
            """
            INSERT INTO bill_figure (workspace_id, platform, month, micro_usd, source, note, entered_by, entered_ms)
            VALUES (\(workspace), \(figure.platform), \(figure.month), \(figure.amount), \(figure.source.rawValue),
                \(figure.note), \(figure.enteredBy), \(figure.entered))
            """)
    }

    /// The newest of each network in each month, newest month first. The ones before stay, and count no more.
    public func figures(of workspace: ID<Workspace>, months: ClosedRange<String>) throws -> [BillFigure] {
        try all(
            """
            SELECT * FROM bill_figure WHERE id IN (
                SELECT MAX(id) FROM bill_figure WHERE workspace_id = \(workspace)
                    AND month >= \(months.lowerBound) AND month <= \(months.upperBound) GROUP BY platform, month)
            ORDER BY month DESC, platform
            """,
            {
                BillFigure(
                    platform: try $0.platform("platform"), month: try $0.text("month"),
                    amount: try $0.money("micro_usd"), source: try $0.word("source"), note: try $0.text("note"),
                    enteredBy: try $0.text("entered_by"), entered: try $0.instant("entered_ms"))
            })
    }
}
