/// Time in its own right: which of two equal wall times is meant, and the zone rules posts were planned by.
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
    ]
}
