import Foundation
import GRDB

/// The baseline: SQLite alone, one tiny row a commit, on the same disk as the data folder.
enum BareCommits {
    /// Commits a second, one after the other; not durable ones are in the file, and lost with the power.
    static func perSecond(_ count: Int, durable: Bool = true, in folder: String) throws -> Double {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let path = folder + "/bare.sqlite"
        defer { for end in ["", "-wal", "-shm"] { unlink(path + end) } }
        let queue = try DatabaseQueue(path: path)
        return try queue.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = \(durable ? "FULL" : "OFF")")
            try database.execute(sql: "CREATE TABLE tiny (number INTEGER)")
            let insert = try database.makeStatement(sql: "INSERT INTO tiny VALUES (?)")
            let begun = Effort.now()
            for number in 0..<count { try insert.execute(arguments: [number]) }
            return Double(count) / begun.wall(to: .now())
        }
    }
}
