public import KicauCore

/// Posts of one account that are to be read, or to go out and be read after that, in one quarter of an hour.
public struct ComingChecks: Sendable, Hashable {
    public let account: ID<Account>
    /// How long after the publication; nil: they are not out yet, and `at` is when they are due.
    public let after: Duration?
    /// The quarter's first moment: no day and no zone's month turns within one.
    public let at: Instant
    /// So many parts of posts.
    public let count: Int

    public init(account: ID<Account>, after: Duration?, at: Instant, count: Int) {
        self.account = account
        self.after = after
        self.at = at
        self.count = count
    }

    public static let quarter = Duration.minutes(15)
}

/// When a connected account is looked at next, and how much is said to it.
public struct ComingLooks: Sendable, Hashable {
    public let account: ID<Account>
    /// Nil: nobody has begun yet.
    public let counted: Instant?
    public let listened: Instant?
    /// So much was said to it since an instant.
    public let said: Int
}

extension Transaction {
    /// Readings of what is published, by account, age and quarter of an hour.
    public func comingChecks(of workspace: ID<Workspace>, before end: Instant) throws -> [ComingChecks] {
        try all(
            """
            SELECT account_id, after_ms, quarter_no, SUM(parts) AS sum FROM (
                SELECT delivery.account_id AS account_id, after_ms, recheck.due_ms / 900000 AS quarter_no,
                    (SELECT COUNT(*) FROM hold WHERE hold.delivery_id = delivery.id) AS parts
                FROM recheck JOIN delivery ON delivery.id = recheck.delivery_id
                WHERE recheck.workspace_id = \(workspace) AND recheck.state <> 'done' AND after_ms IS NOT NULL
                    AND recheck.due_ms < \(end)) AS ahead
            GROUP BY account_id, after_ms, quarter_no ORDER BY account_id, after_ms, quarter_no
            """,
            {
                ComingChecks(
                    account: try $0.id("account_id"), after: .milliseconds(try $0.int64("after_ms")),
                    at: try $0.quarter(), count: max(1, try $0.int("sum")))
            })
    }

    /// What is planned and will be read once it is out, by account and quarter of an hour.
    ///
    /// - Parameter post: leaves this one out.
    public func comingPosts(of workspace: ID<Workspace>, before end: Instant, except post: ID<Post>? = nil) throws
        -> [ComingChecks]
    {
        try all(
            """
            SELECT delivery.account_id AS account_id, due_ms / 900000 AS quarter_no, COUNT(*) AS sum
            FROM hold JOIN delivery ON delivery.id = delivery_id
            WHERE hold.workspace_id = \(workspace) AND hold.state = 'held' AND hold.state IN ('held', 'in-doubt')
                AND delivery.state = 'scheduled' AND due_ms < \(end) AND post_id <> \(post?.raw ?? 0)
            GROUP BY delivery.account_id, due_ms / 900000 ORDER BY account_id, quarter_no
            """,
            {
                ComingChecks(
                    account: try $0.id("account_id"), after: nil, at: try $0.quarter(), count: try $0.int("sum"))
            })
    }

    /// When each connected account is counted and listened to next.
    public func comingLooks(of workspace: ID<Workspace>, saidSince since: Instant) throws -> [ComingLooks] {
        try all(
            """
            SELECT account.id AS id, account_count.due_ms AS counted_ms, listening.due_ms AS listened_ms,
                (SELECT COUNT(*) FROM heard WHERE heard.account_id = account.id AND heard_ms >= \(since)) AS said
            FROM account LEFT JOIN account_count ON account_count.account_id = account.id
            LEFT JOIN listening ON listening.account_id = account.id
            WHERE workspace_id = \(workspace) AND state = 'connected' ORDER BY account.id
            """,
            {
                ComingLooks(
                    account: try $0.id("id"), counted: try $0.instantOrNil("counted_ms"),
                    listened: try $0.instantOrNil("listened_ms"), said: try $0.int("said"))
            })
    }
}

extension Row {
    fileprivate func quarter() throws -> Instant {
        Instant(ms: try int64("quarter_no") * ComingChecks.quarter.inMilliseconds)
    }
}
