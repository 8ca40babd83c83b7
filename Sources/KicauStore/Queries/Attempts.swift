public import KicauCore

/// The written intent to make one visible call.
public struct Attempt: Sendable, Hashable {
    public let id: ID<Attempt>
    public let delivery: ID<Delivery>
    public let position: Int
    public let part: Int
    public let epoch: Int64
    public let intended: Instant
    public let deadline: Instant
    public let quietUntil: Instant
    public let ended: Instant?
    public let outcome: String?
    public let status: Int?
    public let answer: String?

    init(_ row: Row) throws {
        id = try row.id("id")
        delivery = try row.id("delivery_id")
        position = try row.int("position")
        part = try row.int("part")
        epoch = try row.int64("epoch")
        intended = try row.instant("intended_ms")
        deadline = try row.instant("deadline_ms")
        quietUntil = try row.instant("quiet_until_ms")
        ended = try row.instantOrNil("ended_ms")
        outcome = try row.textOrNil("outcome")
        status = try row.int64OrNil("status").map(Int.init)
        answer = try row.textOrNil("answer")
    }
}

extension Transaction {
    /// Writes one intent to commit. Nil: the claim is not ours any more, or a person has called it off; send nothing.
    public func intend(
        _ claim: Claim, position: Int, part: Int, at now: Instant, deadline: Instant, quietUntil: Instant,
        leaseEnds: Instant
    ) throws -> Intended? {
        let asked = NewIntent(claim, position: position, part: part, quietUntil: quietUntil)
        return try intend([asked], at: now, deadline: deadline, leaseEnds: leaseEnds)[claim.delivery]
    }

    /// The earliest instant at which a limit lets one more commit of this account through; nil when it does now.
    public func nextRoom(under limit: SendLimit, for account: ID<Account>, on platform: PlatformID, at now: Instant)
        throws
        -> Instant?
    {
        let whose: Query =
            switch limit.scope {
            case .account: "account_id = \(account)"
            case .app: "account_id IN (SELECT id FROM account WHERE platform = \(platform))"
            }
        return try first(
            """
            SELECT intended_ms FROM attempt WHERE \(part: whose) AND intended_ms > \(now - limit.span)
            ORDER BY intended_ms DESC LIMIT 1 OFFSET \(limit.most.value - 1)
            """, { try $0.instant("intended_ms") + limit.span })
    }

    /// How many commits of each account were intended after an instant; none of those that made none.
    public func commits(of accounts: [ID<Account>], after instant: Instant) throws -> [ID<Account>: Int] {
        let counts = try all(
            """
            SELECT account_id, COUNT(*) AS count FROM attempt
            WHERE account_id IN (\(list: accounts)) AND intended_ms > \(instant) GROUP BY account_id
            """, { (try $0.id("account_id", of: Account.self), try $0.int("count")) })
        return Dictionary(uniqueKeysWithValues: counts)
    }

    public func endAttempt(_ id: ID<Attempt>, at now: Instant, outcome: String, status: Int?, answer: String?) throws {
        try also(
            """
            UPDATE attempt SET ended_ms = \(now), outcome = \(outcome), status = \(status),
                answer = \(answer.map { String($0.prefix(2000)) })
            WHERE id = \(id) AND ended_ms IS NULL
            """)
    }

    public func attempts(of delivery: ID<Delivery>) throws -> [Attempt] {
        try all("SELECT * FROM attempt WHERE delivery_id = \(delivery) ORDER BY id", Attempt.init)
    }

    /// The newest intent of a delivery and the oldest that is in the same doubt: what is looked for since when.
    public func doubt(of delivery: ID<Delivery>, part: Int) throws -> Doubt? {
        try first(
            """
            SELECT MIN(intended_ms) AS since_ms, MAX(quiet_until_ms) AS quiet_ms, COUNT(*) AS count,
                COUNT(*) FILTER (WHERE outcome = 'inherited') AS inherited FROM attempt
            WHERE delivery_id = \(delivery) AND part = \(part)
              AND (outcome IS NULL OR outcome NOT IN ('published', 'refused', 'postponed', 'absent'))
            """,
            { row -> Doubt? in
                guard try row.int("count") > 0 else { return nil }
                return Doubt(
                    since: try row.instant("since_ms"), quietUntil: try row.instant("quiet_ms"), part: part,
                    isInherited: try row.int("inherited") > 0)
            }) ?? nil
    }

    /// The end of the newest quiet period: until then something of it may still land.
    public func quietUntil(of delivery: ID<Delivery>) throws -> Instant? {
        try first(
            "SELECT MAX(quiet_until_ms) AS quiet_ms FROM attempt WHERE delivery_id = \(delivery)",
            { try $0.instantOrNil("quiet_ms") }) ?? nil
    }

    /// Parts of which an earlier try had no clear end, and was taken for absent by a look or a person.
    public func partsTakenForAbsent(of deliveries: [ID<Delivery>]) throws -> [ID<Delivery>: Set<Int>] {
        try all(
            """
            SELECT DISTINCT delivery_id, part FROM attempt
            WHERE delivery_id IN (\(list: deliveries)) AND outcome = 'absent'
            """, { (try $0.id("delivery_id", of: Delivery.self), try $0.int("part")) }
        ).reduce(into: [:]) { $0[$1.0, default: []].insert($1.1) }
    }

    /// The network says that it has the part already: what was taken for absent may be what it has.
    public func reopenDoubts(of delivery: ID<Delivery>, part: Int) throws {
        try also(
            """
            UPDATE attempt SET outcome = 'unknown'
            WHERE delivery_id = \(delivery) AND part = \(part) AND outcome = 'absent'
            """)
    }

    /// A look has answered the open question: every attempt of the part that was in doubt gets this outcome.
    public func answerDoubts(of delivery: ID<Delivery>, part: Int, outcome: String, at now: Instant) throws {
        try also(
            """
            UPDATE attempt SET outcome = \(outcome), ended_ms = COALESCE(ended_ms, \(now))
            WHERE delivery_id = \(delivery) AND part = \(part)
                AND (outcome IS NULL OR outcome IN ('unknown', 'duplicate', 'inherited'))
            """)
    }
}
