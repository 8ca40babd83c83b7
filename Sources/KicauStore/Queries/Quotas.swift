public import KicauCore

/// A window with how it stands.
public struct QuotaRow: Sendable, Hashable {
    public let key: QuotaKey
    public let state: QuotaState

    public init(key: QuotaKey, state: QuotaState) {
        self.key = key
        self.state = state
    }

    init(_ row: Row) throws {
        key = try QuotaKey(row)
        state = QuotaState(
            opened: try row.instant("opened_ms"), resets: try row.instant("resets_ms"), used: try row.int("used"),
            most: try row.int64OrNil("most").map(Int.init), source: try row.word("source"),
            remaining: try row.int64OrNil("remaining").map(Int.init),
            percent: try row.int64OrNil("percent").map(Int.init),
            blockedUntil: try row.instantOrNil("blocked_until_ms"), seen: try row.instantOrNil("seen_ms"),
            learned: try row.instantOrNil("learned_ms"))
    }
}

extension QuotaKey {
    init(_ row: Row) throws {
        self.init(
            try row.platform("platform"), try row.text("what"), try row.word("binds"), try row.word("kind"),
            in: .milliseconds(try row.int64("span_ms")), subject: try row.text("subject"))
    }
}

extension Transaction {
    /// As it is kept; nil: nobody has met this window yet. Whoever changes it next holds it until then.
    public func quota(_ key: QuotaKey) throws -> QuotaState? {
        try first(
            "SELECT * FROM quota_state WHERE \(part: matching(key)) \(raw: dialect.forUpdate)", QuotaRow.init)?.state
    }

    /// What was taken and not used goes back, if its window is still the same.
    public func putBackQuota(_ count: Int, of key: QuotaKey, opened: Instant) throws {
        try also(
            """
            UPDATE quota_state SET used = used - \(count) WHERE \(part: matching(key)) AND opened_ms = \(opened)
                AND used >= \(count)
            """)
    }

    public func keepQuota(_ state: QuotaState, of key: QuotaKey) throws {
        try also(
            """
            INSERT INTO quota_state (platform, what, binds, kind, span_ms, subject, opened_ms, resets_ms, used, most, source,
                remaining, percent, blocked_until_ms, seen_ms, learned_ms)
            VALUES (\(key.platform), \(key.what), \(key.binds.rawValue), \(key.kind.rawValue),
                \(key.span.inMilliseconds), \(key.subject), \(state.opened), \(state.resets), \(state.used),
                \(state.most), \(state.source.rawValue), \(state.remaining), \(state.percent), \(state.blockedUntil),
                \(state.seen), \(state.learned))
            ON CONFLICT (platform, what, binds, span_ms, subject) DO UPDATE SET kind = excluded.kind,
                opened_ms = excluded.opened_ms, resets_ms = excluded.resets_ms, used = excluded.used,
                most = excluded.most, source = excluded.source, remaining = excluded.remaining,
                percent = excluded.percent, blocked_until_ms = excluded.blocked_until_ms, seen_ms = excluded.seen_ms,
                learned_ms = excluded.learned_ms
            """)
    }

    /// Of some accounts, and of what all share, by network.
    public func quotas(of accounts: [ID<Account>], on platforms: [PlatformID]) throws -> [QuotaRow] {
        let subjects = accounts.map(\.description)
        return try all(
            """
            SELECT * FROM quota_state WHERE platform IN (\(list: platforms))
                AND (binds <> 'account' OR subject IN (\(list: subjects)))
            ORDER BY platform, binds, subject, what, span_ms LIMIT 1000
            """, QuotaRow.init)
    }

    private func matching(_ key: QuotaKey) -> Query {
        """
        platform = \(key.platform) AND what = \(key.what) AND binds = \(key.binds.rawValue)
        AND span_ms = \(key.span.inMilliseconds) AND subject = \(key.subject)
        """
    }
}
