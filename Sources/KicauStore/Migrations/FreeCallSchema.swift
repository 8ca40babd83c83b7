/// Calls that cost nothing, counted by day: what they would cost under other prices is asked later.
enum FreeCallSchema {
    static let statements = [
        // Account 0 is nobody's in particular: a key may hold no nil.
        """
        CREATE TABLE free_call (
            workspace_id INTEGER NOT NULL,
            platform TEXT NOT NULL,
            account_no INTEGER NOT NULL,
            unit TEXT NOT NULL,
            day_no INTEGER NOT NULL,
            count INTEGER NOT NULL CHECK (count > 0),
            PRIMARY KEY (workspace_id, day_no, platform, account_no, unit)
        ) STRICT
        """
    ]
}
