/// Budgets, holds, price-free events and the double-entry ledger. All money in whole micro-dollars.
enum MeterSchema {
    static let statements = [
        """
        CREATE TABLE budget (
            workspace_id INTEGER NOT NULL REFERENCES workspace (id),
            month TEXT NOT NULL CHECK (length(month) = 7),
            cap_micro_usd INTEGER,
            posted_micro_usd INTEGER NOT NULL DEFAULT 0,
            pending_micro_usd INTEGER NOT NULL DEFAULT 0 CHECK (pending_micro_usd >= 0),
            PRIMARY KEY (workspace_id, month)
        ) STRICT
        """,
        """
        CREATE TABLE hold (
            id INTEGER PRIMARY KEY,
            workspace_id INTEGER NOT NULL REFERENCES workspace (id),
            name TEXT NOT NULL UNIQUE,
            delivery_id INTEGER REFERENCES delivery (id),
            platform TEXT NOT NULL,
            month TEXT NOT NULL,
            micro_usd INTEGER NOT NULL CHECK (micro_usd >= 0),
            fare TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('held', 'in-doubt', 'captured', 'released')),
            made_ms INTEGER NOT NULL,
            settled_ms INTEGER,
            FOREIGN KEY (workspace_id, month) REFERENCES budget (workspace_id, month)
        ) STRICT
        """,
        "CREATE INDEX hold_delivery ON hold (delivery_id)",
        "CREATE INDEX hold_month ON hold (workspace_id, month, state)",
        """
        CREATE TABLE meter_event (
            id INTEGER PRIMARY KEY,
            workspace_id INTEGER NOT NULL REFERENCES workspace (id),
            name TEXT NOT NULL UNIQUE,
            platform TEXT NOT NULL,
            unit TEXT NOT NULL,
            count INTEGER NOT NULL CHECK (count > 0),
            at_ms INTEGER NOT NULL
        ) STRICT
        """,
        "CREATE INDEX meter_event_time ON meter_event (workspace_id, at_ms)",
        """
        CREATE TABLE ledger_txn (
            id INTEGER PRIMARY KEY,
            workspace_id INTEGER NOT NULL REFERENCES workspace (id),
            note TEXT NOT NULL,
            at_ms INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE ledger_entry (
            txn_id INTEGER NOT NULL REFERENCES ledger_txn (id),
            account TEXT NOT NULL,
            micro_usd INTEGER NOT NULL
        ) STRICT
        """,
        "CREATE INDEX ledger_entry_txn ON ledger_entry (txn_id)",
        "CREATE INDEX ledger_txn_time ON ledger_txn (workspace_id, at_ms)",
    ]
}
