/// What networks' calls have pointed at, until it is read; and whether they call for an account at all.
enum RingingSchema {
    static let statements = [
        // An empty comment: the post's own words. Numbers are all that a call from outside may leave here.
        """
        CREATE TABLE hint (
            id INTEGER PRIMARY KEY,
            account_id INTEGER NOT NULL REFERENCES account (id),
            post_no TEXT NOT NULL,
            comment_no TEXT NOT NULL DEFAULT '',
            told_ms INTEGER NOT NULL,
            tried_ms INTEGER NOT NULL DEFAULT 0,
            tries INTEGER NOT NULL DEFAULT 0,
            UNIQUE (account_id, post_no, comment_no)
        ) STRICT
        """,
        "CREATE INDEX hint_told ON hint (told_ms)",
        """
        CREATE TABLE ringing (
            account_id INTEGER PRIMARY KEY REFERENCES account (id),
            rung_ms INTEGER,
            is_subscribed INTEGER NOT NULL DEFAULT 0,
            looked_ms INTEGER,
            due_ms INTEGER NOT NULL,
            trouble TEXT
        ) STRICT
        """,
        "CREATE INDEX ringing_due ON ringing (due_ms)",
    ]
}
