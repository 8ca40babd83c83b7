/// Each workspace's language model, and what its models cost by whose word since when.
enum AssistantSchema {
    static let statements = [
        """
        CREATE TABLE assistant (
            workspace_id INTEGER PRIMARY KEY REFERENCES workspace (id),
            endpoint TEXT NOT NULL,
            sealed_key BLOB NOT NULL,
            changed_ms INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE model_price (
            id INTEGER PRIMARY KEY,
            workspace_id INTEGER NOT NULL REFERENCES workspace (id),
            model TEXT NOT NULL,
            prices TEXT NOT NULL,
            source TEXT NOT NULL,
            entered_by TEXT NOT NULL,
            entered_ms INTEGER NOT NULL
        ) STRICT
        """,
        "CREATE INDEX model_price_model ON model_price (workspace_id, model, id)",
    ]
}
