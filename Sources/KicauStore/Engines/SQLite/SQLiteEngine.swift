import Foundation
import GRDB
import KicauCore

/// SQLite in WAL mode, one writer and several readers, each transaction on a connection of its own.
struct SQLiteEngine: Engine {
    private let writer: any DatabaseWriter
    let writes: JoinedWrites

    var dialect: Dialect { .sqlite }
    var written: Store.Written { writes.written }

    /// - Throws: `Problem` when the file is no database, damaged, or the disk is full.
    init(path: String) throws {
        var configuration = SQLiteEngine.configuration
        configuration.maximumReaderCount = 4
        do {
            writer = try DatabasePool(path: path, configuration: configuration)
        } catch {
            throw SQLiteEngine.problem(error)
        }
        writes = JoinedWrites(writer: writer)
    }

    /// For tests: nothing on disk.
    init(inMemoryNamed name: String) throws {
        writer = try DatabaseQueue(named: name, configuration: SQLiteEngine.configuration)
        writes = JoinedWrites(writer: writer)
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { database in
            // What must not be lost is synced at each commit: an intent before its bytes above all.
            try database.execute(sql: "PRAGMA synchronous = FULL")
            try database.execute(sql: "PRAGMA foreign_keys = ON")
            // Readers lean on the kernel's cache: four of them with caches of their own would double the memory.
            let kibibytes = database.configuration.readonly ? 1000 : 8000
            try database.execute(sql: "PRAGMA cache_size = -\(kibibytes)")
            // Sixteen megabytes of log between two checkpoints: a burst writes the same pages again and again, and the
            // writer that happens to make the checkpoint waits for all of them.
            try database.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
            // Each joined write keeps what it would need to be undone alone, which is less than a file is worth.
            if !database.configuration.readonly { try database.execute(sql: "PRAGMA temp_store = MEMORY") }
        }
        return configuration
    }

    /// One writer at a time, so that every write is as if alone.
    func write<Result: Sendable>(
        _ isolation: Store.Isolation, _ durability: Store.Durability,
        _ work: @escaping @Sendable (borrowing Transaction) throws -> Result
    ) async throws -> Result {
        do {
            return try await writes.write(durability, work)
        } catch {
            throw SQLiteEngine.problem(error)
        }
    }

    func read<Result: Sendable>(
        _ work: @escaping @Sendable (borrowing Transaction) throws -> Result
    ) async throws -> Result {
        do {
            return try await writer.read { try work(Transaction(connection: SQLiteConnection(database: $0))) }
        } catch {
            throw SQLiteEngine.problem(error)
        }
    }

    /// Nobody else can plan anything here.
    func listen(_ ring: @escaping @Sendable () -> Void) async {}

    /// SQLite's online backup, in one step on one view of the database; a WAL lets writers go on meanwhile.
    func copy(to path: String) throws {
        do {
            let target = try DatabaseQueue(path: path)
            try writer.backup(to: target)
            try target.close()
        } catch {
            throw SQLiteEngine.problem(error)
        }
    }

    func close() throws { try writer.close() }

    /// SQLite's codes in words a person can act on.
    static func problem(_ error: any Error) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        switch error.resultCode {
        case .SQLITE_FULL:
            return Problem(
                .diskFull, "The disk that holds the data folder is full, so nothing was changed.",
                do: "Free some space, then try again; posts already scheduled are safe.", cause: error.description)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            return Problem(
                .damagedDatabase, "The database file is damaged or is no Kicau database.",
                do: "Stop Kicau and restore the newest backup of kicau.sqlite.", cause: error.description)
        case .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM:
            return Problem(
                .dataFolderUnusable, "The data folder could not be read or written.",
                do: "Check that it exists, that this user may write to it, and that the disk is sound.",
                cause: error.description)
        case .SQLITE_CONSTRAINT:
            return RuleOfSchemaBroken(message: error.message ?? error.description)
        default:
            return error
        }
    }
}
