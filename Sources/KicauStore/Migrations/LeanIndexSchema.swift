/// Each move of a delivery writes as little as it can.
///
/// An index over every state is written twice at every move. One over a single state is written when the state is entered
/// or left, and what has ended, which is nearly all there is after a year, is in none of those that a turn reads.
enum LeanIndexSchema {
    /// Rows that are changed once or twice soon after they are added: with room left on their page PostgreSQL writes the new
    /// row beside the old one, and touches no index.
    static let onPostgres = ["ALTER TABLE attempt SET (fillfactor = 50)", "ALTER TABLE step SET (fillfactor = 50)"]

    static let statements = [
        "DROP INDEX delivery_act",
        "DROP INDEX delivery_lane",
        // When which account has something to do: read at every turn.
        "CREATE INDEX delivery_ripe ON delivery (act_ms, id, account_id) WHERE state = 'scheduled'",
        "CREATE INDEX delivery_lane ON delivery (account_id, act_ms, id) WHERE state = 'scheduled'",
        "CREATE INDEX delivery_doubtful ON delivery (act_ms, id) WHERE state = 'unknown'",
        "CREATE INDEX delivery_waiting ON delivery (waiting_for, account_id) WHERE state = 'waiting'",
        """
        CREATE INDEX delivery_ended ON delivery (account_id, state)
        WHERE state IN ('published', 'refused', 'dropped', 'cancelled')
        """,
        "CREATE INDEX delivery_account ON delivery (account_id, post_id)",
        // How many of a day need a person: few, among all that are planned.
        """
        CREATE INDEX post_in_need ON post (workspace_id, due_ms)
        WHERE due_ms IS NOT NULL AND state IN ('needs-you', 'refused', 'partly')
        """,
        "DROP INDEX hold_month",
        "CREATE INDEX hold_open ON hold (made_ms) WHERE state IN ('held', 'in-doubt')",
    ]
}
