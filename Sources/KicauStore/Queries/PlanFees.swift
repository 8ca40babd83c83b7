public import KicauCore

extension Transaction {
    /// Oldest first.
    public func planPeriods(of workspace: ID<Workspace>) throws -> [PlanPeriod] {
        try all(
            """
            SELECT platform, plan, COALESCE(NULLIF(plan_period.zone, ''), workspace.zone) AS zone, since_ms, until_ms
            FROM plan_period JOIN workspace ON workspace.id = workspace_id
            WHERE workspace_id = \(workspace) ORDER BY since_ms, plan_period.id
            """,
            {
                PlanPeriod(
                    platform: try $0.platform("platform"), plan: try $0.text("plan"), zone: try $0.text("zone"),
                    since: try $0.instant("since_ms"), until: try $0.instantOrNil("until_ms"))
            })
    }

    /// From now on this one is paid for, and no other; nil: each use is.
    public func beginPlan(_ plan: String?, on platform: PlatformID, of workspace: ID<Workspace>, at now: Instant) throws
    {
        let periods = try planPeriods(of: workspace).filter { $0.platform == platform }
        let open = periods.first { $0.until == nil }
        guard open?.plan != plan else { return }
        if let open {
            // A clock that was set back never makes it end before it began.
            try also(
                """
                UPDATE plan_period SET until_ms = \(max(now, open.since))
                WHERE workspace_id = \(workspace) AND platform = \(platform) AND until_ms IS NULL
                """)
        }
        guard let plan else { return }
        // Taken up again it keeps the zone it had: its months must not begin anew because the workspace has moved.
        let zone = try periods.first { $0.plan == plan }?.zone ?? self.workspace(workspace)?.zone
        guard let zone else { return }
        try also(
            """
            INSERT INTO plan_period (workspace_id, platform, plan, zone, since_ms)
            VALUES (\(workspace), \(platform), \(plan), \(zone), \(now)) ON CONFLICT DO NOTHING
            """)
    }

    public func bookedFees(of workspace: ID<Workspace>) throws -> Set<PlanFee.Key> {
        Set(
            try all(
                "SELECT platform, plan, month FROM plan_fee WHERE workspace_id = \(workspace)",
                {
                    PlanFee.Key(
                        platform: try $0.platform("platform"), plan: try $0.text("plan"), month: try $0.text("month"))
                }))
    }

    /// Books it, and counts it towards the month's budgets whatever their limits: it is owed.
    ///
    /// In a transaction that is alone, as a budget's opening is: which would count it otherwise is not certain.
    ///
    /// - Returns: false when it was booked before, here or on another node.
    public func book(_ fee: PlanFee, of workspace: ID<Workspace>, at now: Instant) throws -> Bool {
        let key = fee.key
        // Before it is written: who opens one later counts it already.
        try openPurses(of: workspace, month: key.month)
        let isNew =
            try run(
                """
                INSERT INTO plan_fee (workspace_id, platform, plan, month, micro_usd)
                VALUES (\(workspace), \(key.platform), \(key.plan), \(key.month), \(fee.amount)) ON CONFLICT DO NOTHING
                """) == 1
        guard isNew else { return false }
        let booking = NewBooking(
            .fee, in: workspace, at: fee.at, subject: Booking.fee(key), memo: "", enteredBy: nil,
            entries: [
                .init(.expenses(key.platform, LedgerAccount.planFee), fee.amount),
                .init(.owed(key.platform), .zero - fee.amount),
            ])
        let txn = try enter(booking, at: now)
        try also(
            """
            UPDATE plan_fee SET txn_id = \(txn?.raw) WHERE workspace_id = \(workspace) AND platform = \(key.platform)
                AND plan = \(key.plan) AND month = \(key.month)
            """)
        try addToSpent(fee.amount, on: key.platform, month: key.month, of: workspace)
        return true
    }

    /// What was booked of a network's fees for a month, and not taken back.
    func planFees(of platform: PlatformID, month: String, in workspace: ID<Workspace>) throws -> Money {
        try first(
            """
            SELECT COALESCE(SUM(micro_usd), 0) AS amount FROM plan_fee
            WHERE workspace_id = \(workspace) AND platform = \(platform) AND month = \(month)
                AND NOT EXISTS (SELECT 1 FROM ledger_txn AS back WHERE back.corrects = txn_id AND back.kind = 'reversal')
            """, { try $0.money("amount") }) ?? .zero
    }
}
