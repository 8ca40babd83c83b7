/// What people write into the ledger beside what the meter books, and what they read off a network's bill.
enum LedgerSchema {
    static let statements = [
        """
        ALTER TABLE ledger_txn ADD COLUMN kind TEXT NOT NULL DEFAULT 'spent'
            CHECK (kind IN ('spent', 'payment', 'adjustment', 'reversal'))
        """,
        "ALTER TABLE ledger_txn ADD COLUMN memo TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE ledger_txn ADD COLUMN reference TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE ledger_txn ADD COLUMN entered_by TEXT",
        "ALTER TABLE ledger_txn ADD COLUMN entered_ms INTEGER",
        // What was taken back once cannot be taken back again.
        "CREATE UNIQUE INDEX ledger_txn_reversed ON ledger_txn (corrects) WHERE kind = 'reversal'",
        """
        CREATE TABLE bill_figure (
            id INTEGER PRIMARY KEY,
            workspace_id INTEGER NOT NULL REFERENCES workspace (id),
            platform TEXT NOT NULL,
            month TEXT NOT NULL CHECK (length(month) = 7),
            micro_usd INTEGER NOT NULL CHECK (micro_usd >= 0),
            source TEXT NOT NULL CHECK (source IN ('console', 'invoice')),
            note TEXT NOT NULL,
            entered_by TEXT NOT NULL,
            entered_ms INTEGER NOT NULL
        ) STRICT
        """,
        "CREATE INDEX bill_figure_month ON bill_figure (workspace_id, month, platform)",
    ]
}
