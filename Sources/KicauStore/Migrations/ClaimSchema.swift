/// What a claim reads of a million planned deliveries.
enum ClaimSchema {
    static let statements = [
        // With `account_id` alone it counted for less than `delivery_lane` to SQLite, and a claim read all that an account
        // has planned: two seconds among a million.
        "DROP INDEX delivery_midway",
        """
        CREATE INDEX delivery_midway ON delivery (account_id, state, act_ms)
        WHERE live_parts > 0 AND state IN ('scheduled', 'unknown', 'reconciling')
        """,
        // Whose account it is that has something due, without reading the rows.
        "DROP INDEX delivery_act",
        "CREATE INDEX delivery_act ON delivery (state, act_ms, id, account_id)",
    ]
}
