/// What gives way when a post can no longer be paid, as each workspace chose it.
enum GivingWaySchema {
    static let statements = [
        """
        CREATE TABLE giving_way (
            workspace_id INTEGER PRIMARY KEY REFERENCES workspace (id),
            publishing TEXT NOT NULL,
            comments_go_first INTEGER NOT NULL CHECK (comments_go_first IN (0, 1))
        ) STRICT
        """
    ]
}

/// How far everything but publishing may use a budget: {"ai": 60}, where it is not what is usual.
enum WorkShareSchema {
    static let statements = ["ALTER TABLE giving_way ADD COLUMN shares TEXT NOT NULL DEFAULT '{}'"]
}
