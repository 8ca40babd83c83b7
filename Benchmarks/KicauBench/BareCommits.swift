import Foundation
import GRDB

/// The baseline: SQLite alone, one tiny row a durable commit, on the same disk as the data folder.
enum BareCommits {
    /// Commits a second, one after the other.
    static func perSecond(_ count: Int, in folder: String) throws -> Double {
        let path = folder + "/bare.sqlite"
        defer { for end in ["", "-wal", "-shm"] { unlink(path + end) } }
        let queue = try DatabaseQueue(path: path)
        return try queue.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
            try database.execute(sql: "CREATE TABLE tiny (number INTEGER)")
            let insert = try database.makeStatement(sql: "INSERT INTO tiny VALUES (?)")
            let begun = Effort.now()
            for number in 0..<count { try insert.execute(arguments: [number]) }
            return Double(count) / begun.wall(to: .now())
        }
    }
}
