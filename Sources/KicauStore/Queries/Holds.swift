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

    init(_ row: Row) throws {
        id = try row.int64("id")
        workspace = try row.id("workspace_id")
        name = try row.text("name")
        platform = try row.platform("platform")
        month = try row.text("month")
        amount = try row.money("micro_usd")
        fare = try row.json("fare")
        state = try row.word("state")
    }
}

/// What to set aside.
public struct NewHold: Sendable {
    /// Unique: the same hold asked for twice is one hold.
    public let name: String
    public let workspace: ID<Workspace>
    public let delivery: ID<Delivery>?
    public let platform: PlatformID
    public let month: String
    public let fare: Fare

    public init(
        name: String, workspace: ID<Workspace>, delivery: ID<Delivery>?, platform: PlatformID, month: String, fare: Fare
    ) {
        self.name = name
        self.workspace = workspace
        self.delivery = delivery
        self.platform = platform
        self.month = month
        self.fare = fare
    }
}

extension Transaction {
    /// Sets money aside in one conditional statement. False: the month's budget would be passed, nothing was written.
    public func hold(_ new: NewHold, at now: Instant) throws -> Bool {
        try openBudget(of: new.workspace, month: new.month)
        try moveBudgets()
        let amount = new.fare.total
        guard
            try run(
                """
                UPDATE budget SET pending_micro_usd = pending_micro_usd + \(amount)
                WHERE workspace_id = \(new.workspace) AND month = \(new.month)
                  AND (cap_micro_usd IS NULL OR \(amount) = 0
                       OR posted_micro_usd + pending_micro_usd + \(amount) <= cap_micro_usd)
                """) == 1
        else { return false }
        try also(
            """
            INSERT INTO hold (workspace_id, name, delivery_id, platform, month, micro_usd, fare, state, made_ms)
            VALUES (\(new.workspace), \(new.name), \(new.delivery), \(new.platform), \(new.month), \(amount),
                \(JSONText.encode(new.fare)), 'held', \(now))
            ON CONFLICT (name) DO UPDATE SET month = excluded.month, micro_usd = excluded.micro_usd, fare = excluded.fare,
                state = 'held', made_ms = excluded.made_ms, settled_ms = NULL WHERE hold.state = 'released'
            """)
        return true
    }

    /// Books a hold: the money was spent. Does nothing when it was settled before, so it can be said twice.
    public func captureHold(_ name: String, at now: Instant) throws {
        guard let hold = try settleHold(name, to: .captured, at: now) else { return }
        aftermath.move(
            posted: hold.amount, pending: Money.zero - hold.amount, of: hold.workspace, month: hold.month)
        for (number, item) in hold.fare.items.enumerated() {
            try also(
                """
                INSERT INTO meter_event (workspace_id, name, platform, unit, count, at_ms)
                VALUES (\(hold.workspace), \(name + "/" + String(number)), \(hold.platform), \(item.unit.name), \(item.unit.count), \(now))
                ON CONFLICT (name) DO NOTHING
                """)
        }
        if hold.amount > .zero { try book(hold, at: now) }
    }

    /// Gives a hold back: the money will not be spent.
    public func releaseHold(_ name: String, at now: Instant) throws {
        guard let hold = try settleHold(name, to: .released, at: now) else { return }
        aftermath.move(posted: .zero, pending: Money.zero - hold.amount, of: hold.workspace, month: hold.month)
    }

    /// A time-out is not a refund: the money stays set aside until the doubt is resolved.
    public func markHoldsInDoubt(of delivery: ID<Delivery>) throws {
        try also("UPDATE hold SET state = 'in-doubt' WHERE delivery_id = \(delivery) AND state = 'held'")
    }

    public func holds(of delivery: ID<Delivery>) throws -> [HoldRow] {
        try all("SELECT * FROM hold WHERE delivery_id = \(delivery) ORDER BY id", HoldRow.init)
    }

    /// Money set aside for single calls, by name, whose end nobody has written down.
    public func openCallHolds(madeBefore instant: Instant) throws -> [String] {
        try all(
            "SELECT name FROM hold WHERE delivery_id IS NULL AND state = 'held' AND made_ms < \(instant) ORDER BY id",
            { try $0.text("name") })
    }

    /// Lets go of all that a delivery still holds.
    public func releaseHolds(of delivery: ID<Delivery>, at now: Instant) throws {
        for hold in try holds(of: delivery) where hold.state == .held || hold.state == .inDoubt {
            try releaseHold(hold.name, at: now)
        }
    }

    private func settleHold(_ name: String, to state: HoldRow.State, at now: Instant) throws -> HoldRow? {
        try first(
            """
            UPDATE hold SET state = \(state.rawValue), settled_ms = \(now)
            WHERE name = \(name) AND state IN ('held', 'in-doubt') RETURNING *
            """, HoldRow.init)
    }

    private func book(_ hold: HoldRow, at now: Instant) throws {
        let txn: ID<LedgerTxn> = try insert(
            "INSERT INTO ledger_txn (workspace_id, note, at_ms) VALUES (\(hold.workspace), \(hold.name), \(now))")
        for item in hold.fare.items where item.total > .zero {
            try enter(txn, "expenses:\(hold.platform):\(item.unit.name)", item.total)
        }
        try enter(txn, "owed:\(hold.platform)", Money.zero - hold.amount)
    }

    private func enter(_ txn: ID<LedgerTxn>, _ account: String, _ amount: Money) throws {
        try also("INSERT INTO ledger_entry (txn_id, account, micro_usd) VALUES (\(txn), \(account), \(amount))")
    }

    func openBudget(of workspace: ID<Workspace>, month: String) throws {
        try also(
            """
            INSERT INTO budget (workspace_id, month, cap_micro_usd)
            SELECT id, \(month), monthly_cap_micro_usd FROM workspace WHERE id = \(workspace)
            ON CONFLICT DO NOTHING
            """)
    }
}

/// One booking; its entries sum to zero.
public enum LedgerTxn {}
