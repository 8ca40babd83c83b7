public import KicauCore

extension Transaction {
    /// How each account that was ever touched stands at the end of a span, and what moved within it.
    public func balances(of workspace: ID<Workspace>, from: Instant, to: Instant) throws -> [AccountBalance] {
        try all(
            """
            SELECT account, SUM(CASE WHEN ledger_txn.at_ms >= \(from) THEN micro_usd ELSE 0 END) AS moved, SUM(micro_usd) AS balance
            FROM ledger_entry JOIN ledger_txn ON ledger_txn.id = txn_id
            WHERE workspace_id = \(workspace) AND at_ms < \(to) GROUP BY account ORDER BY account
            """,
            {
                AccountBalance(
                    LedgerAccount(try $0.text("account")), moved: try $0.money("moved"),
                    balance: try $0.money("balance"))
            })
    }

    /// What all workspaces together used of some units on each day of the UTC calendar. They are named one by one, for the
    /// indexes begin with them.
    public func used(_ units: [String], on platform: PlatformID, fromDay: Int64, toDay: Int64) throws -> [Int64: Int64]
    {
        let day: Int64 = 86_400_000
        let rows = try all(
            """
            SELECT day_no, SUM(count) AS sum FROM (
                SELECT at_ms / 86400000 AS day_no, count FROM meter_event
                WHERE workspace_id IN (SELECT id FROM workspace) AND platform = \(platform) AND unit IN (\(list: units))
                    AND at_ms >= \(fromDay * day) AND at_ms < \(toDay * day)
                UNION ALL
                SELECT day_no, count FROM free_call
                WHERE workspace_id IN (SELECT id FROM workspace) AND platform = \(platform)
                    AND unit IN (\(list: units)) AND day_no >= \(fromDay) AND day_no < \(toDay)
            ) AS used GROUP BY day_no
            """, { (try $0.int64("day_no"), try $0.int64("sum")) })
        return Dictionary(rows) { first, _ in first }
    }
}
