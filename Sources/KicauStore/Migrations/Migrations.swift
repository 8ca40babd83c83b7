import Foundation
import KicauCore

/// Brings the schema up, one numbered step after the other, each in its own transaction.
enum Migrations {
    static let all: [(name: String, statements: [String])] = [
        ("0001 people", PeopleSchema.statements),
        ("0002 accounts", AccountsSchema.statements),
        ("0003 posts", PostsSchema.statements),
        ("0004 meter", MeterSchema.statements),
        ("0005 archive", ArchiveSchema.statements),
        ("0006 lanes", LanesSchema.statements),
        ("0007 rhythm", RhythmSchema.statements),
        ("0008 rechecks", RecheckSchema.statements),
        ("0009 alarm", AlarmSchema.statements),
        ("0010 claims", ClaimSchema.statements),
        ("0011 lean indexes", LeanIndexSchema.statements),
    ]

    /// What a step does besides where only PostgreSQL has a word for it.
    private static let onPostgres = ["0011 lean indexes": LeanIndexSchema.onPostgres]

    /// - Throws: `Problem` `.newerDatabase` when a newer Kicau was here.
    static func bringUp(_ store: Store, now: Instant) async throws {
        if try await missing(in: store).isEmpty { return }
        try await store.write(as: .shut) { tx in try tx.prepareForMigrations() }
        for step in all {
            // Two nodes may start at the same moment: each step is looked at again when nobody else writes.
            try await store.write(as: .shut) { tx in
                guard try !tx.migrations().contains(step.name) else { return }
                for statement in step.statements { try tx.also(Query(stringLiteral: tx.dialect.schema(statement))) }
                if tx.dialect == .postgres {
                    for statement in onPostgres[step.name] ?? [] { try tx.also(Query(stringLiteral: statement)) }
                }
                try tx.also("INSERT INTO migration (name, at_ms) VALUES (\(step.name), \(now))")
            }
        }
    }

    /// The steps that a database still lacks; all of them for a new one.
    static func missing(in store: Store) async throws -> [String] {
        let done = try await store.read { tx in try tx.hasMigrations() ? tx.migrations() : [] }
        let unknown = done.subtracting(all.map(\.name))
        guard unknown.isEmpty else {
            throw Problem(
                .newerDatabase,
                "This database was made by a newer Kicau (\(unknown.sorted().joined(separator: ", "))).",
                do: "Start the newer version; going back is not possible.")
        }
        return all.map(\.name).filter { !done.contains($0) }
    }
}

extension Transaction {
    fileprivate func hasMigrations() throws -> Bool {
        let tables: Query =
            switch dialect {
            case .sqlite: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name = 'migration'"
            case .postgres: "SELECT CAST(to_regclass('migration') AS TEXT) AS name"
            }
        return try first(tables, { try $0.textOrNil("name") }) ?? nil != nil
    }

    fileprivate func migrations() throws -> Set<String> {
        Set(try all("SELECT name FROM migration") { try $0.text("name") })
    }

    fileprivate func prepareForMigrations() throws {
        if dialect == .postgres {
            try also(
                """
                CREATE COLLATION IF NOT EXISTS nocase
                    (provider = icu, locale = 'und-u-ks-level2', deterministic = false)
                """)
        }
        try also(
            Query(
                stringLiteral: dialect.schema(
                    "CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, at_ms INTEGER NOT NULL) STRICT")))
    }
}

extension Store {
    /// The steps that this database still lacks.
    /// - Throws: `Problem` `.newerDatabase`.
    public func missingMigrations() async throws -> [String] { try await Migrations.missing(in: self) }
}
