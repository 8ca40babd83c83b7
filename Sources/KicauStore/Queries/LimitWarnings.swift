public import KicauCore

/// A warning of a network's window with when it was written, and whether somebody has put it away.
public struct QuotaWarningRow: Sendable, Hashable {
    public let id: Int64
    public let warning: QuotaWarning
    public let at: Instant
    public let isPutAway: Bool

    init(_ row: Row) throws {
        id = try row.int64("id")
        warning = QuotaWarning(
            key: try QuotaKey(row), used: try row.int("used"), most: try row.int("most"),
            resets: try row.instantOrNil("resets_ms"))
        at = try row.instant("at_ms")
        isPutAway = try row.int64OrNil("put_away_ms") != nil
    }
}

extension Transaction {
    /// Open windows of a day or of unknown size that are more than half used: all that can have something to say.
    public func quotasHalfUsed(at now: Instant) throws -> [QuotaRow] {
        try all(
            """
            SELECT * FROM quota_state WHERE (kind = 'learned' OR span_ms >= \(Duration.days(1).inMilliseconds))
                AND kind <> 'gauge' AND most IS NOT NULL AND used * 2 >= most AND resets_ms > \(now)
            ORDER BY platform, binds, subject, what, span_ms LIMIT 1000
            """, QuotaRow.init)
    }

    /// Whom a window binds: an account's workspace, or all that have one on the network.
    public func workspaces(boundBy key: QuotaKey) throws -> [ID<Workspace>] {
        let theirs: Query = key.binds == .account ? "CAST(id AS TEXT) = \(key.subject)" : "1 = 1"
        return try all(
            """
            SELECT DISTINCT workspace_id FROM account WHERE platform = \(key.platform) AND state <> 'disconnected'
                AND \(part: theirs) ORDER BY workspace_id
            """, { try $0.id("workspace_id") })
    }

    /// Was something said of this window since then?
    public func wasWarned(of key: QuotaKey, since: Instant, in workspace: ID<Workspace>) throws -> Bool {
        try first(
            """
            SELECT id FROM limit_warning WHERE workspace_id = \(workspace) AND at_ms >= \(since)
                AND platform = \(key.platform) AND what = \(key.what) AND binds = \(key.binds.rawValue)
                AND span_ms = \(key.span.inMilliseconds) AND subject = \(key.subject) LIMIT 1
            """, { _ in true }) ?? false
    }

    /// Gives its number. Whether it was said before is for the caller to ask, while the window's row is held.
    public func warn(_ warning: QuotaWarning, in workspace: ID<Workspace>, at now: Instant) throws -> Int64? {
        let key = warning.key
        return try first(
            """
            INSERT INTO limit_warning (workspace_id, platform, what, binds, kind, span_ms, subject, used, most, resets_ms,
                at_ms)
            VALUES (\(workspace), \(key.platform), \(key.what), \(key.binds.rawValue), \(key.kind.rawValue),
                \(key.span.inMilliseconds), \(key.subject), \(warning.used), \(warning.most), \(warning.resets), \(now))
            RETURNING id
            """, { try $0.int64("id") })
    }

    /// Newest first, at most 200.
    public func limitWarnings(of workspace: ID<Workspace>, since: Instant) throws -> [QuotaWarningRow] {
        try all(
            """
            SELECT * FROM limit_warning WHERE workspace_id = \(workspace) AND at_ms >= \(since)
            ORDER BY at_ms DESC, id DESC LIMIT 200
            """, QuotaWarningRow.init)
    }

    public func limitWarning(_ id: Int64, in workspace: ID<Workspace>) throws -> QuotaWarningRow? {
        try first(
            "SELECT * FROM limit_warning WHERE id = \(id) AND workspace_id = \(workspace)", QuotaWarningRow.init)
    }

    public func forgetLimitWarnings(madeBefore instant: Instant) throws {
        try also("DELETE FROM limit_warning WHERE at_ms < \(instant)")
    }
}
