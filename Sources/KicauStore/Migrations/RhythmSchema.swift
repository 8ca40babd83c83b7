/// Time in its own right: which of two equal wall times is meant, the zone rules posts were planned by, posting times,
/// series.
enum RhythmSchema {
    static let statements = [
        "ALTER TABLE post ADD COLUMN due_fold INTEGER NOT NULL DEFAULT 0 CHECK (due_fold IN (0, 1))",
        """
        CREATE TABLE zone_rules (
            zone TEXT PRIMARY KEY,
            year INTEGER NOT NULL,
            sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
            release TEXT NOT NULL,
            seen_ms INTEGER NOT NULL
        ) STRICT
        """,
        "CREATE INDEX post_zone ON post (due_zone, due_ms, id) WHERE due_zone IS NOT NULL",
        "ALTER TABLE account ADD COLUMN slot_zone TEXT",
        """
        CREATE TABLE slot (
            account_id INTEGER NOT NULL REFERENCES account (id),
            weekday INTEGER NOT NULL CHECK (weekday BETWEEN 0 AND 6),
            minute INTEGER NOT NULL CHECK (minute BETWEEN 0 AND 1439),
            PRIMARY KEY (account_id, weekday, minute)
        ) STRICT
        """,
        "ALTER TABLE delivery ADD COLUMN slot_ms INTEGER",
        """
        CREATE UNIQUE INDEX delivery_slot ON delivery (account_id, slot_ms)
        WHERE slot_ms IS NOT NULL AND state NOT IN ('cancelled', 'dropped')
        """,
        """
        CREATE TABLE series (
            id INTEGER PRIMARY KEY,
            workspace_id INTEGER NOT NULL REFERENCES workspace (id),
            author_name TEXT NOT NULL,
            content TEXT NOT NULL,
            recurrence TEXT NOT NULL,
            series_key TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('running', 'paused', 'ended')),
            created_ms INTEGER NOT NULL,
            UNIQUE (workspace_id, series_key)
        ) STRICT
        """,
        """
        CREATE TABLE series_post (
            series_id INTEGER NOT NULL REFERENCES series (id),
            day TEXT NOT NULL CHECK (length(day) = 10),
            post_id INTEGER REFERENCES post (id) ON DELETE SET NULL,
            state TEXT NOT NULL CHECK (state IN ('planning', 'planned', 'called-off')),
            trouble TEXT,
            PRIMARY KEY (series_id, day)
        ) STRICT
        """,
        "CREATE UNIQUE INDEX series_post_post ON series_post (post_id) WHERE post_id IS NOT NULL",
    ]
}
