/// The answers that readings were taken from, and how accounts are doing.
enum AnswersSchema {
    static let statements = [
        """
        CREATE TABLE reading_answer (
            delivery_id INTEGER NOT NULL REFERENCES delivery (id),
            at_ms INTEGER NOT NULL,
            part INTEGER NOT NULL,
            position INTEGER NOT NULL,
            packed BLOB NOT NULL,
            PRIMARY KEY (delivery_id, at_ms, part, position)
        ) STRICT
        """,
        """
        CREATE TABLE account_count (
            account_id INTEGER PRIMARY KEY REFERENCES account (id),
            due_ms INTEGER NOT NULL,
            missing TEXT
        ) STRICT
        """,
        "CREATE INDEX account_count_due ON account_count (due_ms)",
        """
        CREATE TABLE account_reading (
            account_id INTEGER NOT NULL REFERENCES account (id),
            metric TEXT NOT NULL,
            at_ms INTEGER NOT NULL,
            value INTEGER NOT NULL,
            PRIMARY KEY (account_id, metric, at_ms)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE account_answer (
            account_id INTEGER NOT NULL REFERENCES account (id),
            at_ms INTEGER NOT NULL,
            position INTEGER NOT NULL,
            packed BLOB NOT NULL,
            PRIMARY KEY (account_id, at_ms, position)
        ) STRICT
        """,
    ]
}
