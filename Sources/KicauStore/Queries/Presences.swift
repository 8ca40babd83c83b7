public import KicauCore

/// Where a published delivery was last seen to stand.
public struct PresenceRow: Sendable, Hashable {
    public let delivery: ID<Delivery>
    public let post: ID<Post>
    public let state: Presence
    /// When it was first found to stand so.
    public let since: Instant
    /// When it was last seen on the network, changed or not.
    public let seen: Instant
    public let checked: Instant

    init(_ row: Row) throws {
        delivery = try row.id("delivery_id")
        post = try row.id("post_id")
        state = try row.word("state")
        since = try row.instant("since_ms")
        seen = try row.instant("seen_ms")
        checked = try row.instant("checked_ms")
    }
}

extension Transaction {
    public func presence(of delivery: ID<Delivery>) throws -> PresenceRow? {
        try first("SELECT * FROM presence WHERE delivery_id = \(delivery)", PresenceRow.init)
    }

    /// Keeps what a check has shown. What was never seen since counts as seen when it was published.
    public func putPresence(_ state: Presence, of row: DeliveryRow, at now: Instant) throws {
        let seen = state == .gone ? row.published ?? row.due : now
        try also(
            """
            INSERT INTO presence (delivery_id, workspace_id, post_id, state, since_ms, seen_ms, checked_ms)
            VALUES (\(row.id), \(row.workspace), \(row.post), \(state.rawValue), \(now), \(seen), \(now))
            ON CONFLICT (delivery_id) DO UPDATE SET
                since_ms = CASE WHEN presence.state = excluded.state THEN presence.since_ms ELSE excluded.since_ms END,
                seen_ms = CASE excluded.state WHEN 'gone' THEN presence.seen_ms ELSE excluded.seen_ms END,
                state = excluded.state, checked_ms = excluded.checked_ms
            """)
    }

    /// What was found gone or changed since then, the newest first.
    public func lost(since: Instant, limit: Int, in workspace: ID<Workspace>) throws -> [PresenceRow] {
        try all(
            """
            SELECT * FROM presence WHERE workspace_id = \(workspace) AND state <> 'there' AND since_ms >= \(since)
            ORDER BY since_ms DESC, delivery_id LIMIT \(limit)
            """, PresenceRow.init)
    }
}
