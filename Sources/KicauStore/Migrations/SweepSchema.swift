/// Which uploads nobody has put into anything. What was there before counts as used: nobody knows any more.
enum SweepSchema {
    static let statements = [
        "ALTER TABLE media ADD COLUMN used INTEGER NOT NULL DEFAULT 1",
        "CREATE INDEX media_name ON media (sha256)",
        "CREATE INDEX media_unused ON media (made_ms) WHERE used = 0",
    ]
}
