/// Many nodes: one delivery at a time on each account, work before the due time, who is alive.
enum LanesSchema {
    static let statements = [
        // When a worker next has something to do for it: `ready_ms`, or earlier, to stage what can be staged.
        "ALTER TABLE delivery ADD COLUMN act_ms INTEGER NOT NULL DEFAULT 0",
        // Parts that are live while others are still to come: nothing else of the account goes between them.
        "ALTER TABLE delivery ADD COLUMN live_parts INTEGER NOT NULL DEFAULT 0",
        // Nobody runs while a database is brought up: what was claimed sent nothing, what was intended is in doubt.
        "UPDATE delivery SET state = 'scheduled', worker = NULL, lease_ends_ms = NULL WHERE state = 'claimed'",
        """
        UPDATE delivery SET state = 'unknown', doubt = 1, worker = NULL, lease_ends_ms = NULL,
            ready_ms = COALESCE((SELECT MAX(quiet_until_ms) FROM attempt
                WHERE delivery_id = delivery.id AND quiet_until_ms > due_ms), due_ms)
        WHERE state = 'intent'
        """,
        "UPDATE delivery SET act_ms = ready_ms",
        "DROP INDEX delivery_ready",
        "DROP INDEX delivery_account",
        "CREATE INDEX delivery_act ON delivery (state, act_ms, id)",
        "CREATE INDEX delivery_lane ON delivery (account_id, state, act_ms, id)",
        "CREATE UNIQUE INDEX delivery_busy ON delivery (account_id) WHERE state IN ('claimed', 'intent')",
        """
        CREATE INDEX delivery_midway ON delivery (account_id)
        WHERE live_parts > 0 AND state IN ('scheduled', 'unknown', 'reconciling')
        """,
        "ALTER TABLE attempt ADD COLUMN account_id INTEGER",
        "UPDATE attempt SET account_id = (SELECT account_id FROM delivery WHERE id = attempt.delivery_id)",
        "CREATE INDEX attempt_account ON attempt (account_id, intended_ms)",
        """
        CREATE TABLE node (
            name TEXT PRIMARY KEY,
            version TEXT NOT NULL,
            started_ms INTEGER NOT NULL,
            seen_ms INTEGER NOT NULL,
            skew_ms INTEGER NOT NULL,
            sends INTEGER NOT NULL CHECK (sends IN (0, 1))
        ) STRICT
        """,
        """
        CREATE TABLE media_piece (
            name TEXT NOT NULL,
            position INTEGER NOT NULL,
            bytes BLOB NOT NULL,
            PRIMARY KEY (name, position)
        ) STRICT
        """,
    ]
}
