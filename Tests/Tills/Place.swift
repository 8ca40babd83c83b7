import ArgumentParser
import Foundation
import KicauCore
import KicauStore

/// The database that all the processes share.
struct Place: ParsableArguments {
    @Option(help: "A SQLite file, made when it is missing.")
    var file: String?

    @Option(help: "A PostgreSQL database, postgres://…")
    var database: String?

    func validate() throws {
        guard (file == nil) != (database == nil) else { throw ValidationError("Give either --file or --database.") }
    }

    var arguments: [String] { file.map { ["--file", $0] } ?? ["--database", database ?? ""] }

    /// Where it already is.
    func open() async throws -> Store {
        if let database { return try await .besidePostgres(Redacted(database), connections: 2) }
        return try .beside(path: file ?? "")
    }

    func make(at now: Instant) async throws -> Store {
        let store = try await open()
        try await store.migrate(now: now)
        return store
    }
}
