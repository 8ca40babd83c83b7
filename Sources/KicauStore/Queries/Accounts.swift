public import Foundation
public import KicauCore

/// An account's row.
public struct AccountRow: Sendable, Hashable {
    public let account: Account
    public let workspace: ID<Workspace>
    public let state: String
    public let trouble: Settlement.Story?
    public let connected: Instant
    public let checked: Instant?
    /// What is added to its links.
    public let linkTags: LinkTags

    init(_ row: Row) throws {
        account = Account(
            id: try row.id("id"), platform: try row.platform("platform"), remoteID: try row.text("remote_id"),
            handle: try row.text("handle"), displayName: try row.text("display_name"), server: try row.text("server"),
            traits: try row.familiar("traits"))
        workspace = try row.id("workspace_id")
        state = try row.text("state")
        trouble = try row.jsonOrNil("trouble")
        connected = try row.instant("connected_ms")
        checked = try row.instantOrNil("checked_ms")
        linkTags = try row.jsonOrNil("link_tags") ?? .none
    }
}

/// Sealed tokens of an account, with what may be read of them.
public struct CredentialRow: Sendable {
    public let sealed: Data
    public let expires: Instant?
    public let refresh: Instant?
    public let scopes: [String]
    public let lockEpoch: Int64

    init(_ row: Row) throws {
        sealed = try row.blob("sealed")
        expires = try row.instantOrNil("expires_ms")
        refresh = try row.instantOrNil("refresh_ms")
        scopes = try row.familiar("scopes")
        lockEpoch = try row.int64("lock_epoch")
    }
}

/// A developer app's keys or a registration on a server, its secret sealed.
public struct AppKeysRow: Sendable {
    public let platform: PlatformID
    public let server: String
    public let clientID: String
    public let sealedSecret: Data
    public let addresses: [String: String]

    init(_ row: Row) throws {
        platform = try row.platform("platform")
        server = try row.text("server")
        clientID = try row.text("client_id")
        sealedSecret = try row.blob("sealed_secret")
        addresses = try row.familiar("addresses")
    }
}

extension Transaction {
    public func accounts(in workspace: ID<Workspace>) throws -> [AccountRow] {
        try all("SELECT * FROM account WHERE workspace_id = \(workspace) ORDER BY platform, handle", AccountRow.init)
    }

    public func account(_ id: ID<Account>) throws -> AccountRow? {
        try first("SELECT * FROM account WHERE id = \(id)", AccountRow.init)
    }

    public func account(_ id: ID<Account>, in workspace: ID<Workspace>) throws -> AccountRow? {
        try first("SELECT * FROM account WHERE id = \(id) AND workspace_id = \(workspace)", AccountRow.init)
    }

    public func accounts(_ ids: [ID<Account>], in workspace: ID<Workspace>) throws -> [AccountRow] {
        try all(
            "SELECT * FROM account WHERE workspace_id = \(workspace) AND id IN (\(list: ids)) ORDER BY id",
            AccountRow.init)
    }

    public func accounts(_ ids: [ID<Account>]) throws -> [AccountRow] {
        try all("SELECT * FROM account WHERE id IN (\(list: ids))", AccountRow.init)
    }

    /// In whose name a network is asked what belongs to no account: the workspace of the oldest connected one on it.
    public func firstWorkspace(on platform: PlatformID) throws -> Workspace? {
        let id: ID<Workspace>? = try first(
            """
            SELECT workspace_id FROM account WHERE platform = \(platform) AND state = 'connected' ORDER BY id LIMIT 1
            """, { try $0.id("workspace_id") })
        return try id.flatMap { try workspace($0) }
    }

    /// Connects a new account or one that was there before; its number stays the same.
    public func putAccount(
        platform: PlatformID, server: String, remoteID: String, handle: String, displayName: String,
        traits: [String: JSONValue], in workspace: ID<Workspace>, at now: Instant
    ) throws -> ID<Account> {
        try insert(
            """
            INSERT INTO account (workspace_id, platform, server, remote_id, handle, display_name, traits, state, connected_ms, checked_ms)
            VALUES (\(workspace), \(platform), \(server), \(remoteID), \(handle), \(displayName), \(JSONText.encode(traits)),
                'connected', \(now), \(now))
            ON CONFLICT (workspace_id, platform, server, remote_id) DO UPDATE SET handle = excluded.handle,
                display_name = excluded.display_name, traits = excluded.traits, state = 'connected', trouble = NULL,
                connected_ms = excluded.connected_ms, checked_ms = excluded.checked_ms
            """)
    }

    public func setAccountState(_ state: String, trouble: Settlement.Story?, of id: ID<Account>) throws {
        let workspace = try first(
            """
            UPDATE account SET state = \(state), trouble = \(trouble.map(JSONText.encode)) WHERE id = \(id)
            RETURNING workspace_id
            """, { try $0.id("workspace_id", of: Workspace.self) })
        if let workspace { noteChange(in: workspace) }
    }

    public func putLinkTags(_ tags: LinkTags, of id: ID<Account>) throws {
        try also(
            "UPDATE account SET link_tags = \(tags.isEmpty ? nil : try JSONText.encode(tags)) WHERE id = \(id)")
    }

    /// What an account's server announces today; what it does not tell any more stays as it was told last.
    public func putAnnounced(_ announced: [String: JSONValue], of id: ID<Account>) throws {
        guard !announced.isEmpty, let row = try account(id) else { return }
        let traits = row.account.traits.merging(announced) { _, new in new }
        guard traits != row.account.traits else { return }
        try also("UPDATE account SET traits = \(JSONText.encode(traits)) WHERE id = \(id)")
    }

    public func noteAccountChecked(_ id: ID<Account>, at now: Instant) throws {
        try also("UPDATE account SET checked_ms = \(now) WHERE id = \(id)")
    }

    public func credential(of account: ID<Account>) throws -> CredentialRow? {
        try first("SELECT * FROM credential WHERE account_id = \(account)", CredentialRow.init)
    }

    public func credentials(of accounts: [ID<Account>]) throws -> [ID<Account>: CredentialRow] {
        let found = try all(
            "SELECT * FROM credential WHERE account_id IN (\(list: accounts))",
            { (try $0.id("account_id", of: Account.self), try CredentialRow($0)) })
        return Dictionary(found) { first, _ in first }
    }

    public func putCredential(
        _ sealed: Data, of account: ID<Account>, got: Instant, expires: Instant?, refresh: Instant?, scopes: [String]
    ) throws {
        try also(
            """
            INSERT INTO credential (account_id, sealed, got_ms, expires_ms, refresh_ms, scopes)
            VALUES (\(account), \(sealed), \(got), \(expires), \(refresh), \(JSONText.encode(scopes)))
            ON CONFLICT (account_id) DO UPDATE SET sealed = excluded.sealed, got_ms = excluded.got_ms,
                expires_ms = excluded.expires_ms, refresh_ms = excluded.refresh_ms, scopes = excluded.scopes,
                lock_epoch = credential.lock_epoch + 1, locked_until_ms = 0
            """)
    }

    /// Puts a renewed token in the place of the one it was made of. False: that is there no more, somebody has taken the account
    /// off or another worker has put a newer one in its place.
    public func replaceCredential(
        _ old: Data, by sealed: Data, of account: ID<Account>, got: Instant, expires: Instant?, refresh: Instant?,
        scopes: [String]
    ) throws -> Bool {
        try run(
            """
            UPDATE credential SET sealed = \(sealed), got_ms = \(got), expires_ms = \(expires), refresh_ms = \(refresh),
                scopes = \(JSONText.encode(scopes)), lock_epoch = lock_epoch + 1, locked_until_ms = 0
            WHERE account_id = \(account) AND sealed = \(old)
            """) == 1
    }

    public func dropCredential(of account: ID<Account>) throws {
        try also("DELETE FROM credential WHERE account_id = \(account)")
    }

    /// Takes the refresh lock: two refreshes with one single-use token would lose the account.
    public func lockCredential(of account: ID<Account>, until: Instant, at now: Instant) throws -> Int64? {
        try first(
            """
            UPDATE credential SET lock_epoch = lock_epoch + 1, locked_until_ms = \(until)
            WHERE account_id = \(account) AND locked_until_ms <= \(now) RETURNING lock_epoch
            """, { try $0.int64("lock_epoch") })
    }

    /// False: the lock has run out, and another has taken it or renewed the token.
    @discardableResult
    public func unlockCredential(of account: ID<Account>, epoch: Int64, refresh: Instant?) throws -> Bool {
        try run(
            """
            UPDATE credential SET locked_until_ms = 0, refresh_ms = \(refresh)
            WHERE account_id = \(account) AND lock_epoch = \(epoch)
            """) == 1
    }

    public func credentialsToRefresh(at now: Instant, limit: Int) throws -> [ID<Account>] {
        try all(
            """
            SELECT account_id FROM credential JOIN account ON account.id = account_id
            WHERE refresh_ms <= \(now) AND locked_until_ms <= \(now) AND account.state = 'connected'
            ORDER BY refresh_ms LIMIT \(limit)
            """, { try $0.id("account_id") })
    }

    public func appKeys(of platforms: [PlatformID]) throws -> [AppKeysRow] {
        try all("SELECT * FROM app_keys WHERE platform IN (\(list: platforms))", AppKeysRow.init)
    }

    public func appKeys(_ platform: PlatformID, server: String) throws -> AppKeysRow? {
        try first("SELECT * FROM app_keys WHERE platform = \(platform) AND server = \(server)", AppKeysRow.init)
    }

    public func putAppKeys(
        _ platform: PlatformID, server: String, clientID: String, sealedSecret: Data, addresses: [String: String],
        at now: Instant
    ) throws {
        try also(
            """
            INSERT INTO app_keys (platform, server, client_id, sealed_secret, addresses, made_ms)
            VALUES (\(platform), \(server), \(clientID), \(sealedSecret), \(JSONText.encode(addresses)), \(now))
            ON CONFLICT (platform, server) DO UPDATE SET client_id = excluded.client_id,
                sealed_secret = excluded.sealed_secret, addresses = excluded.addresses, made_ms = excluded.made_ms
            """)
    }

    /// Deliveries of an account that are still to go out after an instant: all counted, the earliest by name.
    public func scheduled(of account: ID<Account>, after instant: Instant) throws -> Endangered {
        let count = try countScheduled(of: account, after: instant)
        guard count > 0 else { return .none }
        let earliest = try all(
            """
            SELECT d.post_id, d.due_ms, p.excerpt FROM delivery d JOIN post p ON p.id = d.post_id
            WHERE d.account_id = \(account) AND d.state = 'scheduled' AND d.due_ms > \(instant)
            ORDER BY d.due_ms, d.id LIMIT \(Endangered.shown)
            """
        ) {
            Endangered.Delivery(
                post: try $0.id("post_id"), excerpt: try $0.text("excerpt"), due: try $0.instant("due_ms"))
        }
        return Endangered(count: count, first: earliest)
    }

    private func countScheduled(of account: ID<Account>, after instant: Instant) throws -> Int {
        try first(
            """
            SELECT COUNT(*) AS found FROM delivery
            WHERE account_id = \(account) AND state = 'scheduled' AND due_ms > \(instant)
            """, { try $0.int("found") }) ?? 0
    }

    /// The longer list says nothing new: SQLite takes a partial index only where the index's own words stand in the question.
    public func countDeliveries(of account: ID<Account>) throws -> (scheduled: Int, published: Int) {
        try first(
            """
            SELECT (SELECT COUNT(*) FROM delivery WHERE account_id = \(account) AND state = 'scheduled') AS scheduled,
                (SELECT COUNT(*) FROM delivery WHERE account_id = \(account) AND state = 'published'
                    AND state IN ('published', 'refused', 'dropped', 'cancelled')) AS published
            """, { (try $0.int("scheduled"), try $0.int("published")) }) ?? (0, 0)
    }
}
