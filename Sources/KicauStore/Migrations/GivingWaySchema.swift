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
