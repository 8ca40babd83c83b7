public import KicauCore

/// Money set aside for one part of a post that has not gone out.
public struct PlannedHold: Sendable, Hashable {
    public let hold: HoldRow
    public let delivery: ID<Delivery>
    public let post: ID<Post>
    public let due: Instant
    /// Whose it is: "@kedai".
    public let handle: String

    init(_ row: Row) throws {
        hold = try HoldRow(row)
        delivery = try row.id("delivery_id")
        post = try row.id("post_id")
        due = try row.instant("due_ms")
        handle = try row.text("handle")
    }
}

/// What came of working out a hold anew.
public enum Requoted: Sendable, Hashable {
    case moved
    /// It was settled or changed meanwhile.
    case gone
    case short(ShortBudget)
    case usedUp(Problem)
}

extension Transaction {
    /// What is planned and paid for in advance, next first. What a worker has taken already goes out at its price.
    public func plannedHolds(of workspace: ID<Workspace>, limit: Int) throws -> [PlannedHold] {
        try all(
            """
            SELECT hold.*, post_id, due_ms, handle FROM hold JOIN delivery ON delivery.id = delivery_id
            JOIN account ON account.id = delivery.account_id
            WHERE hold.workspace_id = \(workspace) AND hold.state = 'held' AND hold.state IN ('held', 'in-doubt')
                AND delivery.state = 'scheduled'
            ORDER BY due_ms, hold.id LIMIT \(limit)
            """, PlannedHold.init)
    }

    /// Gives a hold another price, that of an instant: every budget it counts towards moves with it, or nothing does.
    public func requote(_ hold: HoldRow, to fare: Fare, priced: Instant) throws -> Requoted {
        try moveBudgets()
        let changed = try run(
            """
            UPDATE hold SET micro_usd = \(fare.total), fare = \(JSONText.encode(fare)), counts = \(fare.included != nil)
            WHERE id = \(hold.id) AND state = 'held' AND micro_usd = \(hold.amount) AND purses = \(HoldRow.list(hold.purses))
            """)
        guard changed == 1 else { return .gone }
        let new = NewHold(
            name: hold.name, workspace: hold.workspace, delivery: nil, account: hold.account, platform: hold.platform,
            month: hold.month, fare: fare)
        let more = fare.total - hold.amount
        if more > .zero, let short = try take(more, for: new, from: scopes(ofPurses: hold.purses)) {
            try undo(hold)
            return .short(short)
        }
        // Where less is to be held it is written all the same: the row of the month has to be locked before it is counted.
        if more <= .zero { try putBack(Money.zero - more, of: new, into: hold.purses) }
        if let usedUp = try usedUp(new) {
            try putBack(more, of: new, into: hold.purses)
            try undo(hold)
            return .usedUp(usedUp)
        }
        try also("UPDATE hold SET priced_ms = \(priced) WHERE id = \(hold.id)")
        return .moved
    }

    private func undo(_ hold: HoldRow) throws {
        try also(
            """
            UPDATE hold SET micro_usd = \(hold.amount), fare = \(JSONText.encode(hold.fare)),
                counts = \(hold.fare.included != nil) WHERE id = \(hold.id)
            """)
    }

    private func scopes(ofPurses ids: [Int64]) throws -> [(id: Int64, scope: BudgetScope)] {
        guard !ids.isEmpty else { return [] }
        return try all(
            """
            SELECT purse.id AS id, scope, subject FROM purse JOIN allowance ON allowance.id = allowance_id
            WHERE purse.id IN (\(list: ids)) ORDER BY purse.id
            """, { (id: try $0.int64("id"), scope: try BudgetScope($0)) })
    }

    /// What is planned and cannot be paid any more waits for a person, and its money is free. False: it has moved on.
    public func askForMoney(_ id: ID<Delivery>, story: Settlement.Story, at now: Instant) throws -> Bool {
        try Delivery.check(.scheduled, to: .waiting, by: .anyWorker)
        let post = try first(
            """
            UPDATE delivery SET state = 'waiting', waiting_for = 'money', trouble = \(JSONText.encode(story))
            WHERE id = \(id) AND state = 'scheduled' AND doubt = 0 RETURNING post_id
            """, { try $0.id("post_id", of: Post.self) })
        guard let post else { return false }
        try releaseHolds(of: id, at: now)
        try tell(story, of: id, state: .waiting, at: now)
        refreshPost(post)
        return true
    }

    /// What is left of each hard budget that a hold counts towards; nothing where there is no limit.
    public func hardLimits(of workspace: ID<Workspace>) throws -> [(month: String, purse: Int64?, left: Money)] {
        try all(
            """
            SELECT month, NULL AS purse_id, cap_micro_usd - posted_micro_usd - pending_micro_usd AS rest FROM budget
            WHERE workspace_id = \(workspace) AND is_hard = 1 AND cap_micro_usd IS NOT NULL
            UNION ALL
            SELECT month, purse.id AS purse_id, purse.cap_micro_usd - posted_micro_usd - pending_micro_usd AS rest
            FROM purse JOIN allowance ON allowance.id = allowance_id
            WHERE workspace_id = \(workspace) AND purse.is_hard = 1 AND purse.cap_micro_usd IS NOT NULL
            """, { (try $0.text("month"), try $0.int64OrNil("purse_id"), try $0.money("rest")) })
    }

    /// Price-free counts since an instant, by network, unit and account; of what cost nothing, since its day.
    public func usage(of workspace: ID<Workspace>, since: Instant) throws
        -> [(platform: PlatformID, unit: String, handle: String?, count: Int)]
    {
        try all(
            """
            SELECT used.platform AS platform, unit, handle, SUM(count) AS sum FROM (
                SELECT platform, account_id AS account_no, unit, count FROM meter_event
                WHERE workspace_id = \(workspace) AND at_ms >= \(since)
                UNION ALL
                SELECT platform, account_no, unit, count FROM free_call
                WHERE workspace_id = \(workspace) AND day_no >= \(since.ms / 86_400_000)
            ) AS used LEFT JOIN account ON account.id = account_no
            GROUP BY used.platform, unit, handle ORDER BY used.platform, unit, handle
            """, { (try $0.platform("platform"), try $0.text("unit"), try $0.textOrNil("handle"), try $0.int("sum")) })
    }

    /// How many deliveries stand where; what was called off, or planned anew, is no promise any more.
    public func promises(of workspace: ID<Workspace>) throws -> [Delivery.State: Int] {
        let rows = try all(
            """
            SELECT state, COUNT(*) AS count FROM delivery WHERE workspace_id = \(workspace) AND state <> 'cancelled'
            GROUP BY state
            """, { (try $0.word("state", as: Delivery.State.self), try $0.int("count")) })
        return Dictionary(rows) { first, _ in first }
    }
}
