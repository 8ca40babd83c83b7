public import KicauCore

/// A warning with when it was written, and whether somebody has put it away.
public struct BudgetWarningRow: Sendable, Hashable {
    public let workspace: ID<Workspace>
    public let warning: BudgetWarning
    public let at: Instant
    public let isPutAway: Bool

    init(_ row: Row) throws {
        workspace = try row.id("workspace_id")
        warning = try BudgetWarning(row)
        at = try row.instant("at_ms")
        isPutAway = try row.int64OrNil("put_away_ms") != nil
    }
}

extension Transaction {
    /// Every budget of every workspace, of a month on, of whose limit half is used: all that can have something to say.
    public func budgetsHalfUsed(fromMonth month: String) throws -> [(workspace: ID<Workspace>, status: BudgetStatus)] {
        let isHalf: Query = "cap_micro_usd > 0 AND (posted_micro_usd + pending_micro_usd) * 2 >= cap_micro_usd"
        return try all(
            """
            SELECT workspace_id, 'workspace' AS scope, '' AS subject, month, cap_micro_usd, is_hard, posted_micro_usd,
                pending_micro_usd
            FROM budget WHERE month >= \(month) AND \(part: isHalf)
            UNION ALL
            SELECT workspace_id, scope, subject, month, purse.cap_micro_usd AS cap_micro_usd, purse.is_hard AS is_hard,
                posted_micro_usd, pending_micro_usd
            FROM purse JOIN allowance ON allowance.id = allowance_id
            WHERE month >= \(month) AND purse.cap_micro_usd > 0
                AND (posted_micro_usd + pending_micro_usd) * 2 >= purse.cap_micro_usd
            """, { (workspace: try $0.id("workspace_id"), status: try BudgetStatus($0)) })
    }

    /// What was said of the budgets of a month on, in all workspaces.
    public func budgetWarnings(fromMonth month: String) throws -> [BudgetWarningRow] {
        try all("SELECT * FROM budget_warning WHERE month >= \(month)", BudgetWarningRow.init)
    }

    /// Newest first, at most 200.
    public func budgetWarnings(of workspace: ID<Workspace>, fromMonth month: String) throws -> [BudgetWarningRow] {
        try all(
            """
            SELECT * FROM budget_warning WHERE workspace_id = \(workspace) AND month >= \(month)
            ORDER BY at_ms DESC, scope, subject, crossing DESC LIMIT 200
            """, BudgetWarningRow.init)
    }

    /// False: it was said before, here or on another node.
    public func warn(_ warning: BudgetWarning, in workspace: ID<Workspace>, at now: Instant) throws -> Bool {
        try run(
            """
            INSERT INTO budget_warning (workspace_id, scope, subject, month, crossing, at_ms, cap_micro_usd,
                used_micro_usd, is_hard)
            VALUES (\(workspace), \(warning.scope.kind.rawValue), \(warning.scope.subject), \(warning.month),
                \(warning.crossing.rawValue), \(now), \(warning.cap), \(warning.used), \(warning.isHard))
            ON CONFLICT DO NOTHING
            """) == 1
    }

    /// Another limit is another promise: what the new one has not reached yet is said again when it is.
    public func forgetWarnings(
        of scope: BudgetScope, fromMonth month: String, but reached: [(month: String, crossings: [BudgetCrossing])],
        in workspace: ID<Workspace>
    ) throws {
        let said = try all(
            """
            SELECT * FROM budget_warning WHERE workspace_id = \(workspace) AND month >= \(month)
                AND scope = \(scope.kind.rawValue) AND subject = \(scope.subject)
            """, BudgetWarningRow.init)
        for row in said.map(\.warning)
        where !reached.contains(where: { $0.month == row.month && $0.crossings.contains(row.crossing) }) {
            try also(
                """
                DELETE FROM budget_warning WHERE workspace_id = \(workspace) AND scope = \(scope.kind.rawValue)
                    AND subject = \(scope.subject) AND month = \(row.month) AND crossing = \(row.crossing.rawValue)
                """)
        }
    }

    /// How a budget stands in each month from one on in which it was opened.
    public func standings(of scope: BudgetScope, in workspace: ID<Workspace>, fromMonth month: String) throws
        -> [BudgetStatus]
    {
        guard scope != .workspace else {
            return try all(
                """
                SELECT 'workspace' AS scope, '' AS subject, month, cap_micro_usd, is_hard, posted_micro_usd,
                    pending_micro_usd
                FROM budget WHERE workspace_id = \(workspace) AND month >= \(month) AND cap_micro_usd IS NOT NULL
                """, BudgetStatus.init)
        }
        return try all(
            """
            SELECT scope, subject, month, purse.cap_micro_usd AS cap_micro_usd, purse.is_hard AS is_hard,
                posted_micro_usd, pending_micro_usd
            FROM purse JOIN allowance ON allowance.id = allowance_id
            WHERE workspace_id = \(workspace) AND scope = \(scope.kind.rawValue) AND subject = \(scope.subject)
                AND month >= \(month) AND purse.cap_micro_usd IS NOT NULL
            """, BudgetStatus.init)
    }

    /// How many budgets and windows have one that nobody has put away.
    ///
    /// - Parameter limits: since when those of windows count: theirs are over sooner.
    public func countOpenWarnings(of workspace: ID<Workspace>, since: Instant, limits: Instant) throws -> Int {
        try first(
            """
            SELECT COUNT(*) AS count FROM (
                SELECT DISTINCT scope, subject, month FROM budget_warning
                WHERE workspace_id = \(workspace) AND put_away_ms IS NULL AND at_ms >= \(since)
                UNION ALL
                SELECT 'limit' AS scope, CAST(id AS TEXT) AS subject, '' AS month FROM limit_warning
                WHERE workspace_id = \(workspace) AND put_away_ms IS NULL AND at_ms >= \(limits)
            ) AS warned
            """, { try $0.int("count") }) ?? 0
    }

    /// Nobody needs to see them on the pages any more.
    public func putAwayWarnings(of workspace: ID<Workspace>, at now: Instant) throws {
        try also(
            "UPDATE budget_warning SET put_away_ms = \(now) WHERE workspace_id = \(workspace) AND put_away_ms IS NULL")
        try also(
            "UPDATE limit_warning SET put_away_ms = \(now) WHERE workspace_id = \(workspace) AND put_away_ms IS NULL")
    }
}

extension BudgetWarning {
    init(_ row: Row) throws {
        self.init(
            scope: try BudgetScope(row), month: try row.text("month"), crossing: try row.word("crossing"),
            cap: try row.money("cap_micro_usd"), used: try row.money("used_micro_usd"),
            isHard: try row.bool("is_hard"))
    }
}
