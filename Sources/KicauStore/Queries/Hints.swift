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
    /// Keeps what is not known and was not read before. Beyond what an account may have, the oldest give way.
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
            DELETE FROM hint WHERE account_id = \(account) AND id NOT IN (
                SELECT id FROM hint WHERE account_id = \(account) ORDER BY id DESC LIMIT \(Hint.mostKept))
            """)
    }

    /// What was not tried yet comes first, then what was tried longest ago.
    public func hints(of account: ID<Account>, limit: Int) throws -> [HintRow] {
        try all(
            """
            SELECT id, post_no, comment_no FROM hint WHERE account_id = \(account)
            ORDER BY tried_ms, id LIMIT \(limit)
            """,
            { row in
                HintRow(
                    id: try row.id("id"), post: try row.text("post_no"), comment: try row.text("comment_no"))
            }
        ).compactMap { $0 }
    }

    public func countHints(of account: ID<Account>) throws -> Int {
        try first("SELECT COUNT(*) AS found FROM hint WHERE account_id = \(account)", { try $0.int("found") }) ?? 0
    }

    public func dropHint(_ id: ID<Hint>) throws { try also("DELETE FROM hint WHERE id = \(id)") }

    /// - Parameter isRefused: a clear no; after some of them it is forgotten.
    public func noteHintTried(_ id: ID<Hint>, isRefused: Bool, at now: Instant) throws {
        try also("UPDATE hint SET tried_ms = \(now), tries = tries + \(isRefused ? 1 : 0) WHERE id = \(id)")
        try also("DELETE FROM hint WHERE id = \(id) AND tries >= \(Hint.mostTries)")
    }

    public func forgetHints(before: Instant) throws { try also("DELETE FROM hint WHERE told_ms < \(before)") }

    public func dropHints(of account: ID<Account>) throws {
        try also("DELETE FROM hint WHERE account_id = \(account)")
    }
}
