/// Posts, deliveries and all that is written while they go out.
enum PostsSchema {
    static let statements = [
        """
        CREATE TABLE post (
            id INTEGER PRIMARY KEY,
            workspace_id INTEGER NOT NULL REFERENCES workspace (id),
            author_name TEXT NOT NULL,
            content TEXT NOT NULL,
            excerpt TEXT NOT NULL,
            first_picture TEXT,
            state TEXT NOT NULL CHECK (state IN
                ('draft', 'scheduled', 'sending', 'published', 'partly', 'needs-you', 'refused', 'cancelled')),
            due_wall TEXT,
            due_zone TEXT,
            due_ms INTEGER,
            schedule_key TEXT,
            version INTEGER NOT NULL DEFAULT 1,
            created_ms INTEGER NOT NULL,
            sort_ms INTEGER NOT NULL,
            UNIQUE (workspace_id, schedule_key),
            CHECK ((due_ms IS NULL) = (due_wall IS NULL) AND (due_ms IS NULL) = (due_zone IS NULL))
        ) STRICT
        """,
        "CREATE INDEX post_sort ON post (workspace_id, sort_ms DESC, id DESC)",
        "CREATE INDEX post_state ON post (workspace_id, state, sort_ms DESC, id DESC)",
        "CREATE INDEX post_due ON post (workspace_id, due_ms) WHERE due_ms IS NOT NULL",
        """
        CREATE TABLE delivery (
            id INTEGER PRIMARY KEY,
            post_id INTEGER NOT NULL REFERENCES post (id),
            workspace_id INTEGER NOT NULL REFERENCES workspace (id),
            account_id INTEGER NOT NULL REFERENCES account (id),
            state TEXT NOT NULL CHECK (state IN ('scheduled', 'claimed', 'intent', 'unknown', 'reconciling',
                'published', 'refused', 'waiting', 'dropped', 'cancelled')),
            waiting_for TEXT,
            rendition TEXT NOT NULL,
            rendition_sha256 TEXT NOT NULL,
            key TEXT NOT NULL UNIQUE,
            due_ms INTEGER NOT NULL,
            ready_ms INTEGER NOT NULL,
            epoch INTEGER NOT NULL DEFAULT 0,
            worker TEXT,
            lease_ends_ms INTEGER,
            doubt INTEGER NOT NULL DEFAULT 0 CHECK (doubt IN (0, 1)),
            looks INTEGER NOT NULL DEFAULT 0,
            trouble TEXT,
            published_ms INTEGER,
            url TEXT,
            removed_ms INTEGER,
            CHECK ((state = 'waiting') = (waiting_for IS NOT NULL)),
            CHECK (ready_ms >= due_ms),
            CHECK (state <> 'unknown' OR doubt = 1)
        ) STRICT
        """,
        "CREATE INDEX delivery_ready ON delivery (state, ready_ms, id)",
        "CREATE INDEX delivery_lease ON delivery (lease_ends_ms) WHERE lease_ends_ms IS NOT NULL",
        "CREATE INDEX delivery_post ON delivery (post_id)",
        "CREATE INDEX delivery_account ON delivery (account_id, state)",
        """
        CREATE TABLE step (
            delivery_id INTEGER NOT NULL REFERENCES delivery (id),
            position INTEGER NOT NULL,
            step TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('open', 'working', 'settled', 'refused')),
            sends INTEGER NOT NULL DEFAULT 0,
            result TEXT,
            expires_ms INTEGER,
            settled_ms INTEGER,
            PRIMARY KEY (delivery_id, position)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE attempt (
            id INTEGER PRIMARY KEY,
            delivery_id INTEGER NOT NULL REFERENCES delivery (id),
            position INTEGER NOT NULL,
            part INTEGER NOT NULL,
            epoch INTEGER NOT NULL,
            intended_ms INTEGER NOT NULL,
            deadline_ms INTEGER NOT NULL,
            quiet_until_ms INTEGER NOT NULL,
            ended_ms INTEGER,
            outcome TEXT,
            status INTEGER,
            answer TEXT
        ) STRICT
        """,
        "CREATE INDEX attempt_delivery ON attempt (delivery_id, id)",
        """
        CREATE TABLE delivery_event (
            id INTEGER PRIMARY KEY,
            delivery_id INTEGER NOT NULL REFERENCES delivery (id),
            at_ms INTEGER NOT NULL,
            state TEXT NOT NULL,
            story TEXT NOT NULL
        ) STRICT
        """,
        "CREATE INDEX delivery_event_delivery ON delivery_event (delivery_id, id)",
        """
        CREATE TABLE reading (
            delivery_id INTEGER NOT NULL REFERENCES delivery (id),
            metric TEXT NOT NULL,
            at_ms INTEGER NOT NULL,
            value INTEGER NOT NULL,
            PRIMARY KEY (delivery_id, metric, at_ms)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE outbox (
            id INTEGER PRIMARY KEY,
            workspace_id INTEGER NOT NULL REFERENCES workspace (id),
            kind TEXT NOT NULL,
            payload TEXT NOT NULL,
            made_ms INTEGER NOT NULL,
            done_ms INTEGER
        ) STRICT
        """,
        "CREATE INDEX outbox_open ON outbox (id) WHERE done_ms IS NULL",
    ]
}
