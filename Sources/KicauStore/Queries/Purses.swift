public import KicauCore

/// A budget that would be passed, and what is left of it.
public struct ShortBudget: Sendable, Hashable {
    public let scope: BudgetScope
    /// Up to the limit, or up to where this class of work stops.
    public let left: Money
    /// Nil: there is too little for anything.
    public let stop: WorkStop?

    public init(scope: BudgetScope, left: Money, stop: WorkStop? = nil) {
        self.scope = scope
        self.left = left
        self.stop = stop
    }

    /// - Parameters:
    ///   - amount: what did not fit.
    ///   - share: in percent of the limit, up to where this work may use it.
    init(_ status: BudgetStatus, _ amount: Money, _ work: WorkClass, _ share: Int) {
        guard let cap = status.cap, status.used + amount <= cap else {
            self.init(scope: status.scope, left: status.left ?? .zero)
            return
        }
        self.init(
            scope: status.scope, left: max(.zero, cap.part(share) - status.used), stop: WorkStop(work, at: share))
    }
}

extension Transaction {
    /// Every budget of a month: the workspace's own first, then the narrower ones that somebody set.
    ///
    /// Changes nothing: one that is not opened yet stands as it would be opened.
    public func budgets(of workspace: ID<Workspace>, month: String) throws -> [BudgetStatus] {
        let whole = try budget(of: workspace, month: month)
        let opened = try all(
            """
            SELECT scope, subject, month, purse.cap_micro_usd AS cap_micro_usd, purse.is_hard AS is_hard,
                posted_micro_usd, pending_micro_usd FROM purse JOIN allowance ON allowance.id = allowance_id
            WHERE workspace_id = \(workspace) AND month = \(month) AND purse.cap_micro_usd IS NOT NULL
            """, BudgetStatus.init)
        let unopened = try unopened(of: workspace, month: month).compactMap {
            try status(of: $0, in: workspace, month: month)
        }
        return [whole] + (opened + unopened).sorted { $0.scope.place < $1.scope.place }
    }

    /// Nil: it has no limit any more.
    private func status(of allowance: Unopened, in workspace: ID<Workspace>, month: String) throws -> BudgetStatus? {
        guard let cap = allowance.cap else { return nil }
        let mine: Query = "workspace_id = \(workspace) AND month = \(month) AND \(part: allowance.scope.holds)"
        let sums = try first(
            """
            SELECT COALESCE(SUM(CASE WHEN state = 'captured' THEN micro_usd ELSE 0 END), 0) AS spent,
                COALESCE(SUM(CASE WHEN state IN ('held', 'in-doubt') THEN micro_usd ELSE 0 END), 0) AS held
            FROM hold WHERE \(part: mine)
            """, { (spent: try $0.money("spent"), held: try $0.money("held")) })
        let beyond = try beyondHolds(allowance.scope, of: workspace, month: month)
        return BudgetStatus(
            allowance.scope, month: month, cap: cap, isHard: allowance.isHard, spent: (sums?.spent ?? .zero) + beyond,
            held: sums?.held ?? .zero)
    }

    /// Sets, changes or (nil) takes away a narrower budget; it counts from a month on, with what that has spent already.
    ///
    /// In a transaction that is alone: a hold that another has half written would be counted by neither.
    public func setAllowance(
        _ cap: Money?, isHard: Bool, for scope: BudgetScope, of workspace: ID<Workspace>, fromMonth month: String
    ) throws {
        let (kind, subject) = (scope.kind.rawValue, scope.subject)
        try also(
            """
            INSERT INTO allowance (workspace_id, scope, subject, cap_micro_usd, is_hard)
            VALUES (\(workspace), \(kind), \(subject), \(cap), \(isHard))
            ON CONFLICT (workspace_id, scope, subject) DO UPDATE
                SET cap_micro_usd = excluded.cap_micro_usd, is_hard = excluded.is_hard
            """)
        let planned = try all(
            "SELECT DISTINCT month FROM hold WHERE workspace_id = \(workspace) AND month > \(month)",
            { try $0.text("month") })
        for month in [month] + planned { try openPurses(of: workspace, month: month) }
        try also(
            """
            UPDATE purse SET cap_micro_usd = \(cap), is_hard = \(isHard) WHERE month >= \(month) AND allowance_id IN (
                SELECT id FROM allowance WHERE workspace_id = \(workspace) AND scope = \(kind) AND subject = \(subject))
            """)
    }

    /// Is what a budget counts in this workspace?
    public func knows(_ scope: BudgetScope, in workspace: ID<Workspace>) throws -> Bool {
        let found: Query
        switch scope {
        case .workspace, .network, .ai: return true
        case .account(let account):
            found = "SELECT COUNT(*) AS count FROM account WHERE id = \(account) AND workspace_id = \(workspace)"
        case .campaign(let campaign):
            found = "SELECT COUNT(*) AS count FROM campaign WHERE id = \(campaign) AND workspace_id = \(workspace)"
        }
        return try first(found, { try $0.int("count") }) == 1
    }

    /// Opens the month for each allowance that has none yet, with what it has spent and holds by then.
    func openPurses(of workspace: ID<Workspace>, month: String) throws {
        for allowance in try unopened(of: workspace, month: month) {
            try openPurse(allowance.id, allowance.scope, of: workspace, month: month)
        }
    }

    private func unopened(of workspace: ID<Workspace>, month: String) throws -> [Unopened] {
        try all(
            """
            SELECT id, scope, subject, cap_micro_usd, is_hard FROM allowance WHERE workspace_id = \(workspace)
                AND NOT EXISTS (SELECT 1 FROM purse WHERE allowance_id = allowance.id AND month = \(month)) ORDER BY id
            """,
            {
                Unopened(
                    id: try $0.int64("id"), scope: try BudgetScope($0), cap: try $0.moneyOrNil("cap_micro_usd"),
                    isHard: try $0.bool("is_hard"))
            })
    }

    private func openPurse(
        _ allowance: Int64, _ scope: BudgetScope, of workspace: ID<Workspace>, month: String
    ) throws {
        let mine: Query = "workspace_id = \(workspace) AND month = \(month) AND \(part: scope.holds)"
        let bills = try beyondHolds(scope, of: workspace, month: month)
        let opened = try first(
            """
            INSERT INTO purse (allowance_id, month, cap_micro_usd, is_hard, posted_micro_usd, pending_micro_usd)
            SELECT id, \(month), cap_micro_usd, is_hard,
                (SELECT COALESCE(SUM(micro_usd), 0) FROM hold WHERE \(part: mine) AND state = 'captured')
                    + \(bills),
                (SELECT COALESCE(SUM(micro_usd), 0) FROM hold WHERE \(part: mine) AND state IN ('held', 'in-doubt'))
            FROM allowance WHERE id = \(allowance) ON CONFLICT DO NOTHING RETURNING id
            """, { try $0.int64("id") })
        guard let opened else { return }
        // With what was spent as well: a price that is told late moves that too.
        try also(
            """
            UPDATE hold SET purses = CASE purses WHEN '' THEN ',' ELSE purses END || \("\(opened),")
            WHERE \(part: mine) AND state <> 'released'
            """)
    }

    /// What was booked beyond the holds, and not taken back: plans' fees, and what a person found on bills.
    private func beyondHolds(_ scope: BudgetScope, of workspace: ID<Workspace>, month: String) throws -> Money {
        guard let platform = scope.billed else { return .zero }
        let found = try first(
            """
            SELECT COALESCE(SUM(micro_usd), 0) AS amount FROM ledger_txn JOIN ledger_entry ON txn_id = ledger_txn.id
            WHERE workspace_id = \(workspace) AND note = \(Booking.bill(of: platform, month: month))
                AND kind = 'adjustment' AND account LIKE 'expenses:%'
                AND NOT EXISTS (SELECT 1 FROM ledger_txn AS back WHERE back.corrects = ledger_txn.id AND back.kind = 'reversal')
            """, { try $0.money("amount") })
        return (found ?? .zero) + (try planFees(of: platform, month: month, in: workspace))
    }

    /// The purses that a hold is taken out of, opened where they are not, in the order in which all writers lock them.
    func purses(for new: NewHold) throws -> [(id: Int64, scope: BudgetScope)] {
        let scopes = new.scopes
        let matching = scopes.dropFirst().reduce(scopes[0].named) { $0 + " OR " + $1.named }
        let allowances = try all(
            """
            SELECT allowance.id AS id, scope, subject, purse.id AS purse_id FROM allowance
            LEFT JOIN purse ON allowance_id = allowance.id AND month = \(new.month)
            WHERE workspace_id = \(new.workspace) AND (\(part: matching))
            """, { (id: try $0.int64("id"), scope: try BudgetScope($0), purse: try $0.int64OrNil("purse_id")) })
        guard !allowances.isEmpty else { return [] }
        for allowance in allowances where allowance.purse == nil {
            try openPurse(allowance.id, allowance.scope, of: new.workspace, month: new.month)
        }
        return try all(
            """
            SELECT id, allowance_id FROM purse WHERE month = \(new.month) AND allowance_id IN (\(list: allowances.map(\.id)))
            ORDER BY id
            """, { (id: try $0.int64("id"), allowance: try $0.int64("allowance_id")) }
        ).compactMap { purse in
            allowances.first { $0.id == purse.allowance }.map { (purse.id, $0.scope) }
        }
    }

    /// Takes from one purse in one conditional statement. False: it would be passed, nothing was written.
    ///
    /// - Parameter share: in percent of its limit, up to where it may be used.
    func take(_ amount: Money, fromPurse id: Int64, upTo share: Int = 100) throws -> Bool {
        try run(
            """
            UPDATE purse SET pending_micro_usd = pending_micro_usd + \(amount) WHERE id = \(id)
                AND (cap_micro_usd IS NULL OR is_hard = 0 OR \(amount) = 0
                    OR posted_micro_usd + pending_micro_usd + \(amount) <= \(part: Transaction.room(upTo: share)))
            """) == 1
    }

    func putBack(_ amount: Money, intoPurses ids: [Int64]) throws {
        for id in ids {
            try also("UPDATE purse SET pending_micro_usd = pending_micro_usd - \(amount) WHERE id = \(id)")
        }
    }

    /// Of one with a limit.
    func standing(ofPurse id: Int64) throws -> BudgetStatus? {
        try first(
            """
            SELECT scope, subject, month, purse.cap_micro_usd AS cap_micro_usd, purse.is_hard AS is_hard,
                posted_micro_usd, pending_micro_usd FROM purse JOIN allowance ON allowance.id = allowance_id
            WHERE purse.id = \(id) AND purse.cap_micro_usd IS NOT NULL
            """, BudgetStatus.init)
    }
}

/// A narrower budget whose month nobody has opened yet.
private struct Unopened {
    let id: Int64
    let scope: BudgetScope
    let cap: Money?
    let isHard: Bool
}

extension NewHold {
    /// What it counts towards, beside the workspace's own.
    var scopes: [BudgetScope] {
        (platform == .ai ? [.ai] : [.network(platform)]) + (account.map { [.account($0)] } ?? [])
            + (campaign.map { [.campaign($0)] } ?? [])
    }
}

extension BudgetScope {
    init(_ row: Row) throws {
        guard let scope = BudgetScope(try row.word("scope", as: Kind.self), try row.text("subject")) else {
            throw Problem(.damagedDatabase, "A budget says of nothing that is here what it counts.", do: "Report this.")
        }
        self = scope
    }

    /// Networks, accounts, campaigns, AI.
    fileprivate var place: (Int, String) {
        switch self {
        case .workspace: (0, subject)
        case .network: (1, subject)
        case .account: (2, subject)
        case .campaign: (3, subject)
        case .ai: (4, subject)
        }
    }

    fileprivate var named: Query { "(scope = \(kind.rawValue) AND subject = \(subject))" }

    /// Whose bills count towards it; nil: no bill says which account or campaign it was for.
    fileprivate var billed: PlatformID? {
        switch self {
        case .network(let platform): platform
        case .ai: .ai
        case .workspace, .account, .campaign: nil
        }
    }

    /// Which holds count towards it.
    fileprivate var holds: Query {
        switch self {
        case .workspace: "1 = 1"
        case .network(let platform): "platform = \(platform)"
        case .account(let account): "account_id = \(account)"
        case .campaign(let campaign): "campaign_id = \(campaign)"
        case .ai: "platform = \(PlatformID.ai)"
        }
    }
}

extension BudgetStatus {
    init(_ row: Row) throws {
        self.init(
            try BudgetScope(row), month: try row.text("month"), cap: try row.money("cap_micro_usd"),
            isHard: try row.bool("is_hard"), spent: try row.money("posted_micro_usd"),
            held: try row.money("pending_micro_usd"))
    }
}
