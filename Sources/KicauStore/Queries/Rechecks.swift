public import KicauCore

/// A later check of a published delivery, planned or done.
public struct Recheck: Sendable, Hashable {
    public enum State: String, Sendable, Hashable { case due, claimed, done }

    public let id: ID<Recheck>
    public let workspace: ID<Workspace>
    public let delivery: ID<Delivery>
    /// How long after the publication it was planned; nil: a person asked.
    public let after: Duration?
    public let due: Instant
    public let state: State
    public let tries: Int
    public let epoch: Int64
    public let sighting: Sighting?
    public let parts: [PartSighting]
    public let done: Instant?

    init(_ row: Row) throws {
        id = try row.id("id")
        workspace = try row.id("workspace_id")
        delivery = try row.id("delivery_id")
        after = try row.int64OrNil("after_ms").map { .milliseconds($0) }
        due = try row.instant("due_ms")
        state = try row.word("state")
        tries = try row.int("tries")
        epoch = try row.int64("epoch")
        sighting = try row.wordOrNil("sighting")
        parts = try row.jsonOrNil("parts") ?? []
        done = try row.instantOrNil("done_ms")
    }
}

extension Transaction {
    /// Plans a check so long after the publication, once; one that was planned before stays as it is.
    public func planRecheck(of delivery: ID<Delivery>, after wait: Duration, published: Instant) throws {
        try also(
            """
            INSERT INTO recheck (workspace_id, delivery_id, after_ms, due_ms, state)
            SELECT workspace_id, id, \(wait.inMilliseconds), \(published + wait), 'due' FROM delivery WHERE id = \(delivery)
            ON CONFLICT DO NOTHING
            """)
    }

    /// A person wants it looked at now. Nil: somebody has asked already, and it is not done yet.
    public func askForRecheck(of delivery: ID<Delivery>, at now: Instant) throws -> ID<Recheck>? {
        try first(
            """
            INSERT INTO recheck (workspace_id, delivery_id, due_ms, state)
            SELECT workspace_id, id, \(now), 'due' FROM delivery WHERE id = \(delivery)
            ON CONFLICT DO NOTHING RETURNING id
            """, { try $0.id("id") })
    }

    /// Claims checks that are due. Test and write are one statement, so no two nodes look for the same one.
    ///
    /// A claim whose lease has ended is free again: its holder only read, so a second look does no harm.
    public func claimRechecks(_ limit: Int, for worker: String, at now: Instant, lease: Duration) throws -> [Recheck] {
        try all(
            """
            UPDATE recheck SET state = 'claimed', worker = \(worker), epoch = epoch + 1, lease_ends_ms = \(now + lease)
            WHERE id IN (SELECT id FROM recheck WHERE state <> 'done' AND due_ms <= \(now)
                           AND (state = 'due' OR lease_ends_ms <= \(now)) ORDER BY due_ms, id LIMIT \(limit))
              AND (state = 'due' OR (state = 'claimed' AND lease_ends_ms <= \(now)))
            RETURNING *
            """, Recheck.init)
    }

    /// Claims one that was asked for. Nil: somebody else has it.
    public func claimRecheck(
        _ id: ID<Recheck>, for worker: String, at now: Instant, lease: Duration
    ) throws -> Recheck? {
        try first(
            """
            UPDATE recheck SET state = 'claimed', worker = \(worker), epoch = epoch + 1, lease_ends_ms = \(now + lease)
            WHERE id = \(id) AND state = 'due' RETURNING *
            """, Recheck.init)
    }

    /// Makes a held lease longer. False: somebody else looks now, or nobody needs to any more.
    public func extendLease(of claim: Recheck, to end: Instant) throws -> Bool {
        try run(
            """
            UPDATE recheck SET lease_ends_ms = \(end)
            WHERE id = \(claim.id) AND state = 'claimed' AND epoch = \(claim.epoch)
            """) == 1
    }

    /// Writes what was seen. False: the claim is not ours any more.
    public func finishRecheck(
        _ claim: Recheck, as sighting: Sighting, parts: [PartSighting], at now: Instant
    ) throws -> Bool {
        try run(
            """
            UPDATE recheck SET state = 'done', worker = NULL, lease_ends_ms = NULL, tries = tries + 1,
                sighting = \(sighting.rawValue), parts = \(JSONText.encode(parts)), done_ms = \(now)
            WHERE id = \(claim.id) AND state = 'claimed' AND epoch = \(claim.epoch)
            """) == 1
    }

    /// It could not be looked at yet. False: the claim is not ours any more.
    public func putOffRecheck(_ claim: Recheck, until then: Instant) throws -> Bool {
        try run(
            """
            UPDATE recheck SET state = 'due', worker = NULL, lease_ends_ms = NULL, tries = tries + 1, due_ms = \(then)
            WHERE id = \(claim.id) AND state = 'claimed' AND epoch = \(claim.epoch)
            """) == 1
    }

    /// The next instant at which one is due; nil when none is planned.
    public func nextRecheck() throws -> Instant? {
        try first("SELECT MIN(due_ms) AS at_ms FROM recheck WHERE state = 'due'", { try $0.instantOrNil("at_ms") })
            ?? nil
    }

    /// In the order they were or will be done.
    public func rechecks(of delivery: ID<Delivery>) throws -> [Recheck] {
        try all("SELECT * FROM recheck WHERE delivery_id = \(delivery) ORDER BY due_ms, id", Recheck.init)
    }

    /// Once a person took it off the network there is nothing more to look for.
    public func dropRechecks(of delivery: ID<Delivery>) throws {
        try also("DELETE FROM recheck WHERE delivery_id = \(delivery) AND state <> 'done'")
        try also("DELETE FROM presence WHERE delivery_id = \(delivery)")
    }
}
