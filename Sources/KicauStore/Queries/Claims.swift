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
    /// Chooses what is due for one worker, or may be staged: of each account its soonest, in turns among the workspaces.
    ///
    /// An account has one delivery under way at a time: a thread of which a part is live goes on before anything else of
    /// its account. Each is given with the epoch that it gets when it is taken, by `claim` or `intend`. On a shared
    /// database nobody else can choose the same rows before this transaction ends.
    ///
    /// What is due comes first and names the accounts to look at; only when more is due than the window holds are all
    /// accounts looked at, so that a workspace with a long queue does not fill the window. `state || ''` keeps SQLite from
    /// walking over everything that is scheduled to find the few rows named by their ids; `MATERIALIZED` keeps PostgreSQL
    /// from looking for each head twice, once to see that there is one.
    public func chooseDeliveries(_ limit: Int, at now: Instant) throws -> [Claim] {
        let window = limit * 4
        return try all(
            """
            WITH due AS MATERIALIZED (
                SELECT account_id AS account_no FROM delivery WHERE state = 'scheduled' AND act_ms <= \(now)
                ORDER BY act_ms, id LIMIT \(window)),
            lanes AS MATERIALIZED (
                SELECT account_no FROM due
                UNION SELECT id FROM account WHERE (SELECT COUNT(*) FROM due) >= \(window)),
            heads AS MATERIALIZED (
                SELECT account.workspace_id AS workspace_id, COALESCE(
                    (SELECT CASE WHEN state = 'scheduled' AND act_ms <= \(now) THEN id ELSE 0 END
                     FROM delivery WHERE account_id = account.id AND live_parts > 0
                       AND state IN ('scheduled', 'unknown', 'reconciling') LIMIT 1),
                    (SELECT id FROM delivery WHERE account_id = account.id AND state = 'scheduled'
                       AND act_ms <= \(now) ORDER BY act_ms, id LIMIT 1)) AS head
                FROM account WHERE id IN (SELECT account_no FROM lanes) AND id NOT IN (
                    SELECT account_id FROM delivery
                    WHERE lease_ends_ms IS NOT NULL AND state || '' IN ('claimed', 'intent')))
            SELECT id, epoch + 1 AS epoch, workspace_id, account_id, post_id, key, due_ms, doubt, looks, rendition
            FROM delivery WHERE id IN (
                SELECT head FROM (
                    SELECT head, ROW_NUMBER() OVER (PARTITION BY workspace_id ORDER BY head) AS turn
                    FROM heads WHERE head > 0) AS turns
                ORDER BY turn, head LIMIT \(limit))
            AND state || '' = 'scheduled' \(raw: dialect.skipLocked)
            """, Claim.init)
    }

    /// Takes what was chosen for one worker, as far as nothing has come between.
    ///
    /// - Returns: those that are the worker's now.
    public func claim(_ chosen: [Claim], for worker: String, at now: Instant, leaseEnds: Instant) throws
        -> Set<ID<Delivery>>
    {
        try take(chosen.map { (claim: $0, hold: nil) }, as: .claimed, for: worker, at: now, leaseEnds)
    }

    /// Test and write are one statement: whoever moved, edited or called off a delivery meanwhile raised its epoch.
    ///
    /// - Parameter chosen: each with the money that has to be set aside for what is done next; nil: nothing is sent yet.
    func take(
        _ chosen: [(claim: Claim, hold: String?)], as state: Delivery.State, for worker: String, at now: Instant,
        _ leaseEnds: Instant
    ) throws -> Set<ID<Delivery>> {
        guard !chosen.isEmpty else { return [] }
        return Set(
            try all(
                """
                WITH asked (delivery_no, epoch_no, hold_name)
                    AS (VALUES \(rows: chosen.map { [$0.claim.delivery, $0.claim.epoch, $0.hold ?? ""] }))
                UPDATE delivery SET state = \(state), worker = \(worker), epoch = epoch_no, lease_ends_ms = \(leaseEnds)
                FROM asked WHERE id = delivery_no AND state || '' = 'scheduled' AND epoch = epoch_no - 1
                    AND act_ms + 0 <= \(now) AND (hold_name = '' OR EXISTS (\(raw: Transaction.paidFor))) RETURNING id
                """, { try $0.id("id", of: Delivery.self) }))
    }

    /// Chooses and claims in one.
    public func claimDeliveries(_ limit: Int, for worker: String, at now: Instant, lease: Duration) throws -> [Claim] {
        let chosen = try chooseDeliveries(limit, at: now)
        let claimed = try claim(chosen, for: worker, at: now, leaseEnds: now + lease)
        return chosen.filter { claimed.contains($0.delivery) }
    }

    /// Claims deliveries in doubt, to look for them. Their `act_ms` is the end of the quiet period.
    public func claimDoubts(_ limit: Int, for worker: String, at now: Instant, lease: Duration) throws -> [Claim] {
        try all(
            """
            UPDATE delivery SET state = 'reconciling', worker = \(worker), epoch = epoch + 1, lease_ends_ms = \(now + lease)
            WHERE id IN (SELECT id FROM delivery WHERE state = 'unknown' AND act_ms <= \(now)
                         ORDER BY act_ms, id LIMIT \(limit) \(raw: dialect.skipLocked)) AND state || '' = 'unknown'
            RETURNING id, epoch, workspace_id, account_id, post_id, key, due_ms, doubt, looks, rendition
            """, Claim.init)
    }

    /// The next instant at which something becomes ready for a worker; nil when nothing is planned.
    public func nextReady() throws -> Instant? {
        try first(
            """
            SELECT MIN(act_ms) AS at_ms FROM (
                SELECT MIN(act_ms) AS act_ms FROM delivery WHERE state = 'scheduled'
                UNION ALL SELECT MIN(act_ms) FROM delivery WHERE state = 'unknown'
                UNION ALL SELECT MIN(lease_ends_ms) FROM delivery WHERE lease_ends_ms IS NOT NULL) AS waiting
            """, { try $0.instantOrNil("at_ms") }) ?? nil
    }

    /// Gives back what lost its holder: a claim that sent nothing is scheduled again, an intent is in doubt.
    ///
    /// `everything` is for a start-up on a database of our own, when no worker is alive whatever its lease says. One bound
    /// for both lets the index leave out the leases that last, and all those that PostgreSQL has not cleared away yet.
    /// - Returns: the deliveries that moved, with their new state and their post.
    public func reapLeases(at now: Instant, everything: Bool) throws -> [(
        id: ID<Delivery>, to: Delivery.State, post: ID<Post>
    )] {
        let quiet: Query =
            """
            COALESCE((SELECT MAX(quiet_until_ms) FROM attempt
                WHERE delivery_id = delivery.id AND quiet_until_ms > due_ms), due_ms)
            """
        return try all(
            """
            UPDATE delivery SET
                ready_ms = CASE WHEN state <> 'intent' THEN ready_ms ELSE \(part: quiet) END,
                act_ms = CASE WHEN state <> 'intent' THEN ready_ms ELSE \(part: quiet) END,
                doubt = CASE state WHEN 'claimed' THEN doubt ELSE 1 END,
                state = CASE state WHEN 'claimed' THEN 'scheduled' ELSE 'unknown' END,
                worker = NULL, lease_ends_ms = NULL
            WHERE lease_ends_ms <= \(everything ? Instant(ms: .max) : now)
            RETURNING id, state, post_id
            """, { (try $0.id("id"), try $0.word("state"), try $0.id("post_id")) })
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
