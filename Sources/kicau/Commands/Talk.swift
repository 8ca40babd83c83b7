import ArgumentParser
import Foundation
import KicauCore

/// Talking to the person at the terminal: data on standard output, everything else on standard error.
enum Talk {
    static func say(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

    /// Runs a command's work; a problem becomes its sentences and an exit code.
    static func run(_ work: () async throws -> Void) async throws {
        do {
            try await work()
        } catch let problem as Problem {
            say("kicau: \(problem.what)\n       \(problem.toDo)  [\(problem.code.rawValue)]")
            throw ExitCode(problem.code.exitCode)
        }
    }

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

extension Problem.Code {
    /// So that a supervisor can tell what to do: wait and start again (4), call a person (5), make room (6).
    var exitCode: Int32 {
        switch self {
        case .databaseUnreachable: 4
        case .databaseRefused, .databaseTooOld, .newerDatabase, .wrongKey, .damagedDatabase, .dataFolderInUse: 5
        case .diskFull, .dataFolderUnusable: 6
        case .badSetting, .badConfigFile: 2
        // Scripts that watch over backups have to tell a bad one from a mistyped path.
        case .badBackup: 7
        default: 1
        }
    }
}
