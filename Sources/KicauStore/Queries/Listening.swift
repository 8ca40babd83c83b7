public import KicauCore

/// How far an account's network has been listened to.
public struct ListeningRow: Sendable {
    public let account: ID<Account>
    public let mark: [String: JSONValue]
    public let missing: Settlement.Story?
    public let asked: Instant?
    /// When it is tried again should nothing come of it; whoever rings meanwhile makes it due before that.
    public let claimed: Instant
    /// Raised by every claim: what is written later has to name it.
    let epoch: Int64

    init(_ row: Row) throws {
        account = try row.id("account_id")
        mark = try row.json("mark")
        missing = try row.jsonOrNil("missing")
        asked = try row.instantOrNil("asked_ms")
        claimed = try row.instant("due_ms")
        epoch = try row.int64("epoch")
    }
}

extension Transaction {
    /// Takes on accounts whose network is to be listened to, each for one node: nobody else does until the lease ends. Whoever
    /// holds an account in a lease that has ended is dead, and it is due.
    ///
    /// - Parameter again: when an account is due once more of which nothing is written.
    public func claimListening(
        on platforms: [PlatformID], limit: Int, at now: Instant, lease: Duration, again: Instant
    ) throws -> [ListeningRow] {
        try also(
            """
            INSERT INTO listening (account_id, due_ms) SELECT id, \(now) FROM account
            WHERE state = 'connected' AND platform IN (\(list: platforms))
                AND id NOT IN (SELECT account_id FROM listening) ON CONFLICT DO NOTHING
            """)
        return try all(
            """
            UPDATE listening SET due_ms = \(again), asked_ms = \(now), lease_ends_ms = \(now + lease), epoch = epoch + 1
            WHERE COALESCE(lease_ends_ms, due_ms) <= \(now) AND account_id IN (
                SELECT account_id FROM listening JOIN account ON account.id = account_id
                WHERE COALESCE(lease_ends_ms, due_ms) <= \(now) AND account.state = 'connected'
                ORDER BY due_ms, account_id LIMIT \(limit))
            RETURNING account_id, mark, missing, asked_ms, due_ms, epoch
            """, ListeningRow.init)
    }

    /// False: another has taken it on meanwhile.
    public func extendListening(_ row: ListeningRow, to end: Instant) throws -> Bool {
        try run(
            """
            UPDATE listening SET lease_ends_ms = \(end)
            WHERE account_id = \(row.account) AND epoch = \(row.epoch) AND lease_ends_ms IS NOT NULL
            """) == 1
    }

    /// Nothing came of it; it is due again at the time the claim has set.
    public func letGoListening(_ row: ListeningRow) throws {
        try also(
            """
            UPDATE listening SET lease_ends_ms = NULL WHERE account_id = \(row.account) AND epoch = \(row.epoch)
            """)
    }

    /// Writes how far listening came, why not all was heard, and when it is done next: sooner, if it rang meanwhile.
    ///
    /// - Returns: false when another has taken it on since; then nothing was written.
    public func putListening(
        _ row: ListeningRow, mark: [String: JSONValue]?, missing: Settlement.Story?, asked: Instant, next: Instant
    ) throws -> Bool {
        let rings = missing == nil
        return try run(
            """
            UPDATE listening SET due_ms = CASE WHEN \(rings) = 1 AND due_ms < \(row.claimed) AND due_ms < \(next)
                    THEN due_ms ELSE \(next) END, asked_ms = \(asked), missing = \(missing.map(JSONText.encode)),
                mark = COALESCE(\(mark.map(JSONText.encode)), mark), lease_ends_ms = NULL
            WHERE account_id = \(row.account) AND epoch = \(row.epoch)
            """) == 1
    }

    /// The network rang: these accounts are listened to soon, but none more often than every `pause`, and none that its network
    /// has asked to wait.
    ///
    /// - Returns: how many accounts of ours they were.
    public func ringListening(
        _ platform: PlatformID, remoteIDs: [String], pause: Duration, at now: Instant
    ) throws -> Int {
        let accounts = try all(
            """
            SELECT id FROM account WHERE platform = \(platform) AND remote_id IN (\(list: remoteIDs))
                AND state = 'connected'
            """, { try $0.id("id", of: Account.self) })
        for account in accounts {
            let row = try first(
                "SELECT asked_ms, due_ms FROM listening WHERE account_id = \(account)",
                { (asked: try $0.instantOrNil("asked_ms"), due: try $0.instant("due_ms")) })
            let soon = max(now, row?.asked.map { $0 + pause } ?? now)
            try also(
                """
                INSERT INTO listening (account_id, due_ms) VALUES (\(account), \(soon))
                ON CONFLICT (account_id) DO UPDATE SET due_ms = excluded.due_ms
                WHERE listening.due_ms > excluded.due_ms AND listening.missing IS NULL
                """)
        }
        return accounts.count
    }

    /// These accounts are not listened to before then.
    public func putOffListening(of accounts: [ID<Account>], until: Instant) throws {
        for account in accounts {
            try also(
                """
                INSERT INTO listening (account_id, due_ms) VALUES (\(account), \(until))
                ON CONFLICT (account_id) DO UPDATE SET due_ms = excluded.due_ms
                """)
        }
    }

    public func nextListening() throws -> Instant? {
        try first(
            """
            SELECT COALESCE(lease_ends_ms, due_ms) AS next_ms FROM listening JOIN account ON account.id = account_id
            WHERE account.state = 'connected' ORDER BY next_ms LIMIT 1
            """, { try $0.instant("next_ms") })
    }

    /// Deaf accounts of a workspace: their networks could not be read the last time.
    public func deafAccounts(in workspace: ID<Workspace>) throws -> [(account: ID<Account>, missing: Settlement.Story)]
    {
        try all(
            """
            SELECT account_id, missing FROM listening JOIN account ON account.id = account_id
            WHERE account.workspace_id = \(workspace) AND account.state = 'connected' AND missing IS NOT NULL
            ORDER BY account_id
            """, { (try $0.id("account_id"), try $0.json("missing")) })
    }

    /// What an account sent since then, the newest first.
    public func deliveriesAttempted(of account: ID<Account>, since: Instant, limit: Int) throws -> [ID<Delivery>] {
        try all(
            """
            SELECT delivery_id, MAX(intended_ms) AS newest FROM attempt
            WHERE account_id = \(account) AND intended_ms >= \(since)
            GROUP BY delivery_id ORDER BY newest DESC LIMIT \(limit)
            """, { try $0.id("delivery_id") })
    }
}
