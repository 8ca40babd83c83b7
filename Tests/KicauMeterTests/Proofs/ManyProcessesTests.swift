import Foundation
import KicauCore
import KicauTesting
import Testing

/// Real processes on one real database; some are killed on the way. Tests/Tills is their program.
@Suite("Many processes at one workspace's money", .serialized)
struct ManyProcessesTests {
    @Test func `never pass a limit, book twice, lose a booking or disagree with the ledger`() async throws {
        let run = try await Self.prove()

        #expect(run.status == 0, Comment(rawValue: run.words))
    }

    /// It ends as soon as a limit is passed; how long that takes is the machine's.
    @Test func `a meter that looks first and takes afterwards is caught`() async throws {
        let run = try await Self.prove("--checks-then-adds", "--seconds", "120")

        #expect(run.status == 1, Comment(rawValue: run.words))
        #expect(run.words.contains("was passed"))
    }

    /// How it ended, and what it said.
    private static func prove(_ options: String...) async throws -> (status: Int32, words: String) {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tills-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }  // the system empties it some day
        let words = folder.appendingPathComponent("words")
        _ = FileManager.default.createFile(atPath: words.path, contents: nil)
        let output = try FileHandle(forWritingTo: words)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
            .deletingLastPathComponent().appendingPathComponent("KicauTills")
        let database = try await TestStore.freshPostgresAddress()
        process.arguments =
            ["prove"] + options
            + (database.map { ["--database", $0.reveal()] } ?? ["--file", folder.appendingPathComponent("db").path])
        process.standardOutput = output
        process.standardError = output
        let status = try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do {
                try process.run()
            } catch {
                continuation.resume(throwing: error)
            }
        }
        return (status, try String(contentsOf: words, encoding: .utf8))
    }
}
