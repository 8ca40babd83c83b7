import Foundation
import KicauCore

/// The server that the tests were given.
struct PostgresServer: Sendable {
    let address: String

    /// Makes a database, and gives its address.
    ///
    /// - Parameter template: whose tables it gets; nobody may be connected to that one.
    func database(_ name: String, like template: String?) async throws -> Redacted<String> {
        guard var parts = URLComponents(string: address) else {
            throw Unusable(words: "KICAU_TEST_POSTGRES is no address")
        }
        try await create(["--maintenance-db", address] + (template.map { ["--template", $0] } ?? []) + [name])
        parts.path = "/" + name
        return Redacted(parts.string ?? address)
    }

    /// Debian's own `createdb` is a script that looks for the version first; hundreds of them are better called directly.
    private func create(_ arguments: [String]) async throws {
        let versions = try FileManager.default.contentsOfDirectory(atPath: PostgresServer.home)
        guard let newest = versions.max(by: { $0.compare($1, options: .numeric) == .orderedAscending }) else {
            throw Unusable(words: "PostgreSQL is not installed: run scripts/setup tests")
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "\(PostgresServer.home)/\(newest)/bin/createdb")
        process.arguments = arguments
        let errors = Pipe()
        process.standardError = errors
        let status = try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do {
                try process.run()
            } catch {
                continuation.resume(throwing: error)
            }
        }
        guard status == 0 else {
            let words = try errors.fileHandleForReading.readToEnd().map { String(decoding: $0, as: UTF8.self) } ?? ""
            throw Unusable(words: "createdb: \(words)")
        }
    }

    private static let home = "/usr/lib/postgresql"

    struct Unusable: Error {
        let words: String
    }
}
