public import KicauCore

/// A worker's lease on one delivery. Whoever settles must show its epoch.
public struct Claim: Sendable, Hashable {
    public let delivery: ID<Delivery>
    public let epoch: Int64
    public let workspace: ID<Workspace>
    public let account: ID<Account>
    public let post: ID<Post>
    public let key: String
    public let due: Instant
    public let doubt: Bool
    public let looks: Int
    public let rendition: Rendition

    init(_ row: Row) throws {
        delivery = try row.id("id")
        epoch = try row.int64("epoch")
        workspace = try row.id("workspace_id")
        account = try row.id("account_id")
        post = try row.id("post_id")
        key = try row.text("key")
        due = try row.instant("due_ms")
        doubt = try row.bool("doubt")
        looks = try row.int("looks")
        rendition = try row.json("rendition")
    }
}

extension Transaction {
    /// Claims due deliveries for one worker. Test and write are one statement, so no two workers get the same row.
    ///
    /// `state || ''` keeps SQLite from walking over everything that is scheduled to find the few rows named by their ids.
    public func claimDeliveries(_ limit: Int, for worker: String, at now: Instant, lease: Duration) throws -> [Claim] {
        try all(
            """
            UPDATE delivery SET state = 'claimed', worker = \(worker), epoch = epoch + 1, lease_ends_ms = \(now + lease)
            WHERE id IN (SELECT id FROM delivery WHERE state = 'scheduled' AND ready_ms <= \(now)
                         ORDER BY ready_ms, id LIMIT \(limit)) AND state || '' = 'scheduled'
            RETURNING id, epoch, workspace_id, account_id, post_id, key, due_ms, doubt, looks, rendition
            """, Claim.init)
    }

    /// Claims deliveries in doubt, to look for them. Their `ready_ms` is the end of the quiet period.
    public func claimDoubts(_ limit: Int, for worker: String, at now: Instant, lease: Duration) throws -> [Claim] {
        try all(
            """
            UPDATE delivery SET state = 'reconciling', worker = \(worker), epoch = epoch + 1, lease_ends_ms = \(now + lease)
            WHERE id IN (SELECT id FROM delivery WHERE state = 'unknown' AND ready_ms <= \(now)
                         ORDER BY ready_ms, id LIMIT \(limit)) AND state || '' = 'unknown'
            RETURNING id, epoch, workspace_id, account_id, post_id, key, due_ms, doubt, looks, rendition
            """, Claim.init)
    }

    /// The next instant at which something becomes ready for a worker; nil when nothing is planned.
    public func nextReady() throws -> Instant? {
        try first(
            """
            SELECT MIN(ready_ms) AS at_ms FROM (
                SELECT MIN(ready_ms) AS ready_ms FROM delivery WHERE state = 'scheduled'
                UNION ALL SELECT MIN(ready_ms) FROM delivery WHERE state = 'unknown'
                UNION ALL SELECT MIN(lease_ends_ms) FROM delivery WHERE lease_ends_ms IS NOT NULL) AS waiting
            """, { try $0.instantOrNil("at_ms") }) ?? nil
    }

    /// Gives back what lost its holder: a claim that sent nothing is scheduled again, an intent is in doubt.
    ///
    /// `everything` is for start-up, when no worker of ours is alive whatever its lease says.
    /// - Returns: the deliveries that moved, with their new state.
    public func reapLeases(at now: Instant, everything: Bool) throws -> [(id: ID<Delivery>, to: Delivery.State)] {
        try all(
            """
            UPDATE delivery SET
                ready_ms = CASE WHEN state <> 'intent' THEN ready_ms ELSE COALESCE((SELECT MAX(quiet_until_ms) FROM attempt
                    WHERE delivery_id = delivery.id AND quiet_until_ms > due_ms), due_ms) END,
                doubt = CASE state WHEN 'claimed' THEN doubt ELSE 1 END,
                state = CASE state WHEN 'claimed' THEN 'scheduled' ELSE 'unknown' END,
                worker = NULL, lease_ends_ms = NULL
            WHERE lease_ends_ms IS NOT NULL AND (lease_ends_ms <= \(now) OR \(everything) = 1)
            RETURNING id, state
            """, { (try $0.id("id"), try $0.word("state")) })
    }

    /// Makes a held lease longer. False: somebody else owns the delivery now.
    public func extendLease(of claim: Claim, to end: Instant) throws -> Bool {
        try run(
            """
            UPDATE delivery SET lease_ends_ms = \(end)
            WHERE id = \(claim.delivery) AND epoch = \(claim.epoch) AND lease_ends_ms IS NOT NULL
            """) == 1
    }
}
