public import KicauCore

/// Something said to an account, with what became of it here.
public struct HeardRow: Sendable, Hashable {
    public let id: ID<Said>
    public let workspace: ID<Workspace>
    public let account: ID<Account>
    public let said: Said
    public let post: ID<Post>?
    public let answer: ID<Post>?
    public let assignee: ID<User>?
    public let isLiked: Bool
    public let isHidden: Bool
    public let done: Instant?
    /// Since then words and name are no longer kept, as the network demands.
    public let forgotten: Instant?

    init(_ row: Row) throws {
        id = try row.id("id")
        workspace = try row.id("workspace_id")
        account = try row.id("account_id")
        said = try row.json("said")
        post = try row.int64OrNil("post_id").map { ID($0) }
        answer = try row.int64OrNil("answer_id").map { ID($0) }
        assignee = try row.int64OrNil("assignee_id").map { ID($0) }
        isLiked = try row.bool("is_liked")
        isHidden = try row.bool("is_hidden")
        done = try row.instantOrNil("done_ms")
        forgotten = try row.instantOrNil("forgotten_ms")
    }
}

/// A question for the inbox.
public struct HeardAsked: Sendable {
    public var isDone: Bool
    public var accounts: [ID<Account>]
    public var assignee: ID<User>?
    public var after: (said: Instant, id: ID<Said>)?
    public var limit: Int

    public init(
        isDone: Bool = false, accounts: [ID<Account>] = [], assignee: ID<User>? = nil,
        after: (said: Instant, id: ID<Said>)? = nil, limit: Int = 50
    ) {
        self.isDone = isDone
        self.accounts = accounts
        self.assignee = assignee
        self.after = after
        self.limit = limit
    }
}

extension Transaction {
    /// Keeps what is new of what was heard. - Returns: how much that was.
    public func addHeard(
        _ said: Said, to account: ID<Account>, in workspace: ID<Workspace>, about post: ID<Post>?, at now: Instant
    ) throws -> Int {
        try run(
            """
            INSERT INTO heard (workspace_id, account_id, remote_id, said, said_ms, heard_ms, post_id)
            VALUES (\(workspace), \(account), \(said.receipt.remoteID), \(JSONText.encode(said)), \(said.at), \(now),
                \(post))
            ON CONFLICT (account_id, remote_id) DO NOTHING
            """)
    }

    /// The newest first.
    public func heard(_ asked: HeardAsked, in workspace: ID<Workspace>) throws -> [HeardRow] {
        let after: Query =
            asked.after.map { "AND (said_ms, id) < (\($0.said), \($0.id))" as Query } ?? ""
        return try all(
            """
            SELECT * FROM heard WHERE \(part: condition(asked, in: workspace)) \(part: after)
            ORDER BY said_ms DESC, id DESC LIMIT \(asked.limit)
            """, HeardRow.init)
    }

    public func countHeard(_ asked: HeardAsked, in workspace: ID<Workspace>) throws -> Int {
        try first(
            "SELECT COUNT(*) AS found FROM heard WHERE \(part: condition(asked, in: workspace))",
            { try $0.int("found") }) ?? 0
    }

    private func condition(_ asked: HeardAsked, in workspace: ID<Workspace>) -> Query {
        let state: Query = asked.isDone ? "done_ms IS NOT NULL" : "done_ms IS NULL"
        let accounts: Query = asked.accounts.isEmpty ? "" : " AND account_id IN (\(list: asked.accounts))"
        let assignee: Query = asked.assignee.map { " AND assignee_id = \($0)" as Query } ?? ""
        return "workspace_id = \(workspace) AND \(part: state)\(part: accounts)\(part: assignee)"
    }

    public func heard(_ id: ID<Said>, in workspace: ID<Workspace>) throws -> HeardRow? {
        try first("SELECT * FROM heard WHERE id = \(id) AND workspace_id = \(workspace)", HeardRow.init)
    }

    public func setDone(_ done: Instant?, of id: ID<Said>) throws {
        try also("UPDATE heard SET done_ms = \(done) WHERE id = \(id)")
    }

    public func assign(_ id: ID<Said>, to user: ID<User>?) throws {
        try also("UPDATE heard SET assignee_id = \(user) WHERE id = \(id)")
    }

    public func noteAnswer(_ post: ID<Post>, to id: ID<Said>, at now: Instant) throws {
        try also("UPDATE heard SET answer_id = \(post), done_ms = COALESCE(done_ms, \(now)) WHERE id = \(id)")
    }

    public func note(_ deed: Deed, on id: ID<Said>) throws {
        switch deed {
        case .like: try also("UPDATE heard SET is_liked = 1 WHERE id = \(id)")
        case .unlike: try also("UPDATE heard SET is_liked = 0 WHERE id = \(id)")
        case .hide: try also("UPDATE heard SET is_hidden = 1 WHERE id = \(id)")
        case .unhide: try also("UPDATE heard SET is_hidden = 0 WHERE id = \(id)")
        case .approve: try mark(id, nil)
        case .ignore: try mark(id, .ignored)
        }
    }

    private func mark(_ id: ID<Said>, _ waiting: Said.Waiting?) throws {
        guard let row = try first("SELECT * FROM heard WHERE id = \(id)", HeardRow.init) else { return }
        try also("UPDATE heard SET said = \(JSONText.encode(row.said.marked(waiting))) WHERE id = \(id)")
    }

    /// What waited when it was heard was approved elsewhere since. - Returns: whether it was.
    public func noteApproved(_ said: Said, to account: ID<Account>) throws -> Bool {
        guard said.waiting == nil,
            let row = try first(
                """
                SELECT * FROM heard
                WHERE account_id = \(account) AND remote_id = \(said.receipt.remoteID) AND forgotten_ms IS NULL
                """, HeardRow.init), row.said.waiting != nil
        else { return false }
        try mark(row.id, nil)
        return true
    }

    /// Drops words and names that the network allows nobody to keep longer; that there was something stays.
    public func forgetHeard(on platform: PlatformID, before: Instant, at now: Instant) throws {
        let old = try all(
            """
            SELECT * FROM heard WHERE account_id IN (SELECT id FROM account WHERE platform = \(platform))
                AND heard_ms < \(before) AND forgotten_ms IS NULL
            ORDER BY id LIMIT 500
            """, HeardRow.init)
        for row in old {
            try also(
                """
                UPDATE heard SET said = \(JSONText.encode(row.said.forgotten)), forgotten_ms = \(now),
                    done_ms = COALESCE(done_ms, \(now))
                WHERE id = \(row.id)
                """)
        }
    }
}

extension Said {
    /// Without what it said and who said it.
    fileprivate var forgotten: Said {
        Said(
            kind: kind, receipt: Receipt(remoteID: receipt.remoteID, url: receipt.url),
            speaker: Speaker(remoteID: "", handle: "", name: ""), text: "", at: at, about: about)
    }
}
