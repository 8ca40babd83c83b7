public import KicauCore

/// A member who wants the digest of a workspace, at an hour of its zone and in a language.
public struct DigestWishRow: Sendable, Hashable {
    public let workspace: Workspace
    public let user: User
    public let role: Role
    public let hour: Int
    public let language: String
}

/// An account that will soon not be able to send, or cannot any more.
public struct DyingTokenRow: Sendable, Hashable {
    public let account: Account
    /// Nil: it is signed out already.
    public let expires: Instant?
}

extension Transaction {
    /// How many deliveries nobody has taken up though they were ready longer ago than their workspace allows.
    ///
    /// A grace is added, since a workspace may allow no lateness at all. The bound on `act_ms`, by the least patient
    /// workspace, says nothing new: it lets the indexes leave out all that is planned for later.
    public func countOverdue(at now: Instant, grace: Duration) throws -> Int {
        let bound: Query = "\(now - grace) - (SELECT MIN(missed_limit_ms) FROM workspace)"
        return try first(
            """
            SELECT COUNT(*) AS count FROM (
                SELECT workspace_id, ready_ms FROM delivery WHERE state = 'scheduled' AND act_ms < \(part: bound)
                UNION ALL
                SELECT workspace_id, ready_ms FROM delivery WHERE state = 'unknown' AND act_ms < \(part: bound)) AS ready
            JOIN workspace ON workspace.id = ready.workspace_id
            WHERE ready.ready_ms + workspace.missed_limit_ms < \(now - grace)
            """, { try $0.int("count") }) ?? 0
    }

    public func setDigestWish(hour: Int, language: String, of user: ID<User>, in workspace: ID<Workspace>) throws {
        try also(
            """
            INSERT INTO digest_wish (workspace_id, user_id, hour, language)
            VALUES (\(workspace), \(user), \(hour), \(language))
            ON CONFLICT (workspace_id, user_id) DO UPDATE SET hour = excluded.hour, language = excluded.language
            """)
    }

    public func dropDigestWish(of user: ID<User>, in workspace: ID<Workspace>) throws {
        try also("DELETE FROM digest_wish WHERE workspace_id = \(workspace) AND user_id = \(user)")
    }

    public func digestWish(of user: ID<User>, in workspace: ID<Workspace>) throws -> (hour: Int, language: String)? {
        try first(
            "SELECT hour, language FROM digest_wish WHERE workspace_id = \(workspace) AND user_id = \(user)",
            { (try $0.int("hour"), try $0.text("language")) })
    }

    /// Of members only: who was removed gets none.
    public func digestWishes() throws -> [DigestWishRow] {
        let keys = try all(
            """
            SELECT digest_wish.workspace_id, digest_wish.user_id, digest_wish.hour, digest_wish.language, member.role
            FROM digest_wish JOIN member ON member.workspace_id = digest_wish.workspace_id
                AND member.user_id = digest_wish.user_id
            ORDER BY digest_wish.workspace_id, digest_wish.user_id
            """,
            { row -> (workspace: ID<Workspace>, user: ID<User>, hour: Int, language: String, role: Role) in
                (
                    try row.id("workspace_id"), try row.id("user_id"), try row.int("hour"), try row.text("language"),
                    try row.word("role")
                )
            })
        return try keys.compactMap { key in
            guard let workspace = try workspace(key.workspace), let user = try user(key.user)?.user else { return nil }
            return DigestWishRow(
                workspace: workspace, user: user, role: key.role, hour: key.hour, language: key.language)
        }
    }

    /// False when this day's digest was taken in hand before, here or on another node.
    public func claimDigest(for reader: String, on day: String, in workspace: ID<Workspace>, at now: Instant) throws
        -> Bool
    {
        try run(
            """
            INSERT INTO digest_claim (workspace_id, reader, day, claimed_ms)
            VALUES (\(workspace), \(reader), \(day), \(now)) ON CONFLICT DO NOTHING
            """) == 1
    }

    /// It certainly did not leave: another try may be made.
    public func releaseDigest(for reader: String, on day: String, in workspace: ID<Workspace>) throws {
        try also(
            "DELETE FROM digest_claim WHERE workspace_id = \(workspace) AND reader = \(reader) AND day = \(day)")
    }

    public func forgetDigestClaims(before: Instant) throws {
        try also("DELETE FROM digest_claim WHERE claimed_ms < \(before)")
    }

    /// Accounts that are signed out, and those whose token ends by then with nobody to renew it.
    public func dyingTokens(in workspace: ID<Workspace>, by then: Instant, overdueSince: Instant) throws
        -> [DyingTokenRow]
    {
        let found = try all(
            """
            SELECT account.id, credential.expires_ms FROM account
            LEFT JOIN credential ON credential.account_id = account.id
            WHERE account.workspace_id = \(workspace) AND (account.state = 'signed-out'
                OR account.state = 'connected' AND credential.expires_ms <= \(then)
                    AND (credential.refresh_ms IS NULL OR credential.refresh_ms < \(overdueSince)))
            ORDER BY account.platform, account.handle
            """, { (try $0.id("id") as ID<Account>, try $0.instantOrNil("expires_ms")) })
        return try found.compactMap { id, expires in
            guard let row = try account(id) else { return nil }
            return DyingTokenRow(account: row.account, expires: row.state == "signed-out" ? nil : expires)
        }
    }
}
