extension Transaction {
    public func setting(_ name: String) throws -> String? {
        try first("SELECT value FROM setting WHERE name = \(name)") { try $0.text("value") }
    }

    public func setSetting(_ name: String, to value: String) throws {
        try also(
            "INSERT INTO setting (name, value) VALUES (\(name), \(value)) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
        )
    }

    /// What SQLite's own check finds wrong; empty when all is well.
    public func integrityTrouble() throws -> [String] {
        try all("PRAGMA quick_check(5)") { try $0.text("quick_check") }.filter { $0 != "ok" }
    }
}
