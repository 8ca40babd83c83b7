import KicauCore

/// Ends transactions so that one knows how they ended, even when the server goes away in the middle of a commit.
struct PostgresCommit {
    let connection: PostgresConnection
    let pool: PostgresPool

    /// Runs one transaction. Throws `PostgresTrouble` only when nothing was committed.
    func transaction<Result>(
        _ door: PostgresDoor, _ durability: Store.Durability, _ work: (borrowing Transaction) throws -> Result,
        counting: () -> Void
    ) throws -> Result {
        let result: Result
        let number: String?
        do {
            try connection.also(door.begin)
            try connection.also(door.settings(durability))
            result = try work(Transaction(connection: connection))
            // Nothing was written when it has no number.
            number = try connection.rows("SELECT CAST(pg_current_xact_id_if_assigned() AS TEXT) AS number").first?
                .textOrNil("number")
        } catch {
            try connection.rollBack()
            throw error
        }
        try commit(number)
        if number != nil { counting() }
        return result
    }

    private func commit(_ number: String?) throws {
        do {
            try connection.also("COMMIT")
            try connection.drain()
        } catch PostgresTrouble.connectionLost(let message) {
            // The answer to a commit was lost: as with a post, look before doing it again.
            guard let number else { return }
            guard try wasCommitted(number) else { throw PostgresTrouble.connectionLost(message) }
        }
    }

    /// The server remembers how its transactions ended, across a restart and, where the standby had the record, a failover.
    private func wasCommitted(_ number: String) throws -> Bool {
        while true {
            let status = try pool.attempt { connection, _ in
                try connection.rows("SELECT pg_xact_status(CAST(\(number) AS xid8)) AS status").first?.textOrNil(
                    "status")
            }
            switch status {
            case "committed": return true
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
