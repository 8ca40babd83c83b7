public import Foundation
public import KicauCore

/// Where a workspace wants its warnings called out, the secret sealed.
public struct WarningHookRow: Sendable, Hashable {
    public let url: String
    public let sealedSecret: Data
    public let setBy: String
    public let set: Instant
}

/// One warning for one reader, and how the telling went.
public struct WarningNoticeRow: Sendable, Hashable {
    public enum State: String, Sendable, Hashable {
        case open
        /// Somebody is telling it just now.
        case taken
        case told
        /// It left, and nobody knows whether it arrived.
        case unsure
        case givenUp = "given-up"
    }

    /// What it tells of.
    public enum About: Sendable, Hashable {
        case budget(BudgetScope, month: String, BudgetCrossing)
        /// A network's window, by the warning's number.
        case limit(Int64)
        /// Credits at a network that are used up.
        case credits(PlatformID, payer: String)
    }

    public let id: Int64
    public let workspace: ID<Workspace>
    public let about: About
    public let reader: String
    public let state: State
    public let tries: Int
    public let made: Instant
    public let trouble: String?

    init(_ row: Row) throws {
        id = try row.int64("id")
        workspace = try row.id("workspace_id")
        about = try WarningNoticeRow.about(row)
        reader = try row.text("reader")
        state = try row.word("state")
        tries = try row.int("tries")
        made = try row.instant("made_ms")
        trouble = try row.textOrNil("trouble")
    }
}

extension WarningNoticeRow {
    /// Stands for a network's window where budgets have their scope; its subject is the warning's number.
    fileprivate static let limit = "limit"
    /// The same for credits; the subject is the network, its month whose they are.
    fileprivate static let credits = "credits"

    fileprivate static func about(_ row: Row) throws -> About {
        let (scope, subject, month) = (try row.text("scope"), try row.text("subject"), try row.text("month"))
        switch scope {
        case limit: return .limit(Int64(subject) ?? 0)
        case credits: return .credits(PlatformID(subject), payer: month)
        default: return .budget(try BudgetScope(row), month: month, try row.word("crossing"))
        }
    }
}

extension Transaction {
    public func addNotice(
        ofLimit warning: Int64, for reader: String, in workspace: ID<Workspace>, at now: Instant
    ) throws {
        try also(
            """
            INSERT INTO warning_notice (workspace_id, scope, subject, month, crossing, reader, state, next_ms, made_ms)
            VALUES (\(workspace), \(WarningNoticeRow.limit), \(String(warning)), '', '', \(reader), 'open', \(now), \(now))
            """)
    }

    public func addNotice(
        ofCredits gone: CreditsGone, for reader: String, in workspace: ID<Workspace>, at now: Instant
    ) throws {
        try also(
            """
            INSERT INTO warning_notice (workspace_id, scope, subject, month, crossing, reader, state, next_ms, made_ms)
            VALUES (\(workspace), \(WarningNoticeRow.credits), \(gone.platform.raw), \(gone.payer), '', \(reader), 'open',
                \(now), \(now))
            """)
    }

    public func addNotice(
        of warning: BudgetWarning, for reader: String, in workspace: ID<Workspace>, at now: Instant
    ) throws {
        try also(
            """
            INSERT INTO warning_notice (workspace_id, scope, subject, month, crossing, reader, state, next_ms, made_ms)
            VALUES (\(workspace), \(warning.scope.kind.rawValue), \(warning.scope.subject), \(warning.month),
                \(warning.crossing.rawValue), \(reader), 'open', \(now), \(now))
            """)
    }

    /// Takes a few in hand, each for one teller. Of what was taken and never settled (the machine went out) only what may be
    /// said twice is taken again: a letter may have left.
    public func takeNotices(_ limit: Int, repeatable reader: String, at now: Instant, lease: Duration) throws
        -> [WarningNoticeRow]
    {
        try all(
            """
            UPDATE warning_notice SET state = 'taken', tries = tries + 1, next_ms = \(now + lease)
            WHERE state IN ('open', 'taken') AND next_ms <= \(now) AND id IN (
                SELECT id FROM warning_notice WHERE state IN ('open', 'taken') AND next_ms <= \(now)
                    AND (state = 'open' OR reader = \(reader)) ORDER BY id LIMIT \(limit))
            RETURNING *
            """, WarningNoticeRow.init)
    }

    public func noticesAreDue(at now: Instant) throws -> Bool {
        try first(
            """
            SELECT id FROM warning_notice WHERE state IN ('open', 'taken') AND next_ms <= \(now) LIMIT 1
            """, { _ in true }) ?? false
    }

    public func settleNotice(
        _ id: Int64, as state: WarningNoticeRow.State, trouble: String?, next: Instant
    ) throws {
        try also(
            """
            UPDATE warning_notice SET state = \(state.rawValue), trouble = \(trouble), next_ms = \(next)
            WHERE id = \(id) AND state = 'taken'
            """)
    }

    /// A letter that was taken in hand and of which nothing was heard since.
    public func letGoOfNotices(takenBefore instant: Instant, but reader: String) throws {
        try also(
            """
            UPDATE warning_notice SET state = 'unsure'
            WHERE state = 'taken' AND state IN ('open', 'taken') AND next_ms <= \(instant) AND reader <> \(reader)
            """)
    }

    /// Newest first.
    public func notices(of workspace: ID<Workspace>, limit: Int) throws -> [WarningNoticeRow] {
        try all(
            "SELECT * FROM warning_notice WHERE workspace_id = \(workspace) ORDER BY id DESC LIMIT \(limit)",
            WarningNoticeRow.init)
    }

    public func forgetNotices(madeBefore instant: Instant) throws {
        try also("DELETE FROM warning_notice WHERE made_ms < \(instant) AND state NOT IN ('open', 'taken')")
    }

    public func warningHook(of workspace: ID<Workspace>) throws -> WarningHookRow? {
        try first(
            "SELECT * FROM warning_hook WHERE workspace_id = \(workspace)",
            {
                WarningHookRow(
                    url: try $0.text("url"), sealedSecret: try $0.blob("sealed_secret"), setBy: try $0.text("set_by"),
                    set: try $0.instant("set_ms"))
            })
    }

    public func setWarningHook(
        _ url: String, sealedSecret: Data, by person: String, of workspace: ID<Workspace>, at now: Instant
    ) throws {
        try also(
            """
            INSERT INTO warning_hook (workspace_id, url, sealed_secret, set_by, set_ms)
            VALUES (\(workspace), \(url), \(sealedSecret), \(person), \(now))
            ON CONFLICT (workspace_id) DO UPDATE SET url = excluded.url, sealed_secret = excluded.sealed_secret,
                set_by = excluded.set_by, set_ms = excluded.set_ms
            """)
    }

    public func dropWarningHook(of workspace: ID<Workspace>) throws {
        try also("DELETE FROM warning_hook WHERE workspace_id = \(workspace)")
    }
}
