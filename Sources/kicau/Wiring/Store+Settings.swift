import KicauCore
import KicauStore

extension Store {
    /// The database that the settings name: PostgreSQL, or SQLite in the data folder.
    static func open(_ settings: Settings, in folder: DataFolder?, now: Instant) async throws -> Store {
        if let address = settings.database { return try await .postgres(address, now: now) }
        return try await .sqlite(in: try folder ?? DataFolder(settings.data), now: now)
    }

    static func missingMigrations(of settings: Settings, in folder: DataFolder?) async throws -> [String] {
        let store: Store =
            if let address = settings.database {
                try await .besidePostgres(address)
            } else {
                try .beside(path: try (folder ?? DataFolder(settings.data)).databasePath)
            }
        let missing = try await store.missingMigrations()
        try store.close()
        return missing
    }
}
