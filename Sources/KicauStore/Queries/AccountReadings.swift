public import KicauCore

extension Transaction {
    /// Takes on accounts whose counting is due, each for one node: until `again` nobody else does.
    public func claimAccountCounts(_ limit: Int, at now: Instant, until again: Instant) throws -> [ID<Account>] {
        try also(
            """
            INSERT INTO account_count (account_id, due_ms) SELECT id, \(now) FROM account
            WHERE state = 'connected' AND id NOT IN (SELECT account_id FROM account_count) ON CONFLICT DO NOTHING
            """)
        return try all(
            """
            UPDATE account_count SET due_ms = \(again)
            WHERE due_ms <= \(now) AND account_id IN (
                SELECT account_id FROM account_count JOIN account ON account.id = account_id
                WHERE due_ms <= \(now) AND account.state = 'connected' ORDER BY due_ms, account_id LIMIT \(limit))
            RETURNING account_id
            """, { try $0.id("account_id") })
    }

    /// Writes what an account counts, with the answers that say so, and when it is counted next.
    public func addAccountReadings(_ numbers: Numbers, of account: ID<Account>, at now: Instant, next: Instant) throws {
        for (metric, value) in numbers.values.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            try also(
                """
                INSERT INTO account_reading (account_id, metric, at_ms, value)
                VALUES (\(account), \(metric.rawValue), \(now), \(value)) ON CONFLICT DO NOTHING
                """)
        }
        for (position, answer) in numbers.answers.enumerated() {
            guard let packed = Packed(answer.text) else { continue }
            try also(
                """
                INSERT INTO account_answer (account_id, at_ms, position, packed)
                VALUES (\(account), \(now), \(position), \(packed.bytes)) ON CONFLICT DO NOTHING
                """)
        }
        try also(
            """
            INSERT INTO account_count (account_id, due_ms, missing)
            VALUES (\(account), \(next), \(numbers.missing.map(JSONText.encode)))
            ON CONFLICT (account_id) DO UPDATE SET due_ms = excluded.due_ms, missing = excluded.missing
            """)
    }

    /// The newest of each metric, or the newest that was there by then.
    public func accountReadings(of account: ID<Account>, by then: Instant) throws -> [Reading] {
        try all(
            """
            SELECT metric, value, at_ms FROM account_reading WHERE account_id = \(account) AND at_ms = (
                SELECT MAX(at_ms) FROM account_reading AS newer WHERE newer.account_id = account_reading.account_id
                    AND newer.metric = account_reading.metric AND newer.at_ms <= \(then))
            ORDER BY metric
            """,
            { Reading(metric: try $0.text("metric"), value: try $0.int64("value"), at: try $0.instant("at_ms")) })
    }

    /// Why an account's numbers could not be read the last time.
    public func missingNumbers(of account: ID<Account>) throws -> Settlement.Story? {
        try first("SELECT missing FROM account_count WHERE account_id = \(account)", { try $0.jsonOrNil("missing") })
            ?? nil
    }
}
