import CLibpq
public import KicauCore

extension Store {
    /// The oldest server whose words we use (`pg_xact_status`, `xid8`, pipelines).
    private static let oldestPostgres = 140_000

    /// Opens (and, when new or older, migrates) a PostgreSQL database that many nodes may share.
    ///
    /// - Parameter address: "postgres://user:password@host/database", as libpq takes it.
    /// - Throws: `Problem` `.badSetting`, `.databaseUnreachable`, `.databaseRefused`, `.databaseTooOld` or `.newerDatabase`.
    public static func postgres(_ address: Redacted<String>, now: Instant, connections: Int = 8) async throws -> Store {
        let store = try await besidePostgres(address, connections: connections)
        try await Migrations.bringUp(store, now: now)
        return store
    }

    /// Opens a PostgreSQL database as it is, to look it over.
    public static func besidePostgres(_ address: Redacted<String>, connections: Int = 8) async throws -> Store {
        let address = try checked(address.reveal())
        let version = try await PostgresPool(address: address, connections: 1, patience: .seconds(3)).firstVersion()
        guard version >= oldestPostgres else {
            throw Problem(
                .databaseTooOld, "The PostgreSQL server is version \(version / 10_000); Kicau needs 14 or newer.",
                do: "Upgrade the server, or leave DATABASE_URL out to use SQLite.")
        }
        return Store(engine: PostgresEngine(address: address, connections: connections))
    }

    /// Does the setting name a PostgreSQL database in a way that libpq understands?
    public static func checkPostgres(_ address: Redacted<String>) throws(Problem) { _ = try checked(address.reveal()) }

    private static func checked(_ address: String) throws(Problem) -> String {
        if let why = kicau_libpq_open() {
            throw Problem(
                .broken, "Kicau cannot use libpq, so it reaches no PostgreSQL database.",
                do: "Reinstall libpq (Debian: libpq5), then start again.", cause: String(cString: why))
        }
        var words: UnsafeMutablePointer<CChar>?
        let options = PQconninfoParse(address, &words)
        defer {
            PQconninfoFree(options)
            PQfreemem(words)
        }
        guard options != nil, address.hasPrefix("postgres://") || address.hasPrefix("postgresql://") else {
            // libpq's words may repeat the password.
            throw Problem(
                .badSetting, "DATABASE_URL is no address of a PostgreSQL database.",
                do: "Write it like postgres://user:password@host:5432/kicau, or leave it out to use SQLite.",
                field: "database")
        }
        return address
    }
}

extension PostgresPool {
    /// Connects once and gives the server's version (150018 for 15.18).
    fileprivate func firstVersion() async throws -> Int {
        defer { try? close() }  // it lent one connection; nothing is lost
        do {
            return try await run { try self.attempt { connection, _ in connection.serverVersion } }
        } catch let trouble as PostgresTrouble {
            throw trouble.reported
        }
    }
}
