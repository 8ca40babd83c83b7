public import KicauCore

extension Transaction {
    /// Writes what a delivery becomes, if this claim still owns it. False: somebody else does; stop quietly.
    ///
    /// A yes needs no fence: it is written from every state that `Delivery.transitions` lets anyone with proof leave.
    public func settle(_ claim: Claim, from state: Delivery.State, as settlement: Settlement, at now: Instant)
        throws -> Bool
    {
        let proven = Delivery.states(before: settlement.to, by: .anyoneWithProof)
        if proven.isEmpty { try Delivery.check(state, to: settlement.to, by: .holder) }
        let ready = max(claim.due, settlement.notBefore ?? claim.due)
        // Before it is due there may be more to stage.
        let act = settlement.to == .scheduled ? settlement.notBefore ?? ready : ready
        let trouble: Settlement.Story? =
            switch settlement.to {
            case .refused, .waiting, .unknown: settlement.story
            case .scheduled: settlement.notBefore == nil ? nil : settlement.story
            case .claimed, .intent, .reconciling, .published, .dropped, .cancelled: nil
            }
        let changed = try run(
            """
            UPDATE delivery SET state = \(settlement.to), waiting_for = \(settlement.waitingFor), doubt = \(settlement.doubt),
                looks = \(settlement.looks), ready_ms = \(ready), act_ms = \(act), worker = NULL, lease_ends_ms = NULL,
                trouble = \(trouble.map(JSONText.encode)),
                published_ms = CASE \(settlement.to) WHEN 'published' THEN \(now) ELSE published_ms END
            WHERE id = \(claim.delivery)
                AND (state = \(state) AND epoch = \(claim.epoch) OR state IN (\(list: proven)))
            """)
        guard changed == 1 else { return false }
        try tell(settlement.story, of: claim.delivery, state: settlement.to, at: now)
        if settlement.to == .published { try addToOutbox(.archive, [claim.delivery], at: now) }
        refreshPost(claim.post)
        return true
    }

    /// After one commit of several: the delivery is claimed again under the same epoch, and goes on.
    public func goOn(_ claim: Claim, at now: Instant, leaseEnds: Instant, story: Settlement.Story) throws -> Bool {
        let changed = try run(
            """
            UPDATE delivery SET state = 'claimed', doubt = 0, looks = 0, lease_ends_ms = \(leaseEnds)
            WHERE id = \(claim.delivery) AND epoch = \(claim.epoch) AND state = 'intent'
            """)
        guard changed == 1 else { return false }
        try tell(story, of: claim.delivery, state: .claimed, at: now)
        return true
    }

    /// One part is live and others follow: the account's other deliveries wait for them.
    public func noteLivePart(of delivery: ID<Delivery>) throws {
        try also("UPDATE delivery SET live_parts = live_parts + 1 WHERE id = \(delivery)")
    }

    public func tell(_ story: Settlement.Story, of delivery: ID<Delivery>, state: Delivery.State, at now: Instant)
        throws
    {
        let text = try JSONText.encode(story)
        // Polling a slow network must not fill the page with the same line.
        try also(
            """
            INSERT INTO delivery_event (delivery_id, at_ms, state, story)
            SELECT \(delivery), \(now), \(state), \(text)
            WHERE NOT EXISTS (SELECT 1 FROM delivery_event WHERE id =
                (SELECT MAX(id) FROM delivery_event WHERE delivery_id = \(delivery)) AND state = \(state) AND story = \(text))
            """)
    }

    public func setURL(_ url: String?, of delivery: ID<Delivery>) throws {
        try also("UPDATE delivery SET url = \(url) WHERE id = \(delivery) AND url IS NULL")
    }

    /// What the whole post has come to is worked out anew at the end of the transaction, and waiting pages learn of it.
    public func refreshPost(_ post: ID<Post>) { aftermath.refresh(post) }

    /// Posts that are only scheduled, though a worker has had one of their deliveries for a while, are being sent: the
    /// leases tell for how long.
    public func beginPosts(withLeasesUntil end: Instant) throws {
        let late = try all(
            """
            SELECT DISTINCT post_id FROM delivery JOIN post ON post.id = post_id
            WHERE lease_ends_ms <= \(end) AND delivery.state || '' IN ('claimed', 'intent') AND post.state || '' = 'scheduled'
            """, { try $0.id("post_id", of: Post.self) })
        for post in late { aftermath.begin(post) }
    }

    /// The posts are locked in the order of their numbers, then looked at with all that others have committed.
    func refreshPosts(_ changed: Set<ID<Post>>, begun: Set<ID<Post>>) throws {
        let all = changed.union(begun).sorted { $0.raw < $1.raw }
        guard !all.isEmpty else { return }
        let workspaces = try self.all(
            "SELECT id, workspace_id FROM post WHERE id IN (\(list: all)) ORDER BY id \(raw: dialect.forUpdate)",
            { try $0.id("workspace_id", of: Workspace.self) })
        try workOut(changed.sorted { $0.raw < $1.raw })
        let only = begun.subtracting(changed).sorted { $0.raw < $1.raw }
        if !only.isEmpty {
            try also("UPDATE post SET state = 'sending' WHERE id IN (\(list: only)) AND state || '' = 'scheduled'")
        }
        for workspace in workspaces { aftermath.noteChange(in: workspace) }
    }

    private func workOut(_ posts: [ID<Post>]) throws {
        guard !posts.isEmpty else { return }
        try also(
            """
            UPDATE post SET state = standing FROM (
                SELECT post.id AS post_no, CASE
                    WHEN COUNT(*) FILTER (WHERE delivery.state = 'waiting') > 0 THEN 'needs-you'
                    WHEN COUNT(*) FILTER (WHERE delivery.state IN ('claimed', 'intent', 'unknown', 'reconciling')) > 0
                        THEN 'sending'
                    WHEN COUNT(*) FILTER (WHERE delivery.state = 'scheduled') > 0 THEN
                        CASE WHEN COUNT(*) FILTER (WHERE delivery.state IN ('published', 'refused')) > 0
                            THEN 'sending' ELSE 'scheduled' END
                    WHEN COUNT(delivery.id) = 0 THEN 'draft'
                    WHEN COUNT(*) FILTER (WHERE delivery.state = 'published') = COUNT(*) THEN 'published'
                    WHEN COUNT(*) FILTER (WHERE delivery.state = 'published') > 0 THEN 'partly'
                    WHEN COUNT(*) FILTER (WHERE delivery.state = 'refused') > 0 THEN 'refused'
                    ELSE 'cancelled' END AS standing
                FROM post LEFT JOIN delivery ON delivery.post_id = post.id AND delivery.state <> 'cancelled'
                WHERE post.id IN (\(list: posts)) GROUP BY post.id) AS worked_out
            WHERE id = post_no AND state <> standing
            """)
    }

    func noteChanges(in workspaces: [ID<Workspace>]) throws {
        for workspace in workspaces {
            try also("UPDATE workspace SET change_number = change_number + 1 WHERE id = \(workspace)")
        }
    }
}
