public import KicauCore

/// A number that waits to be looked up.
public struct HintRow: Sendable {
    public let id: ID<Hint>
    public let hint: Hint

    /// Nil: it is none that a hint would take.
    fileprivate init?(id: ID<Hint>, post: String, comment: String) {
        guard let hint = Hint(post: post, comment: comment.isEmpty ? nil : comment) else { return nil }
        self.id = id
        self.hint = hint
    }
}

extension Transaction {
    /// Keeps what is not known and was not read before. Beyond what an account may have, the oldest give way; what is done with
    /// takes no room from what waits.
    public func addHints(_ hints: [Hint], to account: ID<Account>, at now: Instant) throws {
        let hints = Array(hints.suffix(Hint.mostKept))
        guard !hints.isEmpty else { return }
        let heard = Set(
            try all(
                """
                SELECT remote_id FROM heard
                WHERE account_id = \(account) AND remote_id IN (\(list: hints.map(\.remoteID)))
                """, { try $0.text("remote_id") }))
        for hint in hints where !heard.contains(hint.remoteID) {
            try also(
                """
                INSERT INTO hint (account_id, post_no, comment_no, told_ms)
                VALUES (\(account), \(hint.post), \(hint.comment ?? ""), \(now))
                ON CONFLICT (account_id, post_no, comment_no) DO NOTHING
                """)
        }
        try also(
            """
            DELETE FROM hint WHERE account_id = \(account) AND tries < \(Hint.mostTries) AND id NOT IN (
                SELECT id FROM hint WHERE account_id = \(account) AND tries < \(Hint.mostTries)
                ORDER BY id DESC LIMIT \(Hint.mostKept))
            """)
        try also(
            """
            DELETE FROM hint WHERE account_id = \(account) AND tries >= \(Hint.mostTries) AND id NOT IN (
                SELECT id FROM hint WHERE account_id = \(account) AND tries >= \(Hint.mostTries)
                ORDER BY id DESC LIMIT \(Hint.mostKnown))
            """)
    }

    /// What was not tried yet comes first, then what was tried longest ago.
    public func hints(of account: ID<Account>, limit: Int) throws -> [HintRow] {
        try all(
            """
            SELECT id, post_no, comment_no FROM hint WHERE account_id = \(account) AND tries < \(Hint.mostTries)
            ORDER BY tried_ms, id LIMIT \(limit)
            """,
            { row in
                HintRow(
                    id: try row.id("id"), post: try row.text("post_no"), comment: try row.text("comment_no"))
            }
        ).compactMap { $0 }
    }

    /// Those that wait.
    public func countHints(of account: ID<Account>) throws -> Int {
        try first(
            """
            SELECT COUNT(*) AS found FROM hint WHERE account_id = \(account) AND tries < \(Hint.mostTries)
            """, { try $0.int("found") }) ?? 0
    }

    public func dropHint(_ id: ID<Hint>) throws { try also("DELETE FROM hint WHERE id = \(id)") }

    /// It came to nothing, and is not read again. It stays known for its time, so that a repeated call costs nothing.
    public func closeHint(_ id: ID<Hint>, at now: Instant) throws {
        try also("UPDATE hint SET tried_ms = \(now), tries = \(Hint.mostTries) WHERE id = \(id)")
    }

    /// - Parameter isRefused: a clear no. One of a day (UTC) counts, and after some of them it is closed.
    public func noteHintTried(_ id: ID<Hint>, isRefused: Bool, at now: Instant) throws {
        let today = now.ms - now.ms % 86_400_000
        try also(
            """
            UPDATE hint SET tries = tries + CASE
                    WHEN \(isRefused ? 1 : 0) = 1 AND (tries = 0 OR tried_ms < \(today)) THEN 1 ELSE 0 END,
                tried_ms = \(now)
            WHERE id = \(id)
            """)
    }

    public func forgetHints(before: Instant) throws { try also("DELETE FROM hint WHERE told_ms < \(before)") }

    public func dropHints(of account: ID<Account>) throws {
        try also("DELETE FROM hint WHERE account_id = \(account)")
    }
}
