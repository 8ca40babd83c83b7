import KicauCore

/// Ends transactions so that one knows how they ended, even when the server goes away in the middle of a commit.
struct PostgresCommit {
    let connection: PostgresConnection
    let pool: PostgresPool

    /// A transaction as its server knows it. A crash gives the numbers of what did not reach the disk out again, so that of
    /// another run of the server a number alone proves nothing.
    private struct Mark {
        let number: String
        let run: String

        init?(_ row: Row) throws {
            guard let number = try row.textOrNil("number") else { return nil }
            self.number = number
            run = try row.text("run")
        }
    }

    /// Runs one transaction. Throws `PostgresTrouble` only when nothing was committed.
    func transaction<Result>(
        _ door: PostgresDoor, _ durability: Store.Durability, _ work: (borrowing Transaction) throws -> Result,
        counting: () -> Void
    ) throws -> Result {
        let result: Result
        let mark: Mark?
        do {
            try connection.also(door.begin)
            try connection.also(door.settings(durability))
            result = try work(Transaction(connection: connection))
            // Nothing was written when it has no number.
            mark = try connection.rows(
                """
                SELECT CAST(pg_current_xact_id_if_assigned() AS TEXT) AS number,
                    CAST(EXTRACT(EPOCH FROM pg_postmaster_start_time()) AS TEXT) AS run
                """
            ).first.flatMap(Mark.init)
        } catch {
            try connection.rollBack()
            throw error
        }
        try commit(mark)
        if mark != nil { counting() }
        return result
    }

    private func commit(_ mark: Mark?) throws {
        do {
            try connection.also("COMMIT")
            try connection.drain()
        } catch PostgresTrouble.connectionLost(let message) {
            // The answer to a commit was lost: as with a post, look before doing it again.
            guard let mark else { return }
            guard try wasCommitted(mark) else { throw PostgresTrouble.connectionLost(message) }
        }
    }

    /// The server remembers how its transactions ended. After a restart or a failover it may mean another one by the same
    /// number: only "aborted" counts then, and whoever asked has to look.
    private func wasCommitted(_ mark: Mark) throws -> Bool {
        while true {
            let found = try pool.attempt { connection, _ in
                try connection.rows(
                    """
                    SELECT pg_xact_status(CAST(\(mark.number) AS xid8)) AS status,
                        CAST(EXTRACT(EPOCH FROM pg_postmaster_start_time()) AS TEXT) AS run
                    """
                ).first.map { (status: try $0.textOrNil("status"), run: try $0.text("run")) }
            }
            switch found?.status {
            case "committed" where found?.run == mark.run: return true
            case "aborted": return false
            // Its session ends when the server notices that we are gone.
            case "in progress": continue
            default:
                throw Problem(
                    .databaseUnreachable, "The database went away during a change, and no longer knows how it ended.",
                    do: "Look whether it was done before you do it again.")
            }
        }
    }
}
