/// Leaves: what was published, sealed in a chain, so that a missing or changed one shows.
enum ArchiveSchema {
    static let statements = [
        """
        CREATE TABLE leaf (
            id INTEGER PRIMARY KEY,
            workspace_id INTEGER NOT NULL REFERENCES workspace (id),
            delivery_id INTEGER NOT NULL UNIQUE REFERENCES delivery (id),
            content TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            previous_sha256 TEXT NOT NULL,
            made_ms INTEGER NOT NULL
        ) STRICT
        """,
        "CREATE INDEX leaf_workspace ON leaf (workspace_id, id)",
    ]
}
