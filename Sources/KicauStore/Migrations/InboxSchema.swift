/// What was said to accounts, and how far each account's networks have been listened to.
enum InboxSchema {
    static let statements = [
        """
        CREATE TABLE listening (
            account_id INTEGER PRIMARY KEY REFERENCES account (id),
            due_ms INTEGER NOT NULL,
            asked_ms INTEGER,
            mark TEXT NOT NULL DEFAULT '{}',
            missing TEXT
        ) STRICT
        """,
        "CREATE INDEX listening_due ON listening (due_ms)",
        """
        CREATE TABLE heard (
            id INTEGER PRIMARY KEY,
            workspace_id INTEGER NOT NULL REFERENCES workspace (id),
            account_id INTEGER NOT NULL REFERENCES account (id),
            remote_id TEXT NOT NULL,
            said TEXT NOT NULL,
            said_ms INTEGER NOT NULL,
            heard_ms INTEGER NOT NULL,
            post_id INTEGER REFERENCES post (id) ON DELETE SET NULL,
            answer_id INTEGER REFERENCES post (id) ON DELETE SET NULL,
            assignee_id INTEGER REFERENCES "user" (id) ON DELETE SET NULL,
            is_liked INTEGER NOT NULL DEFAULT 0,
            is_hidden INTEGER NOT NULL DEFAULT 0,
            done_ms INTEGER,
            forgotten_ms INTEGER,
            UNIQUE (account_id, remote_id)
        ) STRICT
        """,
        "CREATE INDEX heard_open ON heard (workspace_id, said_ms, id) WHERE done_ms IS NULL",
        "CREATE INDEX heard_done ON heard (workspace_id, said_ms, id) WHERE done_ms IS NOT NULL",
        // Their own posts are deleted rarely; what refers to them is found by these.
        "CREATE INDEX heard_post ON heard (post_id) WHERE post_id IS NOT NULL",
        "CREATE INDEX heard_answer ON heard (answer_id) WHERE answer_id IS NOT NULL",
    ]
}
