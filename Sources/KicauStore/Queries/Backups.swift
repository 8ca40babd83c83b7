public import KicauCore

/// A delivery that a database still promises.
public struct PromisedDelivery: Sendable, Hashable {
    public let id: ID<Delivery>
    public let post: ID<Post>
    public let platform: PlatformID
    public let due: Instant
    /// Is the very same content planned or published on the same account a second time?
    public let hasTwin: Bool

    init(_ row: Row) throws {
        id = try row.id("id")
        post = try row.id("post_id")
        platform = try row.platform("platform")
        due = try row.instant("due_ms")
        hasTwin = try row.int("twins") > 1
    }
}

extension Transaction {
    /// What is due by then and has not ended: all that another copy of this database may have sent. What is a person's to post
    /// by hand stays theirs: no record's key and no container of ours would show it, and it is looked for before it is taken back.
    public func promisedDeliveries(dueBy last: Instant) throws -> [PromisedDelivery] {
        try all(
            """
            SELECT delivery.id, delivery.post_id, account.platform, delivery.due_ms, twin.twins
            FROM delivery JOIN account ON account.id = delivery.account_id
            JOIN (SELECT account_id, rendition_sha256, COUNT(*) AS twins FROM delivery
                  GROUP BY account_id, rendition_sha256) AS twin
              ON twin.account_id = delivery.account_id AND twin.rendition_sha256 = delivery.rendition_sha256
            WHERE delivery.state IN ('scheduled', 'claimed', 'intent', 'unknown', 'reconciling', 'waiting')
              AND COALESCE(delivery.waiting_for, '') <> 'hand-off' AND delivery.due_ms <= \(last)
            ORDER BY delivery.id
            """, PromisedDelivery.init)
    }

    /// Another copy of this database may have sent it: each open part gets an attempt of which nothing is known.
    public func inheritDoubt(
        _ id: ID<Delivery>, since: Instant, deadline: Instant, quietUntil: Instant, at now: Instant,
        story: Settlement.Story
    ) throws {
        let epoch = try first(
            """
            UPDATE delivery SET state = 'unknown', waiting_for = NULL, doubt = 1, looks = 0, worker = NULL,
                lease_ends_ms = NULL, epoch = epoch + 1, trouble = \(JSONText.encode(story)),
                ready_ms = CASE WHEN due_ms > \(quietUntil) THEN due_ms ELSE \(quietUntil) END,
                act_ms = CASE WHEN due_ms > \(quietUntil) THEN due_ms ELSE \(quietUntil) END
            WHERE id = \(id) AND state IN ('scheduled', 'claimed', 'intent', 'unknown', 'reconciling', 'waiting')
            RETURNING epoch
            """, { try $0.int64("epoch") })
        guard let epoch else { throw Problem(.broken, "A delivery ended while it was restored.", do: "Report this.") }
        for row in try steps(of: id) where row.step.kind == .commit && row.state != .settled {
            try also(
                """
                INSERT INTO attempt (delivery_id, account_id, position, part, epoch, intended_ms, deadline_ms, quiet_until_ms, outcome)
                VALUES (\(id), (SELECT account_id FROM delivery WHERE id = \(id)), \(row.position), \(row.step.part), \(epoch), \(since), \(deadline), \(quietUntil), 'inherited')
                """)
        }
        try markHoldsInDoubt(of: id)
        try tell(story, of: id, state: .unknown, at: now)
    }

    /// Whoever was signed in then may have signed out, or left, since.
    public func endAllSessions() throws { try also("DELETE FROM session") }

    /// The schema's steps this database has gone through.
    public func migrationNames() throws -> [String] {
        try all("SELECT name FROM migration ORDER BY name") { try $0.text("name") }
    }

    /// Rows of what people would miss first, by table.
    public func rowCounts() throws -> [String: Int] {
        try first(
            """
            SELECT (SELECT COUNT(*) FROM workspace) AS workspaces, (SELECT COUNT(*) FROM account) AS accounts,
                (SELECT COUNT(*) FROM post) AS posts, (SELECT COUNT(*) FROM delivery) AS deliveries,
                (SELECT COUNT(*) FROM delivery WHERE state = 'published') AS published,
                (SELECT COUNT(*) FROM media) AS pictures, (SELECT COUNT(*) FROM ledger_txn) AS bookings
            """
        ) { row in
            let names = ["workspaces", "accounts", "posts", "deliveries", "published", "pictures", "bookings"]
            return Dictionary(uniqueKeysWithValues: try names.map { ($0, try row.int($0)) })
        } ?? [:]
    }

    /// The kept pictures, by their SHA-256.
    public func keptPictures() throws -> [String] {
        try all("SELECT DISTINCT sha256 FROM media ORDER BY sha256") { try $0.text("sha256") }
    }

    /// What SQLite's thorough check finds wrong; empty when all is well.
    public func damage() throws -> [String] {
        let words = try all("PRAGMA integrity_check(5)") { try $0.text("integrity_check") }.filter { $0 != "ok" }
        let orphans = try all("PRAGMA foreign_key_check") { try $0.text("table") }
        return words + Set(orphans).sorted().map { "rows without their parent in \($0)" }
    }
}
