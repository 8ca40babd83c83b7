/// Who wants a digest, and which digests were taken in hand: one a day for each reader, whichever node is quicker.
enum AlarmSchema {
    static let statements = [
        """
        CREATE TABLE digest_wish (
            workspace_id INTEGER NOT NULL REFERENCES workspace (id),
            user_id INTEGER NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
            hour INTEGER NOT NULL CHECK (hour BETWEEN 0 AND 23),
            language TEXT NOT NULL,
            PRIMARY KEY (workspace_id, user_id)
        ) STRICT
        """,
        """
        CREATE TABLE digest_claim (
            workspace_id INTEGER NOT NULL REFERENCES workspace (id),
            reader TEXT NOT NULL,
            day TEXT NOT NULL,
            claimed_ms INTEGER NOT NULL,
            PRIMARY KEY (workspace_id, reader, day)
        ) STRICT
        """,
    ]
}
