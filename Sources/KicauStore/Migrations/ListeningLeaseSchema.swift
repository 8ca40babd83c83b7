/// Who listens holds the account for as long as he does. Null: nobody is listening.
enum ListeningLeaseSchema {
    static let statements = [
        "ALTER TABLE listening ADD COLUMN lease_ends_ms INTEGER",
        "ALTER TABLE listening ADD COLUMN epoch INTEGER NOT NULL DEFAULT 0",
    ]
}
