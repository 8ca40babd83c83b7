import ArgumentParser
import Foundation
import KicauCore

/// Talking to the person at the terminal: data on standard output, everything else on standard error.
enum Talk {
    static func say(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

    /// Runs a command's work; a problem becomes its sentences and exit code 1.
    static func run(_ work: () async throws -> Void) async throws {
        do {
            try await work()
        } catch let problem as Problem {
            say("kicau: \(problem.what)\n       \(problem.toDo)  [\(problem.code.rawValue)]")
            throw ExitCode(exitCode(of: problem))
        }
    }

    /// Scripts that watch over backups have to tell a bad one from a mistyped path.
    private static func exitCode(of problem: Problem) -> Int32 { problem.code == .badBackup ? 4 : 1 }

    /// A port that is taken deserves a better sentence than an errno.
    static func portProblem(_ error: any Error) -> Problem? {
        let text = String(describing: error)
        guard text.contains("EADDRINUSE") || text.contains("Address already in use") || text.contains("errno: 98")
        else { return nil }
        return Problem(
            .portInUse, "The port is already in use by another program.",
            do: "Stop that program, or choose another port with --port.", cause: text)
    }
}
