import KicauCore
import KicauStore

extension Store {
    /// The database that the settings name: PostgreSQL, or SQLite in the data folder.
    static func open(_ settings: Settings, in folder: DataFolder, now: Instant) async throws -> Store {
        guard let address = settings.database else { return try await .sqlite(in: folder, now: now) }
        return try await .postgres(address, now: now)
    }
}
