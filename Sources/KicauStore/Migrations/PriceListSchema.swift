/// Price lists that somebody loaded, beside those that come with the program. Nothing in them is ever changed or taken away:
/// a list that was never in force may be dropped, and stays as a row that says so.
enum PriceListSchema {
    static let statements = [
        """
        CREATE TABLE price_list (
            id INTEGER PRIMARY KEY,
            platform TEXT NOT NULL,
            name TEXT NOT NULL,
            plan TEXT NOT NULL,
            first_day TEXT NOT NULL CHECK (length(first_day) = 10),
            json TEXT NOT NULL,
            sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
            entered_by TEXT NOT NULL,
            entered_ms INTEGER NOT NULL,
            dropped_by TEXT,
            dropped_ms INTEGER
        ) STRICT
        """,
        "CREATE UNIQUE INDEX price_list_in_force ON price_list (sha256) WHERE dropped_ms IS NULL",
        // Does it use up what a plan has in it? Few do, and those are found without walking over the others.
        "ALTER TABLE hold ADD COLUMN counts INTEGER NOT NULL DEFAULT 0",
        "CREATE INDEX hold_counted ON hold (workspace_id, platform, month) WHERE counts = 1",
        // Which booking a later one puts right; the first one stays as it is.
        "ALTER TABLE ledger_txn ADD COLUMN corrects INTEGER REFERENCES ledger_txn (id)",
        "CREATE INDEX ledger_txn_corrects ON ledger_txn (corrects) WHERE corrects IS NOT NULL",
    ]
}
