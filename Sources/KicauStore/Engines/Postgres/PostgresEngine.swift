import CLibpq
import KicauCore

/// PostgreSQL: any number of nodes share one database.
struct PostgresEngine: Engine {
    private let pool: PostgresPool
    private let joined: JoinedPostgresWrites
    private let tally = WrittenTally()

    var dialect: Dialect { .postgres }
    var written: Store.Written { tally.written }

    init(address: String, connections: Int = 8, patience: Duration = .seconds(15)) {
        pool = PostgresPool(address: address, connections: connections, patience: patience)
        joined = JoinedPostgresWrites(pool: pool, tally: tally)
    }

    func write<Result: Sendable>(
        _ isolation: Store.Isolation, _ durability: Store.Durability,
        _ work: @escaping @Sendable (borrowing Transaction) throws -> Result
    ) async throws -> Result {
        do {
            switch isolation {
            case .fenced: return try await joined.write(durability, work)
            case .apart: return try await pool.run { try own(.committed, durability, work) }
            case .alone: return try await pool.run { try own(.serializable, durability, work) }
            case .shut: return try await pool.run { try own(.shutBehindUs, durability, work) }
            }
        } catch let trouble as PostgresTrouble {
            throw trouble.reported
        }
    }

    /// A conflict undoes it and it begins anew. Who has met too many in a row shuts every other writer out, so that a busy
    /// database cannot starve it; not before, as all wait for such a one, and soon meet the next.
    private func own<Result>(
        _ door: PostgresDoor, _ durability: Store.Durability, _ work: (borrowing Transaction) throws -> Result
    ) throws -> Result {
        try pool.attempt { connection, conflicts in
            let door = conflicts < PostgresDoor.patience ? door : .shutBehindUs
            return try PostgresCommit(connection: connection, pool: pool).transaction(door, durability) { transaction in
                let result = try work(transaction)
                try transaction.settle(Aftermath())
                return result
            } counting: {
                tally.count(transactions: 1)
            }
        }
    }

    func read<Result: Sendable>(
        _ work: @escaping @Sendable (borrowing Transaction) throws -> Result
    ) async throws -> Result {
        do {
            return try await pool.run {
                try pool.attempt { connection, _ in
                    try connection.also("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                    do {
                        let result = try work(Transaction(connection: connection))
                        try connection.also("COMMIT")
                        try connection.drain()
                        return result
                    } catch {
                        try connection.rollBack()
                        throw error
                    }
                }
            }
        } catch let trouble as PostgresTrouble {
            throw trouble.reported
        }
    }

    func listen(_ ring: @escaping @Sendable () -> Void) async {
        await PostgresEar(address: pool.address, ring: ring).listen()
    }

    /// A server's own tools do it better: `pg_dump`, base backups, archived logs.
    func copy(to path: String) throws {
        throw Problem(
            .backupRefused, "The database is PostgreSQL, which is backed up with its own tools.",
            do: "Use pg_dump or a base backup, and keep a copy of the encryption key.")
    }

    func close() throws { try pool.close() }
}

/// How a transaction comes in beside the others.
enum PostgresDoor {
    /// As if alone; whoever comes between makes it begin again.
    case serializable
    /// Each statement sees what was committed before it.
    case committed
    /// Alone in fact: it waits until no other writer is inside, and lets none in.
    case shutBehindUs

    var begin: Query {
        switch self {
        case .serializable: "BEGIN ISOLATION LEVEL SERIALIZABLE"
        case .committed, .shutBehindUs: "BEGIN ISOLATION LEVEL READ COMMITTED"
        }
    }

    /// So many conflicts in a row before it asks for the door to be shut.
    static let patience = 6

    /// One number for all of Kicau's writers of a schema. They share it, which costs some microseconds and no waiting
    /// as long as nobody shuts the door: that is, but for the last resort of a starved writer, migrations and copies.
    private static let number = 5_424_228

    /// A node that hangs inside a transaction is thrown out, and its locks with it; a power cut may take a relaxed write.
    /// No statement of ours is so long that compiling it, which takes 20 ms, would pay. Each has its index: a plan made while
    /// a table was empty, and kept while it grew, must not walk over the whole of it.
    func settings(_ durability: Store.Durability) -> Query {
        let lock = self == .shutBehindUs ? "pg_advisory_xact_lock" : "pg_advisory_xact_lock_shared"
        return """
            SELECT set_config('idle_in_transaction_session_timeout', '10s', true), set_config('lock_timeout', '10s', true),
                set_config('jit', 'off', true), set_config('enable_seqscan', 'off', true),
                set_config('synchronous_commit', \(durability == .relaxed ? "off" : "on"), true),
                \(raw: lock)(\(raw: String(PostgresDoor.number)), hashtext(COALESCE(current_schema(), '')))
            """
    }
}

extension PostgresConnection {
    /// Undoes what is open. When the connection itself is gone, the server has undone it.
    func rollBack() throws {
        guard isAlive else { return }
        do {
            try drain()
        } catch {
            // What failed in the pipeline is what is being undone; its error is already on its way up.
        }
        try also("ROLLBACK")
        try drain()
    }
}
