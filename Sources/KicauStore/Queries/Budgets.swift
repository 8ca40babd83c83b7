public import KicauCore

extension Store {
    public func budget(of workspace: ID<Workspace>, month: String) async throws -> BudgetStatus {
        try await read { try $0.budget(of: workspace, month: month) }
    }
}

extension Transaction {
    /// A month that nothing was set aside or booked in yet is opened by who does that first; until then it stands as it
    /// would be opened.
    public func budget(of workspace: ID<Workspace>, month: String) throws -> BudgetStatus {
        try moveBudgets()
        return try openedBudget(of: workspace, month: month) ?? unopenedBudget(of: workspace, month: month)
    }

    private func unopenedBudget(of workspace: ID<Workspace>, month: String) throws -> BudgetStatus {
        try first(
            "SELECT monthly_cap_micro_usd, cap_is_hard FROM workspace WHERE id = \(workspace)",
            {
                BudgetStatus(
                    month: month, cap: try $0.moneyOrNil("monthly_cap_micro_usd"), isHard: try $0.bool("cap_is_hard"),
                    spent: .zero, held: .zero)
            }) ?? BudgetStatus(month: month, cap: nil, spent: .zero, held: .zero)
    }

    fileprivate func openedBudget(of workspace: ID<Workspace>, month: String) throws -> BudgetStatus? {
        try first(
            "SELECT * FROM budget WHERE workspace_id = \(workspace) AND month = \(month)",
            {
                BudgetStatus(
                    month: month, cap: try $0.moneyOrNil("cap_micro_usd"), isHard: try $0.bool("is_hard"),
                    spent: try $0.money("posted_micro_usd"), held: try $0.money("pending_micro_usd"))
            })
    }

    /// Sets the limit of this and later months; earlier months keep theirs.
    public func setCap(
        _ cap: Money?, isHard: Bool = true, of workspace: ID<Workspace>, fromMonth month: String
    ) throws {
        try also(
            "UPDATE workspace SET monthly_cap_micro_usd = \(cap), cap_is_hard = \(isHard) WHERE id = \(workspace)")
        try openBudget(of: workspace, month: month)
        try also(
            """
            UPDATE budget SET cap_micro_usd = \(cap), is_hard = \(isHard)
            WHERE workspace_id = \(workspace) AND month >= \(month)
            """)
    }

    public func spending(of workspace: ID<Workspace>, from: Instant, to: Instant) throws
        -> [(account: String, count: Int, amount: Money)]
    {
        try all(
            """
            SELECT ledger_entry.account AS account, COUNT(*) AS count, SUM(micro_usd) AS sum FROM ledger_entry
            JOIN ledger_txn ON ledger_txn.id = txn_id
            WHERE workspace_id = \(workspace) AND at_ms >= \(from) AND at_ms < \(to) AND account LIKE 'expenses:%'
            GROUP BY account ORDER BY sum DESC
            """, { (try $0.text("account"), try $0.int("count"), try $0.money("sum")) })
    }

    /// Price-free counts of one span, by platform and unit. Free calls belong to the span in which their UTC day begins.
    public func meterEvents(of workspace: ID<Workspace>, from: Instant, to: Instant) throws
        -> [(platform: PlatformID, unit: String, count: Int)]
    {
        try all(
            """
            SELECT platform, unit, SUM(count) AS sum FROM (
                SELECT platform, unit, count FROM meter_event
                WHERE workspace_id = \(workspace) AND at_ms >= \(from) AND at_ms < \(to)
                UNION ALL
                SELECT platform, unit, count FROM free_call
                WHERE workspace_id = \(workspace) AND day_no * 86400000 >= \(from) AND day_no * 86400000 < \(to)
            ) AS used GROUP BY platform, unit ORDER BY platform, unit
            """, { (try $0.platform("platform"), try $0.text("unit"), try $0.int("sum")) })
    }

    public func ledger(of workspace: ID<Workspace>, limit: Int) throws
        -> [(at: Instant, account: String, amount: Money, note: String)]
    {
        try all(
            """
            SELECT at_ms, account, micro_usd, note FROM ledger_txn JOIN ledger_entry ON txn_id = ledger_txn.id
            WHERE workspace_id = \(workspace) ORDER BY ledger_txn.id DESC, micro_usd DESC, account LIMIT \(limit)
            """, { (try $0.instant("at_ms"), try $0.text("account"), try $0.money("micro_usd"), try $0.text("note")) })
    }

    /// Bookings whose entries do not sum to zero: there must be none.
    public func unbalancedBookings() throws -> Int {
        try first(
            "SELECT COUNT(*) AS count FROM (SELECT txn_id FROM ledger_entry GROUP BY txn_id HAVING SUM(micro_usd) <> 0) AS wrong",
            { try $0.int("count") }) ?? 0
    }

    /// Holds still open though their delivery has ended: there must be none.
    public func leakedHolds() throws -> Int {
        try first(
            """
            SELECT COUNT(*) AS count FROM hold JOIN delivery ON delivery.id = delivery_id
            WHERE hold.state IN ('held', 'in-doubt') AND delivery.state IN ('published', 'refused', 'dropped', 'cancelled')
            """, { try $0.int("count") }) ?? 0
    }
}
