import Synchronization

/// A write that is carried out together with others: they share one transaction and so one sync of the disk.
struct JoinedWrite: Sendable {
    let durability: Store.Durability
    /// Does the work on this connection, and gives how to answer the one who asked.
    let carry: @Sendable (any Connection) -> Done
    let fail: @Sendable (any Error) -> Void

    struct Done {
        /// Why this write alone has to be undone.
        let error: (any Error)?
        let aftermath: Aftermath
        /// Called with nil once the common commit has been made, or with why it failed.
        let answer: @Sendable ((any Error)?) -> Void
    }

    init<Result: Sendable>(
        _ durability: Store.Durability, _ work: @escaping @Sendable (borrowing Transaction) throws -> Result,
        _ continuation: CheckedContinuation<Result, any Error>
    ) {
        self.durability = durability
        fail = { continuation.resume(throwing: $0) }
        carry = { connection in
            let transaction = Transaction(connection: connection)
            do {
                let result = try work(transaction)
                return Done(error: nil, aftermath: transaction.aftermath) { failure in
                    if let failure {
                        continuation.resume(throwing: failure)
                    } else {
                        continuation.resume(returning: result)
                    }
                }
            } catch {
                // Its own error says more than that of the others' commit.
                return Done(error: error, aftermath: Aftermath()) { _ in continuation.resume(throwing: error) }
            }
        }
    }
}

/// Writes that wait, in the order they came.
final class WaitingWrites: Sendable {
    private let waiting = Mutex<[JoinedWrite]>([])
    /// So many at once, that the first of them does not wait too long for the last.
    private let most: Int

    init(most: Int) { self.most = most }

    var count: Int { waiting.withLock { $0.count } }

    /// True for the first: who finds others waiting is carried out with them.
    func add(_ write: JoinedWrite) -> Bool {
        waiting.withLock { waiting in
            waiting.append(write)
            return waiting.count == 1
        }
    }

    /// Takes the next ones; `more` says that others still wait.
    func take() -> (writes: [JoinedWrite], more: Bool) {
        waiting.withLock { waiting in
            let writes = Array(waiting.prefix(most))
            waiting.removeFirst(writes.count)
            return (writes, !waiting.isEmpty)
        }
    }
}

/// Counts what has been made durable.
final class WrittenTally: Sendable {
    private let sums = Mutex((transactions: 0, commits: 0))

    func count(transactions: Int) {
        guard transactions > 0 else { return }
        sums.withLock { $0 = ($0.transactions + transactions, $0.commits + 1) }
    }

    var written: Store.Written {
        let sums = sums.withLock { $0 }
        return Store.Written(transactions: sums.transactions, commits: sums.commits)
    }
}

/// Adds up how long writes took.
final class WaitTally: Sendable {
    private let state = Mutex((count: 0, total: Duration.zero))

    func note(_ wait: Duration) { state.withLock { $0 = ($0.count + 1, $0.total + wait) } }

    var sums: (count: Int, total: Duration) { state.withLock { $0 } }
}
