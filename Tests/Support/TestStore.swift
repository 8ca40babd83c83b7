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
        guard let server else { return try await .inMemory(named: name(), now: now) }
        return try await .postgres(try await copies.make(name(), on: server), now: now, connections: 3)
    }

    /// An empty database on the server that the tests were given; nil without one.
    public static func freshPostgresAddress() async throws -> Redacted<String>? {
        guard let server else { return nil }
        return try await PostgresServer(address: server).database(name(), like: nil)
    }

    static func name(_ kind: String = "t") -> String { kind + UUID().uuidString.filter { $0 != "-" }.lowercased() }

    private static let copies = Copies()
}

/// Makes the schema once, and copies the files: that takes a fifth of the time.
private actor Copies {
    private var template: Task<String, any Error>?

    func make(_ name: String, on server: String) async throws -> Redacted<String> {
        let postgres = PostgresServer(address: server)
        let task = template ?? Task { try await Copies.template(on: postgres) }
        template = task
        return try await postgres.database(name, like: try await task.value)
    }

    private static func template(on server: PostgresServer) async throws -> String {
        let name = TestStore.name("template")
        let store = try await Store.postgres(
            try await server.database(name, like: nil), now: HandTime().now(), connections: 1)
        try store.close()
        return name
    }
}
