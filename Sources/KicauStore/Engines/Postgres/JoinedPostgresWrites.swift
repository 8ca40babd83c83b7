import KicauCore
import Synchronization

/// Fenced writes that wait at the same time share one transaction, and so one commit and its sync.
///
/// If one of them fails, the common transaction is undone and each is carried out alone: errors are rare, and a savepoint
/// for every write would cost all of them.
final class JoinedPostgresWrites: Sendable {
    private let pool: PostgresPool
    private let tally: WrittenTally
    private let waiting = WaitingWrites(most: 64)
    private let lanes = Mutex(0)

    /// While one transaction is being committed, the next is filled.
    private static let mostLanes = 2

    init(pool: PostgresPool, tally: WrittenTally) {
        self.pool = pool
        self.tally = tally
    }

    func write<Result: Sendable>(
        _ durability: Store.Durability, _ work: @escaping @Sendable (borrowing Transaction) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            _ = waiting.add(JoinedWrite(durability, work, continuation))
            let opens = lanes.withLock { open in
                guard open < JoinedPostgresWrites.mostLanes else { return false }
                open += 1
                return true
            }
            if opens { pool.submit { self.drive() } }
        }
    }

    /// One lane: takes up what waits until nothing does.
    private func drive() {
        while true {
            let writes = waiting.take().writes
            guard !writes.isEmpty else {
                // Closed and looked at once more: a write that came in between would have found the lane open.
                lanes.withLock { $0 -= 1 }
                guard waiting.count > 0, reopen() else { return }
                continue
            }
            carryOut(writes)
        }
    }

    private func reopen() -> Bool {
        lanes.withLock { open in
            guard open < JoinedPostgresWrites.mostLanes else { return false }
            open += 1
            return true
        }
    }

    private func carryOut(_ writes: [JoinedWrite]) {
        do {
            let done = try together(writes)
            for one in done { one.answer(nil) }
        } catch is OneOfThemFailed where writes.count > 1 {
            for write in writes { carryOut([write]) }
        } catch let failed as OneOfThemFailed {
            for write in writes { write.fail(failed.error) }
        } catch {
            for write in writes { write.fail(error) }
        }
    }

    private struct OneOfThemFailed: Error {
        let error: any Error
    }

    private func together(_ writes: [JoinedWrite]) throws -> [JoinedWrite.Done] {
        let durability: Store.Durability = writes.allSatisfy { $0.durability == .relaxed } ? .relaxed : .full
        return try pool.attempt { connection, _ in
            var count = 0
            return try PostgresCommit(connection: connection, pool: pool).transaction(.committed, durability) {
                transaction in
                let aftermath = Aftermath()
                var done: [JoinedWrite.Done] = []
                for write in writes {
                    let one = write.carry(connection)
                    if let error = one.error {
                        throw (error as? PostgresTrouble)?.isPassing == true ? error : OneOfThemFailed(error: error)
                    }
                    aftermath.take(one.aftermath)
                    count += one.aftermath.writes
                    done.append(one)
                }
                try transaction.settle(aftermath)
                return done
            } counting: {
                tally.count(transactions: count)
            }
        }
    }
}
