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
        ("0009 alarm", AlarmSchema.statements),
    ]

    static func bringUp(_ store: Store, now: Instant) async throws {
        let done = try await store.write { tx in
            try tx.run("CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, at_ms INTEGER NOT NULL) STRICT")
            return Set(try tx.all("SELECT name FROM migration") { try $0.text("name") })
        }
        let unknown = done.subtracting(all.map(\.name))
        guard unknown.isEmpty else {
            throw Problem(
                .newerDatabase,
                "This data folder was made by a newer Kicau (\(unknown.sorted().joined(separator: ", "))).",
                do: "Start the newer version; going back is not possible.")
        }
        for step in all where !done.contains(step.name) {
            try await store.write { tx in
                for statement in step.statements { try tx.run(Query(stringLiteral: statement)) }
                try tx.run("INSERT INTO migration (name, at_ms) VALUES (\(step.name), \(now))")
            }
        }
    }
}
