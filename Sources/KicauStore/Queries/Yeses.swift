public import KicauCore

/// Proof that the last open part of a delivery is live.
public struct Yes: Sendable {
    let claim: Claim
    let position: Int
    /// The receipt, as it is kept with the step: JSON, written before the transaction that many share.
    let result: String
    /// Where the post can be seen, if this is its first part.
    let url: String?
    /// The money set aside for it.
    let hold: String
    let story: String

    public init(
        _ claim: Claim, position: Int, result: [String: JSONValue], url: String?, hold: String, story: Settlement.Story
    ) throws {
        self.claim = claim
        self.position = position
        self.result = JSONText.encode(result)
        self.url = url
        self.hold = hold
        self.story = try JSONText.encode(story)
    }
}

extension Transaction {
    /// Writes down many yeses at once: receipts, money, the deliveries' ends and what follows from them.
    ///
    /// A yes needs no fence: the delivery leaves every state that `Delivery.transitions` lets anyone with proof leave. Its
    /// receipt and its money count even where it had ended already.
    ///
    /// - Parameter refreshingPosts: false leaves it to the archivist, who comes to each of these by the outbox, to work out
    ///   what the posts have come to: that is a quarter of what a yes costs.
    public func publish(_ yeses: [Yes], refreshingPosts: Bool = true, at now: Instant) throws {
        guard !yeses.isEmpty else { return }
        aftermath.count(writes: yeses.count)
        try keepReceipts(yeses, at: now)
        try captureProven(yeses.map(\.hold), at: now)
        let published = try endPublished(yeses, at: now)
        for yes in yeses where !published.contains(yes.claim.delivery) { try setURL(yes.url, of: yes.claim.delivery) }
        let changed = yeses.filter { published.contains($0.claim.delivery) }
        guard !changed.isEmpty else { return }
        try tellPublished(changed, at: now)
        try addToOutbox(.archive, changed.map(\.claim.delivery), at: now)
        if refreshingPosts { for yes in changed { refreshPost(yes.claim.post) } }
    }

    /// Ends the attempts that brought a yes, each with the identity that came back.
    public func endAttempts(_ ended: [(attempt: ID<Attempt>, answer: String)], at now: Instant) throws {
        try also(
            """
            WITH asked (attempt_no, answer_text) AS (
                VALUES \(rows: ended.map { [$0.attempt, String($0.answer.prefix(2000))] }))
            UPDATE attempt SET ended_ms = \(now), outcome = 'published', status = NULL, answer = answer_text FROM asked
            WHERE id = attempt_no AND ended_ms IS NULL
            """)
    }

    private func keepReceipts(_ yeses: [Yes], at now: Instant) throws {
        let rows: [[any Bindable]] = yeses.map { [$0.claim.delivery, $0.position, $0.result] }
        try also(
            """
            WITH asked (delivery_no, position_no, result_text) AS (VALUES \(rows: rows))
            UPDATE step SET state = 'settled', result = result_text, expires_ms = NULL, settled_ms = \(now) FROM asked
            WHERE delivery_id = delivery_no AND position = position_no
            """)
    }

    private func endPublished(_ yeses: [Yes], at now: Instant) throws -> Set<ID<Delivery>> {
        let before = Delivery.states(before: .published, by: .anyoneWithProof)
        return Set(
            try all(
                """
                WITH asked (delivery_no, url_text) AS (VALUES \(rows: yeses.map { [$0.claim.delivery, $0.url ?? ""] }))
                UPDATE delivery SET state = 'published', waiting_for = NULL, doubt = 0, looks = 0, ready_ms = due_ms,
                    act_ms = due_ms, worker = NULL, lease_ends_ms = NULL, trouble = NULL, published_ms = \(now),
                    url = COALESCE(url, NULLIF(url_text, '')) FROM asked
                WHERE id = delivery_no AND state || '' IN (\(list: before)) RETURNING id
                """, { try $0.id("id", of: Delivery.self) }))
    }

    private func tellPublished(_ yeses: [Yes], at now: Instant) throws {
        let rows: [[any Bindable]] = yeses.map { [$0.claim.delivery, $0.story] }
        try also(
            """
            WITH asked (delivery_no, story_text) AS (VALUES \(rows: rows))
            INSERT INTO delivery_event (delivery_id, at_ms, state, story)
            SELECT DISTINCT delivery_no, \(now), 'published', story_text FROM asked
            """)
    }
}
