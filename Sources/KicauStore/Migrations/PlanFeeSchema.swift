/// When which plan was paid for, and which of its fees were booked: each month of a plan once.
enum PlanFeeSchema {
    static let statements = [
        """
        CREATE TABLE plan_period (
            id INTEGER PRIMARY KEY,
            workspace_id INTEGER NOT NULL REFERENCES workspace (id),
            platform TEXT NOT NULL,
            plan TEXT NOT NULL,
            since_ms INTEGER NOT NULL,
            until_ms INTEGER CHECK (until_ms >= since_ms)
        ) STRICT
        """,
        "CREATE UNIQUE INDEX plan_period_open ON plan_period (workspace_id, platform) WHERE until_ms IS NULL",
        """
        CREATE TABLE plan_fee (
            workspace_id INTEGER NOT NULL REFERENCES workspace (id),
            platform TEXT NOT NULL,
            plan TEXT NOT NULL,
            month TEXT NOT NULL CHECK (length(month) = 7),
            micro_usd INTEGER NOT NULL CHECK (micro_usd > 0),
            txn_id INTEGER REFERENCES ledger_txn (id),
            PRIMARY KEY (workspace_id, platform, plan, month)
        ) STRICT
        """,
    ]
}
