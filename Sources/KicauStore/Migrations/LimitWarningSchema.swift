/// What was said of the networks' windows, to each workspace that they bind.
///
/// Who is told stands among the notices of budgets' warnings, so that both are told in one way.
enum LimitWarningSchema {
    static let statements = [
        """
        CREATE TABLE limit_warning (
            id INTEGER PRIMARY KEY,
            workspace_id INTEGER NOT NULL REFERENCES workspace (id),
            platform TEXT NOT NULL,
            what TEXT NOT NULL,
            binds TEXT NOT NULL,
            kind TEXT NOT NULL,
            span_ms INTEGER NOT NULL CHECK (span_ms > 0),
            subject TEXT NOT NULL,
            used INTEGER NOT NULL CHECK (used >= 0),
            most INTEGER NOT NULL CHECK (most > 0),
            resets_ms INTEGER,
            at_ms INTEGER NOT NULL,
            put_away_ms INTEGER
        ) STRICT
        """,
        "CREATE INDEX limit_warning_story ON limit_warning (workspace_id, at_ms)",
    ]
}
