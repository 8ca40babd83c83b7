public import KicauCore

/// Money set aside for one part of a delivery or one call.
public struct HoldRow: Sendable, Hashable {
    public enum State: String, Sendable, Hashable {
        case held, inDoubt = "in-doubt", captured, released
    }

    public let id: Int64
    public let workspace: ID<Workspace>
    public let name: String
    public let platform: PlatformID
    public let month: String
    public let amount: Money
    public let fare: Fare
    public let state: State
    /// The moment whose prices the fare has.
    public let priced: Instant
    public let account: ID<Account>?
    public let campaign: ID<Campaign>?
    /// The narrower budgets it was taken out of.
    public let purses: [Int64]

    init(_ row: Row) throws {
        id = try row.int64("id")
        workspace = try row.id("workspace_id")
        name = try row.text("name")
        platform = try row.platform("platform")
        month = try row.text("month")
        amount = try row.money("micro_usd")
        fare = try row.familiar("fare")
        state = try row.word("state")
        let priced = try row.instant("priced_ms")
        // A node of an older version that works beside this one does not write it.
        self.priced = try priced.ms == 0 ? row.instant("made_ms") : priced
        account = try row.int64OrNil("account_id").map(ID.init)
        campaign = try row.int64OrNil("campaign_id").map(ID.init)
        purses = try row.text("purses").split(separator: ",").compactMap { Int64($0) }
    }
}

/// What to set aside.
public struct NewHold: Sendable {
    /// Unique: the same hold asked for twice is one hold.
    public let name: String
    public let workspace: ID<Workspace>
    public let delivery: ID<Delivery>?
    /// Whose budget it counts towards, beside the workspace's and the network's.
    public let account: ID<Account>?
    public let campaign: ID<Campaign>?
    public let platform: PlatformID
    public let month: String
    public let fare: Fare
    /// The moment whose prices the fare has; nil: the one at which it is set aside.
    public let priced: Instant?
    /// What it is for: anything but publishing may use a hard budget up to its share only.
    public let work: WorkClass

    public init(
        name: String, workspace: ID<Workspace>, delivery: ID<Delivery>?, account: ID<Account>?,
        campaign: ID<Campaign>? = nil, platform: PlatformID, month: String, fare: Fare, priced: Instant? = nil,
        work: WorkClass = .publishing
    ) {
        self.name = name
        self.workspace = workspace
        self.delivery = delivery
        self.account = account
        self.campaign = campaign
        self.platform = platform
        self.month = month
        self.fare = fare
        self.priced = priced
        self.work = work
    }
}

extension Transaction {
    /// Sets money aside out of every budget it counts towards: all of them or none.
    ///
    /// - Returns: nil when it is set aside, or else the first budget that would be passed; nothing was written then.
    /// - Throws: `Problem` `.planUsedUp`.
    public func hold(_ new: NewHold, at now: Instant) throws -> ShortBudget? {
        try openBudget(of: new.workspace, month: new.month)
        let purses = try purses(for: new)
        try moveBudgets()
        let amount = new.fare.total
        if let short = try take(amount, for: new, from: purses) { return short }
        if let usedUp = try usedUp(new) { throw usedUp }
        // Asked for twice it is one hold: what was taken for the second goes back.
        if try run(writing(new, purses.map(\.id), at: now)) == 0 {
            try putBack(amount, of: new, into: purses.map(\.id))
        }
        return nil
    }

    /// The statement that sets it aside; it changes nothing where it is set aside or booked already.
    func writing(_ new: NewHold, _ purses: [Int64], at now: Instant) throws -> Query {
        let fare = try JSONText.encode(new.fare)
        return """
            INSERT INTO hold (workspace_id, name, delivery_id, account_id, campaign_id, purses, platform, month, micro_usd,
                fare, counts, state, made_ms, priced_ms)
            VALUES (\(new.workspace), \(new.name), \(new.delivery), \(new.account), \(new.campaign),
                \(HoldRow.list(purses)), \(new.platform), \(new.month), \(new.fare.total), \(fare),
                \(new.fare.included != nil), 'held', \(now), \(new.priced ?? now))
            ON CONFLICT (name) DO UPDATE SET month = excluded.month, micro_usd = excluded.micro_usd, fare = excluded.fare,
                counts = excluded.counts, account_id = excluded.account_id, campaign_id = excluded.campaign_id,
                purses = excluded.purses, state = 'held', made_ms = excluded.made_ms,
                priced_ms = excluded.priced_ms, settled_ms = NULL
                WHERE hold.state = 'released'
            """
    }

    func take(_ amount: Money, for new: NewHold, from purses: [(id: Int64, scope: BudgetScope)]) throws
        -> ShortBudget?
    {
        let share = try share(of: new)
        guard
            try run(
                """
                UPDATE budget SET pending_micro_usd = pending_micro_usd + \(amount)
                WHERE workspace_id = \(new.workspace) AND month = \(new.month)
                  AND (cap_micro_usd IS NULL OR is_hard = 0 OR \(amount) = 0
                       OR posted_micro_usd + pending_micro_usd + \(amount) <= \(part: Transaction.room(upTo: share)))
                """) == 1
        else { return ShortBudget(try budget(of: new.workspace, month: new.month), amount, new.work, share) }
        for (index, purse) in purses.enumerated() {
            guard try !take(amount, fromPurse: purse.id, upTo: share) else { continue }
            try putBack(amount, of: new, into: purses.prefix(index).map(\.id))
            guard let status = try standing(ofPurse: purse.id) else {
                return ShortBudget(scope: purse.scope, left: .zero)
            }
            return ShortBudget(status, amount, new.work, share)
        }
        return nil
    }

    /// In percent of each budget.
    private func share(of new: NewHold) throws -> Int {
        new.work == .publishing ? 100 : try givingWay(of: new.workspace).shares.share(of: new.work)
    }

    /// `Money.part` in the database's words: exact, and within 64 bits whatever the limit.
    static func room(upTo share: Int) -> Query {
        "cap_micro_usd / 100 * \(share) + cap_micro_usd % 100 * \(share) / 100"
    }

    func putBack(_ amount: Money, of new: NewHold, into purses: [Int64]) throws {
        try also(
            """
            UPDATE budget SET pending_micro_usd = pending_micro_usd - \(amount)
            WHERE workspace_id = \(new.workspace) AND month = \(new.month)
            """)
        try putBack(amount, intoPurses: purses)
    }

    /// Books a hold: the money was spent. Does nothing when it was settled before, so it can be said twice.
    public func captureHold(_ name: String, at now: Instant) throws { try captureHolds([name], at: now) }

    /// `state || ''` keeps PostgreSQL from walking over all that is held to find the few rows named.
    ///
    /// - Returns: those it booked.
    @discardableResult
    func captureHolds(_ names: [String], at now: Instant) throws -> [String] {
        let holds = try all(
            """
            UPDATE hold SET state = 'captured', settled_ms = \(now)
            WHERE name IN (\(list: names)) AND state || '' IN ('held', 'in-doubt') RETURNING *
            """, HoldRow.init)
        for hold in holds {
            aftermath.move(posted: hold.amount, pending: Money.zero - hold.amount, of: hold)
        }
        try enterSpent(holds, at: now)
        return holds.map(\.name)
    }

    /// Usage and bookings of what was spent.
    func enterSpent(_ holds: [HoldRow], at now: Instant) throws {
        guard !holds.isEmpty else { return }
        try countEvents(of: holds, at: now)
        try book(holds.filter { $0.amount > .zero }, at: now)
    }

    private func countEvents(of holds: [HoldRow], at now: Instant) throws {
        let rows: [[any Bindable]] = holds.flatMap { hold in
            hold.fare.items.enumerated().map { number, item in
                [
                    hold.workspace, "\(hold.name)/\(number)", hold.platform, item.unit.name, item.unit.count,
                    hold.account?.raw ?? 0, hold.priced, hold.fare.plan ?? "",
                ]
            }
        }
        guard !rows.isEmpty else { return }
        try also(
            """
            WITH asked (workspace_no, name_text, platform_text, unit_text, count_no, account_no, rated_no, plan_text)
                AS (VALUES \(rows: rows))
            INSERT INTO meter_event (workspace_id, name, platform, unit, count, account_id, at_ms, rated_ms, plan)
            SELECT workspace_no, name_text, platform_text, unit_text, count_no, NULLIF(account_no, 0), \(now), rated_no,
                plan_text FROM asked WHERE true
            ON CONFLICT (name) DO NOTHING
            """)
    }

    /// Gives a hold back: the money will not be spent.
    public func releaseHold(_ name: String, at now: Instant) throws {
        let released = try first(
            """
            UPDATE hold SET state = 'released', settled_ms = \(now)
            WHERE name = \(name) AND state || '' IN ('held', 'in-doubt') RETURNING *
            """, HoldRow.init)
        guard let hold = released else { return }
        aftermath.move(posted: .zero, pending: Money.zero - hold.amount, of: hold)
    }

    /// A time-out is not a refund: the money stays set aside until the doubt is resolved.
    public func markHoldsInDoubt(of delivery: ID<Delivery>) throws {
        try also("UPDATE hold SET state = 'in-doubt' WHERE delivery_id = \(delivery) AND state = 'held'")
    }

    public func holds(of delivery: ID<Delivery>) throws -> [HoldRow] {
        try all("SELECT * FROM hold WHERE delivery_id = \(delivery) ORDER BY id", HoldRow.init)
    }

    /// Money set aside for single calls, by name, whose end nobody has written down. The second condition says nothing new:
    /// SQLite takes a partial index only where the index's own words stand in the question.
    public func openCallHolds(madeBefore instant: Instant) throws -> [(name: String, platform: PlatformID)] {
        try all(
            """
            SELECT name, platform FROM hold WHERE delivery_id IS NULL AND state = 'held' AND state IN ('held', 'in-doubt')
                AND made_ms < \(instant) ORDER BY id
            """, { (name: try $0.text("name"), platform: try $0.platform("platform")) })
    }

    /// Lets go of all that a delivery still holds.
    public func releaseHolds(of delivery: ID<Delivery>, at now: Instant) throws {
        for hold in try holds(of: delivery) where hold.state == .held || hold.state == .inDoubt {
            try releaseHold(hold.name, at: now)
        }
    }

    /// One booking for each hold; the entries of each sum to zero.
    private func book(_ holds: [HoldRow], at now: Instant) throws {
        guard !holds.isEmpty else { return }
        let bookings = try all(
            """
            WITH asked (workspace_no, note_text) AS (VALUES \(rows: holds.map { [$0.workspace, $0.name] }))
            INSERT INTO ledger_txn (workspace_id, note, at_ms)
            SELECT DISTINCT workspace_no, note_text, \(now) FROM asked RETURNING id, note
            """, { (try $0.text("note"), try $0.id("id", of: LedgerTxn.self)) })
        let numbers = Dictionary(bookings) { first, _ in first }
        var entries: [(txn: ID<LedgerTxn>, account: String, amount: Money)] = []
        for hold in holds {
            guard let txn = numbers[hold.name] else { continue }
            for item in hold.fare.items where item.total > .zero {
                entries.append((txn, "expenses:\(hold.platform):\(item.unit.name)", item.total))
            }
            entries.append((txn, "owed:\(hold.platform)", Money.zero - hold.amount))
        }
        try enter(entries)
    }

    /// Two entries may be alike, so each has a number of its own: rows that only fill up are told from them by it.
    func enter(_ entries: [(txn: ID<LedgerTxn>, account: String, amount: Money)]) throws {
        let rows: [[any Bindable]] = entries.enumerated().map { [$0, $1.txn, $1.account, $1.amount] }
        try also(
            """
            WITH asked (number, txn_no, account_text, amount_no) AS (VALUES \(rows: rows))
            INSERT INTO ledger_entry (txn_id, account, micro_usd)
            SELECT txn_no, account_text, amount_no FROM (SELECT DISTINCT * FROM asked) AS entries
            """)
    }

    func openBudget(of workspace: ID<Workspace>, month: String) throws {
        try also(
            """
            INSERT INTO budget (workspace_id, month, cap_micro_usd, is_hard)
            SELECT id, \(month), monthly_cap_micro_usd, cap_is_hard FROM workspace WHERE id = \(workspace)
            ON CONFLICT DO NOTHING
            """)
    }
}

extension HoldRow {
    static func list(_ purses: [Int64]) -> String {
        purses.isEmpty ? "" : "," + purses.map { "\($0)," }.joined()
    }
}

/// How the holds of a delivery are called, so that each can be found and settled once.
public enum HoldNames {
    public static func part(_ part: Int, of delivery: ID<Delivery>) -> String { "delivery/\(delivery)/part/\(part)" }
}

/// One booking; its entries sum to zero.
public enum LedgerTxn {}
