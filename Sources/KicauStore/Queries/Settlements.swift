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
        let trouble: Settlement.Story? =
            switch settlement.to {
            case .refused, .waiting, .unknown: settlement.story
            case .scheduled: settlement.notBefore == nil ? nil : settlement.story
            case .claimed, .intent, .reconciling, .published, .dropped, .cancelled: nil
            }
        let changed = try run(
            """
            UPDATE delivery SET state = \(settlement.to), waiting_for = \(settlement.waitingFor), doubt = \(settlement.doubt),
                looks = \(settlement.looks), ready_ms = \(ready), worker = NULL, lease_ends_ms = NULL,
                trouble = \(trouble.map(JSONText.encode)),
                published_ms = CASE \(settlement.to) WHEN 'published' THEN \(now) ELSE published_ms END
            WHERE id = \(claim.delivery)
                AND (state = \(state) AND epoch = \(claim.epoch) OR state IN (\(list: proven)))
            """)
        guard changed == 1 else { return false }
        try tell(settlement.story, of: claim.delivery, state: settlement.to, at: now)
        if settlement.to == .published { try addToOutbox(.archive, claim.delivery, at: now) }
        try refreshPost(claim.post)
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

    public func tell(_ story: Settlement.Story, of delivery: ID<Delivery>, state: Delivery.State, at now: Instant)
        throws
    {
        let text = try JSONText.encode(story)
        // Polling a slow network must not fill the page with the same line.
        try run(
            """
            INSERT INTO delivery_event (delivery_id, at_ms, state, story)
            SELECT \(delivery), \(now), \(state), \(text)
            WHERE NOT EXISTS (SELECT 1 FROM delivery_event WHERE id =
                (SELECT MAX(id) FROM delivery_event WHERE delivery_id = \(delivery)) AND state = \(state) AND story = \(text))
            """)
    }

    public func setURL(_ url: String?, of delivery: ID<Delivery>) throws {
        try run("UPDATE delivery SET url = \(url) WHERE id = \(delivery) AND url IS NULL")
    }

    /// Recomputes what the whole post has come to, and lets waiting pages know.
    public func refreshPost(_ post: ID<Post>) throws {
        try run(
            """
            UPDATE post SET state = (
                SELECT CASE
                    WHEN SUM(state = 'waiting') > 0 THEN 'needs-you'
                    WHEN SUM(state IN ('claimed', 'intent', 'unknown', 'reconciling')) > 0 THEN 'sending'
                    WHEN SUM(state = 'scheduled') > 0 THEN
                        CASE WHEN SUM(state IN ('published', 'refused')) > 0 THEN 'sending' ELSE 'scheduled' END
                    WHEN SUM(state = 'published') = COUNT(*) THEN 'published'
                    WHEN SUM(state = 'published') > 0 THEN 'partly'
                    WHEN SUM(state = 'refused') > 0 THEN 'refused'
                    WHEN COUNT(*) > 0 THEN 'cancelled'
                    ELSE 'draft' END
                FROM delivery WHERE post_id = \(post) AND state <> 'cancelled')
            WHERE id = \(post)
            """)
        try run(
            """
            UPDATE workspace SET change_number = change_number + 1
            WHERE id = (SELECT workspace_id FROM post WHERE id = \(post))
            """)
    }
}
