import Foundation
public import KicauCore
public import KicauStore

/// A database of its own for each test: SQLite in memory, or PostgreSQL where `KICAU_TEST_POSTGRES` names a server.
///
/// So the same suites hold both engines to the same promises.
public enum TestStore {
    public static var isPostgres: Bool { server != nil }

    private static var server: String? { ProcessInfo.processInfo.environment["KICAU_TEST_POSTGRES"] }

    public static func fresh(now: Instant) async throws -> Store {
        let name = "t" + UUID().uuidString.filter { $0 != "-" }.lowercased()
        guard let server else { return try await .inMemory(named: name, now: now) }
        return try await .postgres(try await address(of: name, on: server), now: now, connections: 3)
    }

    /// A schema of its own on the server that the tests were given; nil without one.
    public static func freshPostgresAddress() async throws -> Redacted<String>? {
        guard let server else { return nil }
        return try await address(of: "t" + UUID().uuidString.filter { $0 != "-" }.lowercased(), on: server)
    }

    private static func address(of schema: String, on server: String) async throws -> Redacted<String> {
        let door = try await Store.besidePostgres(Redacted(server), connections: 1)
        try await door.write { try $0.also("CREATE SCHEMA \(raw: schema)") }
        try door.close()
        return Redacted("\(server)\(server.contains("?") ? "&" : "?")options=-csearch_path%3D\(schema)")
    }
}
