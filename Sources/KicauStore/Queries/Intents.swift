public import KicauCore

/// What a worker asks for before it makes a commit.
public struct NewIntent: Sendable {
    public let claim: Claim
    let position: Int
    let part: Int
    let quietUntil: Instant

    /// The money of its part.
    var hold: String { HoldNames.part(part, of: claim.delivery) }

    public init(_ claim: Claim, position: Int, part: Int, quietUntil: Instant) {
        self.claim = claim
        self.position = position
        self.part = part
        self.quietUntil = quietUntil
    }
}

/// A commit that may be made now.
public struct Intended: Sendable, Hashable {
    public let attempt: ID<Attempt>
    /// How often this step was sent, this time included.
    public let sends: Int
}

extension Transaction {
    /// Writes the intents of many commits in three statements: each delivery moves from claimed to intent, its step counts
    /// one more send, its attempt is written.
    ///
    /// - Returns: those whose claim was still theirs, and whose part is paid for. Who is missing sends nothing: the claim is
    ///   not his any more, a person has called it off, or its money is not set aside (`isPaid`).
    public func intend(_ asked: [NewIntent], at now: Instant, deadline: Instant, leaseEnds: Instant) throws
        -> [ID<Delivery>: Intended]
    {
        let held = try all(
            """
            WITH asked (delivery_no, epoch_no, hold_name)
                AS (VALUES \(rows: asked.map { [$0.claim.delivery, $0.claim.epoch, $0.hold] }))
            UPDATE delivery SET state = 'intent', lease_ends_ms = \(leaseEnds) FROM asked
            WHERE id = delivery_no AND state || '' = 'claimed' AND epoch = epoch_no AND lease_ends_ms + 0 > \(now)
                AND EXISTS (\(raw: Transaction.paidFor))
            RETURNING id
            """, { try $0.id("id", of: Delivery.self) })
        return try depart(asked.filter { [held = Set(held)] in held.contains($0.claim.delivery) }, at: now, deadline)
    }

    /// The same for what was chosen and has nothing to do before its commit: it is claimed and intended in one.
    public func intend(
        chosen: [NewIntent], for worker: String, at now: Instant, deadline: Instant, leaseEnds: Instant
    ) throws -> [ID<Delivery>: Intended] {
        let taken = try take(
            chosen.map { (claim: $0.claim, hold: $0.hold) }, as: .intent, for: worker, at: now, leaseEnds)
        return try depart(chosen.filter { taken.contains($0.claim.delivery) }, at: now, deadline)
    }

    /// No commit without its money: what is set aside for a part, or in doubt, or costs nothing. `state || ''` keeps the
    /// question to the one row of that name.
    static let paidFor =
        """
        SELECT 1 FROM hold WHERE hold.name = hold_name
            AND (hold.state || '' IN ('held', 'in-doubt') OR hold.micro_usd = 0 AND hold.counts = 0)
        """

    /// May its part be sent, as far as money goes?
    public func isPaid(_ asked: NewIntent) throws -> Bool {
        try first(
            "WITH asked (hold_name) AS (VALUES (\(asked.hold))) SELECT 1 AS paid FROM asked WHERE EXISTS (\(raw: Transaction.paidFor))",
            { try $0.int("paid") }) != nil
    }

    /// Each step counts one more send, each attempt is written.
    private func depart(_ granted: [NewIntent], at now: Instant, _ deadline: Instant) throws -> [ID<Delivery>: Intended]
    {
        guard !granted.isEmpty else { return [:] }
        aftermath.count(writes: granted.count)
        let sends = try countSends(granted)
        guard sends.count == granted.count else {
            throw Problem(.broken, "A step was sent twice.", do: "Report this.")
        }
        let attempts = try addAttempts(granted, at: now, deadline: deadline)
        return sends.reduce(into: [:]) { intended, sent in
            guard let attempt = attempts[sent.key] else { return }
            intended[sent.key] = Intended(attempt: attempt, sends: sent.value)
        }
    }

    private func countSends(_ granted: [NewIntent]) throws -> [ID<Delivery>: Int] {
        let counted = try all(
            """
            WITH asked (delivery_no, position_no) AS (VALUES \(rows: granted.map { [$0.claim.delivery, $0.position] }))
            UPDATE step SET sends = sends + 1 FROM asked
            WHERE delivery_id = delivery_no AND position = position_no AND state <> 'settled' RETURNING delivery_id, sends
            """, { (try $0.id("delivery_id", of: Delivery.self), try $0.int("sends")) })
        return Dictionary(counted) { first, _ in first }
    }

    private func addAttempts(_ granted: [NewIntent], at now: Instant, deadline: Instant) throws
        -> [ID<Delivery>: ID<Attempt>]
    {
        let rows: [[any Bindable]] = granted.map {
            [$0.claim.delivery, $0.claim.account, $0.position, $0.part, $0.claim.epoch, $0.quietUntil]
        }
        let added = try all(
            """
            WITH asked (delivery_no, account_no, position_no, part_no, epoch_no, quiet_ms) AS (VALUES \(rows: rows))
            INSERT INTO attempt (delivery_id, account_id, position, part, epoch, intended_ms, deadline_ms, quiet_until_ms)
            SELECT DISTINCT delivery_no, account_no, position_no, part_no, epoch_no, \(now), \(deadline), quiet_ms
            FROM asked RETURNING id, delivery_id
            """, { (try $0.id("delivery_id", of: Delivery.self), try $0.id("id", of: Attempt.self)) })
        return Dictionary(added) { first, _ in first }
    }
}
