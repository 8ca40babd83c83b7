public import KicauCore

extension Transaction {
    /// After a jump forward: what came due by it alone waits for a person. Nothing of it was ever tried.
    public func holdJumped(from: Instant, to: Instant, story: Settlement.Story) throws {
        let held = try all(
            """
            UPDATE delivery SET state = 'waiting', waiting_for = 'missed', trouble = \(JSONText.encode(story))
            WHERE state = 'scheduled' AND act_ms <= \(to) AND ready_ms > \(from) AND ready_ms <= \(to) AND ready_ms = due_ms AND doubt = 0
              AND NOT EXISTS (SELECT 1 FROM attempt WHERE delivery_id = delivery.id)
            RETURNING id, post_id
            """, { (id: try $0.id("id", of: Delivery.self), post: try $0.id("post_id", of: Post.self)) })
        for item in held {
            try tell(story, of: item.id, state: .waiting, at: to)
            refreshPost(item.post)
        }
    }

    /// After a jump back: what was missed by the clock before is due later by this one, and is planned again.
    public func releaseJumped(at now: Instant, story: Settlement.Story) throws {
        let released = try all(
            """
            UPDATE delivery SET state = 'scheduled', waiting_for = NULL, trouble = NULL
            WHERE state = 'waiting' AND waiting_for = 'missed' AND due_ms > \(now)
            RETURNING id, post_id
            """, { (id: try $0.id("id", of: Delivery.self), post: try $0.id("post_id", of: Post.self)) })
        for item in released {
            try tell(story, of: item.id, state: .scheduled, at: now)
            refreshPost(item.post)
        }
    }

    /// After a jump forward: leases and quiet periods that ran when it jumped run as long as they would have.
    ///
    /// Without this a worker would lose its lease in the middle of a commit, and a look would come before the quiet
    /// period is over, when absence proves nothing.
    public func moveDeadlines(after: Instant, by jump: Duration) throws {
        let later = jump.inMilliseconds
        try also(
            """
            UPDATE delivery SET lease_ends_ms = lease_ends_ms + \(later)
            WHERE lease_ends_ms IS NOT NULL AND lease_ends_ms > \(after)
            """)
        try also(
            """
            UPDATE delivery SET ready_ms = ready_ms + \(later), act_ms = act_ms + \(later)
            WHERE state = 'unknown' AND ready_ms > \(after)
            """)
        try also(
            """
            UPDATE attempt SET quiet_until_ms = quiet_until_ms + \(later)
            WHERE quiet_until_ms > \(after) AND delivery_id IN
                (SELECT id FROM delivery WHERE lease_ends_ms IS NOT NULL AND state IN ('intent', 'reconciling')
                 UNION ALL SELECT id FROM delivery WHERE state = 'unknown')
            """)
    }

    /// After a jump back: an intent in the future was dated by the clock before. A look begins at its intent, and one
    /// dated too late would not see the post that is there.
    public func moveIntents(after now: Instant, backBy jump: Duration) throws {
        try also(
            """
            UPDATE attempt SET intended_ms = intended_ms - \(jump.inMilliseconds)
            WHERE intended_ms > \(now) AND delivery_id IN
                (SELECT id FROM delivery WHERE lease_ends_ms IS NOT NULL AND state IN ('intent', 'reconciling')
                 UNION ALL SELECT id FROM delivery WHERE state = 'unknown'
                 UNION ALL SELECT id FROM delivery WHERE state = 'waiting')
            """)
    }
}
