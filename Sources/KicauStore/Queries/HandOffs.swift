public import KicauCore

/// Deliveries that a person posts by hand.
extension Transaction {
    private var columns: String {
        """
        id, post_id, workspace_id, account_id, state, waiting_for, due_ms, ready_ms, epoch, doubt, looks, trouble,
        published_ms, url, removed_ms, rendition_sha256, key
        """
    }

    /// Those whose time has come, or that are to be looked for again. Their `act_ms` says when.
    public func handedOff(by now: Instant, limit: Int) throws -> [DeliveryRow] {
        try all(
            """
            SELECT \(raw: columns) FROM delivery
            WHERE state = 'waiting' AND act_ms <= \(now) AND waiting_for = 'hand-off' ORDER BY act_ms, id LIMIT \(limit)
            """, DeliveryRow.init)
    }

    /// The posts of a workspace that wait to be posted by hand, soonest first.
    public func postsHandedOff(in workspace: ID<Workspace>, by end: Instant, limit: Int) throws -> [ID<Post>] {
        try all(
            """
            SELECT post_id, MIN(due_ms) AS due_ms FROM delivery
            WHERE state = 'waiting' AND waiting_for = 'hand-off' AND workspace_id = \(workspace) AND due_ms <= \(end)
            GROUP BY post_id ORDER BY MIN(due_ms), post_id LIMIT \(limit)
            """, { try $0.id("post_id") })
    }

    /// Takes one look on. False: another node did, or it has moved.
    public func beginLook(forHandedOff row: DeliveryRow, next: Instant) throws -> Bool {
        try run(
            """
            UPDATE delivery SET looks = looks + 1, act_ms = \(next) WHERE id = \(row.id) AND state = 'waiting'
                AND waiting_for = 'hand-off' AND epoch = \(row.epoch) AND looks = \(row.looks)
            """) == 1
    }

    /// What an account has published since then, by whatever hand.
    public func deliveriesPublished(of account: ID<Account>, since: Instant, limit: Int) throws -> [ID<Delivery>] {
        try all(
            """
            SELECT id FROM delivery WHERE account_id = \(account) AND state = 'published' AND published_ms >= \(since)
            ORDER BY published_ms DESC LIMIT \(limit)
            """, { try $0.id("id") })
    }

    /// Those of an account of which a part is live and the whole is not: no attempt tells of what a person posted.
    public func deliveriesPartlyLive(of account: ID<Account>, limit: Int) throws -> [ID<Delivery>] {
        try all(
            """
            SELECT id FROM delivery
            WHERE account_id = \(account) AND live_parts > 0 AND state NOT IN ('published', 'cancelled')
            ORDER BY id DESC LIMIT \(limit)
            """, { try $0.id("id") })
    }
}
