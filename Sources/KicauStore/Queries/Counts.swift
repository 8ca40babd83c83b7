public import KicauCore

/// For those who watch over a running Kicau.
extension Transaction {
    /// Each part has an index of its own, so that no row is read.
    public func deliveryCounts() throws -> [Delivery.State: Int] {
        Dictionary(
            uniqueKeysWithValues: try all(
                """
                SELECT 'scheduled' AS state, COUNT(*) AS count FROM delivery WHERE state = 'scheduled'
                UNION ALL SELECT 'unknown', COUNT(*) FROM delivery WHERE state = 'unknown'
                UNION ALL SELECT 'waiting', COUNT(*) FROM delivery WHERE state = 'waiting'
                UNION ALL SELECT state, COUNT(*) FROM delivery WHERE lease_ends_ms IS NOT NULL GROUP BY state
                UNION ALL SELECT state, COUNT(*) FROM delivery
                    WHERE state IN ('published', 'refused', 'dropped', 'cancelled') GROUP BY state
                """,
                { (try $0.word("state", as: Delivery.State.self), try $0.int("count")) }))
    }

    public func openHoldCounts() throws -> [HoldRow.State: Int] {
        Dictionary(
            uniqueKeysWithValues: try all(
                "SELECT state, COUNT(*) AS count FROM hold WHERE state IN ('held', 'in-doubt') GROUP BY state",
                { (try $0.word("state", as: HoldRow.State.self), try $0.int("count")) }))
    }

    /// When a delivery's story was last gone on with.
    public func newestEvent() throws -> Instant? {
        try first("SELECT at_ms FROM delivery_event ORDER BY id DESC LIMIT 1") { try $0.instant("at_ms") }
    }

    /// When the newest backup was begun; nil when none was made.
    public func lastBackup() throws -> Instant? {
        try setting("backup_made_ms").flatMap(Int64.init).map(Instant.init(ms:))
    }

    public func noteBackup(made: Instant) throws { try setSetting("backup_made_ms", to: String(made.ms)) }
}
