import GRDB
import KicauCore
import Synchronization

/// Joins the writes that wait at the same time into one transaction, so that they share one sync of the disk.
///
/// Each has a savepoint of its own, and none returns before the common commit: what one write gives is as durable as
/// alone, and an error in one undoes only that one.
final class JoinedWrites: Sendable {
    private let writer: any DatabaseWriter
    private let waiting = Mutex<[Order]>([])
    private let tally = Mutex(Store.Written(transactions: 0, commits: 0))

    /// So many at once, that the first of them does not wait too long for the last.
    private static let most = 128

    init(writer: any DatabaseWriter) { self.writer = writer }

    var written: Store.Written { tally.withLock { $0 } }

    var waitingCount: Int { waiting.withLock { $0.count } }

    /// A write that waits for its turn.
    private struct Order: Sendable {
        /// Does the work, and gives how to answer the one who asked.
        let run: @Sendable (Database) -> Done
        let fail: @Sendable (any Error) -> Void
    }

    private struct Done {
        /// Why this write alone was undone.
        let error: (any Error)?
        let changed: Bool
        /// Called with nil once it is durable, or with why the common commit failed.
        let answer: @Sendable ((any Error)?) -> Void
    }

    func write<Result: Sendable>(
        _ work: @escaping @Sendable (borrowing Transaction) throws -> Result
    ) async throws -> Result {
        // Measured only: nothing is decided by this clock.
        let asked = ContinuousClock.now
        defer { note(wait: ContinuousClock.now - asked) }
        return try await withCheckedThrowingContinuation { continuation in
            let order = Order(
                run: { database in
                    let before = database.totalChangesCount
                    let result = Swift.Result { try JoinedWrites.carry(work, in: database) }
                    let error: (any Error)? = if case .failure(let error) = result { error } else { nil }
                    return Done(error: error, changed: error == nil && database.totalChangesCount != before) {
                        failure in
                        // Its own error says more than that of the others' commit.
                        if let failure, error == nil {
                            continuation.resume(throwing: failure)
                        } else {
                            continuation.resume(with: result)
                        }
                    }
                }, fail: { continuation.resume(throwing: $0) })
            let isFirst = waiting.withLock { waiting in
                waiting.append(order)
                return waiting.count == 1
            }
            // Who finds others waiting is carried out with them.
            if isFirst { writer.asyncWriteWithoutTransaction { self.carryOut($0) } }
        }
    }

    private static func carry<Result>(
        _ work: (borrowing Transaction) throws -> Result, in database: Database
    ) throws -> Result {
        var result: Result?
        try database.inSavepoint {
            result = try work(Transaction(connection: SQLiteConnection(database: database)))
            return .commit
        }
        guard let result else { throw Problem(.broken, "A write gave nothing back.", do: "Try again.") }
        return result
    }

    /// On the writer's own queue: everything that waits, in the order it came.
    private func carryOut(_ database: Database) {
        let (orders, more) = waiting.withLock { waiting in
            let orders = Array(waiting.prefix(JoinedWrites.most))
            waiting.removeFirst(orders.count)
            return (orders, !waiting.isEmpty)
        }
        if more { writer.asyncWriteWithoutTransaction { self.carryOut($0) } }
        var done: [Done] = []
        do {
            try database.inTransaction(.immediate) {
                for order in orders {
                    let one = order.run(database)
                    done.append(one)
                    // A full disk can make SQLite give up the whole transaction instead of one savepoint.
                    if let error = one.error, !database.isInsideTransaction { throw error }
                }
                return .commit
            }
            count(done)
            for one in done { one.answer(nil) }
        } catch {
            for one in done { one.answer(error) }
            for order in orders.dropFirst(done.count) { order.fail(error) }
        }
    }

    private func count(_ done: [Done]) {
        let changes = done.count(where: \.changed)
        guard changes > 0 else { return }
        tally.withLock {
            $0.transactions += changes; $0.commits += 1
        }
    }

    private func note(wait: Duration) {
        tally.withLock {
            $0.waits += 1; $0.waited += wait
        }
    }
}
