extension Transaction {
    public func setting(_ name: String) throws -> String? {
        try first("SELECT value FROM setting WHERE name = \(name)") { try $0.text("value") }
    }

    public func setSetting(_ name: String, to value: String) throws {
        try also(
            "INSERT INTO setting (name, value) VALUES (\(name), \(value)) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
        )
    }

    /// Writes it only where it still is what was read: of two that change it at once, one is told no.
    public func changeSetting(_ name: String, from old: String?, to value: String) throws -> Bool {
        let changed =
            if let old {
                try first(
                    "UPDATE setting SET value = \(value) WHERE name = \(name) AND value = \(old) RETURNING name",
                    { try $0.text("name") })
            } else {
                try first(
                    """
                    INSERT INTO setting (name, value) VALUES (\(name), \(value)) ON CONFLICT (name) DO NOTHING
                    RETURNING name
                    """, { try $0.text("name") })
            }
        return changed != nil
    }

    /// What SQLite's own check finds wrong; empty when all is well.
    public func integrityTrouble() throws -> [String] {
        try all("PRAGMA quick_check(5)") { try $0.text("quick_check") }.filter { $0 != "ok" }
    }
}
