import Foundation
import KicauCore

/// Brings the schema up, one numbered step after the other, each in its own transaction.
enum Migrations {
    struct Step {
        let name: String
        let statements: [String]
        /// What only one of them has a word for.
        let onSQLite: [String]
        let onPostgres: [String]

        init(_ name: String, _ statements: [String], onSQLite: [String] = [], onPostgres: [String] = []) {
            self.name = name
            self.statements = statements
            self.onSQLite = onSQLite
            self.onPostgres = onPostgres
        }

        func own(_ dialect: Dialect) -> [String] {
            switch dialect {
            case .sqlite: onSQLite
            case .postgres: onPostgres
            }
        }
    }

    static let all = [
        Step("0001 people", PeopleSchema.statements),
        Step("0002 accounts", AccountsSchema.statements),
        Step("0003 posts", PostsSchema.statements),
        Step("0004 meter", MeterSchema.statements),
        Step("0005 archive", ArchiveSchema.statements),
        Step("0006 lanes", LanesSchema.statements),
        Step("0007 rhythm", RhythmSchema.statements),
        Step("0008 rechecks", RecheckSchema.statements),
        Step("0009 alarm", AlarmSchema.statements),
        Step("0010 claims", ClaimSchema.statements),
        Step("0011 lean indexes", LeanIndexSchema.statements, onPostgres: LeanIndexSchema.onPostgres),
        Step("0012 describing", DescribingSchema.statements),
        Step("0013 answers", AnswersSchema.statements),
        Step("0014 lean checks", [], onPostgres: LeanChecksSchema.onPostgres),
        Step("0015 motion", MotionSchema.statements),
        Step("0016 link tags", LinkTagsSchema.statements),
        Step("0017 inbox", InboxSchema.statements),
        Step("0018 editions", EditionSchema.statements),
        Step("0019 snippets", SnippetSchema.statements),
        Step("0020 documents", DocumentSchema.statements),
        Step("0021 listening leases", ListeningLeaseSchema.statements),
        Step("0022 purses", PurseSchema.statements),
        Step("0023 sweep", SweepSchema.statements),
        Step("0024 price lists", PriceListSchema.statements),
        Step("0025 warnings", WarningSchema.statements),
        Step("0026 free calls", FreeCallSchema.statements),
        Step("0027 quotas", QuotaSchema.statements),
        Step("0028 ledger", LedgerSchema.statements),
        Step("0029 giving way", GivingWaySchema.statements),
        Step("0030 assistant", AssistantSchema.statements),
        Step("0031 priced holds", PricedHoldSchema.statements),
        Step("0032 families", FamilySchema.statements),
        Step("0033 limit warnings", LimitWarningSchema.statements),
        Step("0034 work shares", WorkShareSchema.statements),
        Step("0035 ringing", RingingSchema.statements),
        Step("0036 plan fees", PlanFeeSchema.statements),
        Step("0037 plan zones", PlanZoneSchema.statements),
        Step("0038 corpus scans", CorpusScanSchema.statements),
        Step("0039 rated events", RatedEventSchema.columns),
        Step(
            "0040 what events were rated by", [], onSQLite: RatedEventSchema.onSQLite,
            onPostgres: RatedEventSchema.onPostgres),
        Step("0041 heard by time", ["CREATE INDEX heard_time ON heard (account_id, heard_ms)"]),
    ]

    /// - Throws: `Problem` `.newerDatabase` when a newer Kicau was here.
    static func bringUp(_ store: Store, now: Instant) async throws {
        if try await missing(in: store).isEmpty { return }
        try await store.write(as: .shut) { tx in try tx.prepareForMigrations() }
        for step in all {
            // Two nodes may start at the same moment: each step is looked at again when nobody else writes.
            try await store.write(as: .shut) { tx in
                guard try !tx.migrations().contains(step.name) else { return }
                let statements = step.statements.map(tx.dialect.schema) + step.own(tx.dialect)
                for statement in statements { try tx.also(Query(stringLiteral: statement)) }
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
