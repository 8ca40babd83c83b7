/// Later checks of what was published, and where each published delivery was last seen to stand.
enum RecheckSchema {
    static let statements = [
        """
        CREATE TABLE recheck (
            id INTEGER PRIMARY KEY,
            workspace_id INTEGER NOT NULL REFERENCES workspace (id),
            delivery_id INTEGER NOT NULL REFERENCES delivery (id),
            after_ms INTEGER,
            due_ms INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('due', 'claimed', 'done')),
            tries INTEGER NOT NULL DEFAULT 0,
            epoch INTEGER NOT NULL DEFAULT 0,
            worker TEXT,
            lease_ends_ms INTEGER,
            sighting TEXT CHECK (sighting IN
                ('unchanged', 'changed', 'gone', 'could-not-look', 'skipped', 'not-offered')),
            parts TEXT,
            done_ms INTEGER,
            UNIQUE (delivery_id, after_ms),
            CHECK ((state = 'claimed') = (lease_ends_ms IS NOT NULL)),
            CHECK ((state = 'done') = (done_ms IS NOT NULL)),
            CHECK ((state = 'done') = (sighting IS NOT NULL))
        ) STRICT
        """,
        "CREATE INDEX recheck_due ON recheck (due_ms, id) WHERE state <> 'done'",
        // Whoever presses the button twice asks once.
        "CREATE UNIQUE INDEX recheck_asked ON recheck (delivery_id) WHERE after_ms IS NULL AND state <> 'done'",
        """
        CREATE TABLE presence (
            delivery_id INTEGER PRIMARY KEY REFERENCES delivery (id),
            workspace_id INTEGER NOT NULL REFERENCES workspace (id),
            post_id INTEGER NOT NULL REFERENCES post (id),
            state TEXT NOT NULL CHECK (state IN ('there', 'changed', 'gone')),
            since_ms INTEGER NOT NULL,
            seen_ms INTEGER NOT NULL,
            checked_ms INTEGER NOT NULL
        ) STRICT
        """,
        "CREATE INDEX presence_lost ON presence (workspace_id, since_ms) WHERE state <> 'there'",
    ]
}
