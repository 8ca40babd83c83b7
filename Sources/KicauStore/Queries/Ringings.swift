public import KicauCore

/// Whether an account's network calls us for it.
public struct RingingRow: Sendable, Hashable {
    /// When it called last.
    public let rung: Instant?
    /// What it said when it was asked.
    public let isSubscribed: Bool
    /// When it was asked last.
    public let looked: Instant?
    public let trouble: Settlement.Story?

    init(_ row: Row) throws {
        rung = try row.instantOrNil("rung_ms")
        isSubscribed = try row.bool("is_subscribed")
        looked = try row.instantOrNil("looked_ms")
        trouble = try row.jsonOrNil("trouble")
    }
}

extension Transaction {
    /// The accounts that a network means by these ids; those that are signed out come back.
    public func accountsRung(on platform: PlatformID, remoteIDs: [String]) throws -> [AccountRow] {
        try all(
            """
            SELECT * FROM account WHERE platform = \(platform) AND remote_id IN (\(list: remoteIDs))
                AND state <> 'disconnected' ORDER BY id
            """, AccountRow.init)
    }

    public func noteRung(_ account: ID<Account>, at now: Instant) throws {
        try also(
            """
            INSERT INTO ringing (account_id, rung_ms, due_ms) VALUES (\(account), \(now), \(now))
            ON CONFLICT (account_id) DO UPDATE SET rung_ms = excluded.rung_ms
            """)
    }

    /// It was connected just now: its network is asked soon, whatever was known before.
    public func askToRingSoon(_ account: ID<Account>, at now: Instant) throws {
        try also(
            """
            INSERT INTO ringing (account_id, due_ms) VALUES (\(account), \(now))
            ON CONFLICT (account_id) DO UPDATE SET due_ms = excluded.due_ms, is_subscribed = 0, looked_ms = NULL,
                trouble = NULL
            """)
    }

    /// Takes on accounts whose networks are to be asked whether they ring.
    ///
    /// - Parameter again: when an account is due once more of which nothing is written.
    public func claimRinging(
        on platforms: [PlatformID], limit: Int, at now: Instant, again: Instant
    ) throws -> [ID<Account>] {
        try also(
            """
            INSERT INTO ringing (account_id, due_ms) SELECT id, \(now) FROM account
            WHERE state = 'connected' AND platform IN (\(list: platforms))
                AND id NOT IN (SELECT account_id FROM ringing) ON CONFLICT DO NOTHING
            """)
        return try all(
            """
            UPDATE ringing SET due_ms = \(again)
            WHERE due_ms <= \(now) AND account_id IN (
                SELECT account_id FROM ringing JOIN account ON account.id = account_id
                WHERE due_ms <= \(now) AND account.state = 'connected' AND account.platform IN (\(list: platforms))
                ORDER BY due_ms, account_id LIMIT \(limit))
            RETURNING account_id
            """, { try $0.id("account_id") })
    }

    /// - Parameter isSubscribed: nil: nothing was learnt.
    public func putRinging(
        of account: ID<Account>, isSubscribed: Bool?, trouble: Settlement.Story?, at now: Instant, next: Instant
    ) throws {
        try also(
            """
            UPDATE ringing SET is_subscribed = COALESCE(\(isSubscribed.map { $0 ? 1 : 0 }), is_subscribed),
                trouble = \(trouble.map(JSONText.encode)), looked_ms = \(now), due_ms = \(next)
            WHERE account_id = \(account)
            """)
    }

    public func ringing(of account: ID<Account>) throws -> RingingRow? {
        try first("SELECT * FROM ringing WHERE account_id = \(account)", RingingRow.init)
    }

    public func dropRinging(of account: ID<Account>) throws {
        try also("DELETE FROM ringing WHERE account_id = \(account)")
    }
}
