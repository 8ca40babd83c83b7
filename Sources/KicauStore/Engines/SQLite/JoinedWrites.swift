import GRDB
import KicauCore
import Synchronization

/// Joins the writes that wait at the same time into one transaction, so that they share one sync of the disk.
///
/// Each has a savepoint of its own, and none returns before the common commit: what one write gives is as durable as
/// alone, and an error in one undoes only that one.
final class JoinedWrites: Sendable {
    private let writer: any DatabaseWriter
    private let waiting = WaitingWrites(most: 128)
    private let tally = WrittenTally()
    /// What the connection was last told; used on the writer's own queue only, one transaction after the other.
    private let told = Mutex(Store.Durability.full)

    init(writer: any DatabaseWriter) { self.writer = writer }

    var written: Store.Written { tally.written }
    var waitingCount: Int { waiting.count }

    func write<Result: Sendable>(
        _ durability: Store.Durability, _ work: @escaping @Sendable (borrowing Transaction) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            if waiting.add(JoinedWrite(durability, work, continuation)) {
                writer.asyncWriteWithoutTransaction { self.carryOut($0) }
            }
        }
    }

    /// On the writer's own queue: everything that waits, in the order it came.
    private func carryOut(_ database: Database) {
        let (writes, more) = waiting.take()
        if more { writer.asyncWriteWithoutTransaction { self.carryOut($0) } }
        var done: [JoinedWrite.Done] = []
        var changes = 0
        do {
            try tell(database, writes.allSatisfy { $0.durability == .relaxed } ? .relaxed : .full)
            try database.inTransaction(.immediate) {
                let connection = SQLiteConnection(database: database)
                let aftermath = Aftermath()
                for write in writes {
                    let before = database.totalChangesCount
                    let one = try carry(write, on: connection, in: database)
                    done.append(one)
                    // A full disk can make SQLite give up the whole transaction instead of one savepoint.
                    if let error = one.error, !database.isInsideTransaction { throw error }
                    aftermath.take(one.aftermath)
                    if one.error == nil, database.totalChangesCount != before { changes += one.aftermath.writes }
                }
                try Transaction(connection: connection).settle(aftermath)
                return .commit
            }
            tally.count(transactions: changes)
            for one in done { one.answer(nil) }
        } catch {
            for one in done { one.answer(error) }
            for write in writes.dropFirst(done.count) { write.fail(error) }
        }
    }

    private func carry(_ write: JoinedWrite, on connection: SQLiteConnection, in database: Database) throws
        -> JoinedWrite.Done
    {
        var done: JoinedWrite.Done?
        try database.inSavepoint {
            let one = write.carry(connection)
            done = one
            return one.error == nil ? .commit : .rollback
        }
        guard let done else { throw Problem(.broken, "A write gave nothing back.", do: "Try again.") }
        return done
    }

    /// In WAL mode NORMAL leaves a commit out of the disk's sync, never half-written: a power cut forgets it whole.
    private func tell(_ database: Database, _ durability: Store.Durability) throws {
        try told.withLock { told in
            guard told != durability else { return }
            try database.execute(sql: "PRAGMA synchronous = \(durability == .full ? "FULL" : "NORMAL")")
            told = durability
        }
    }
}
