import KicauCore
import KicauStore

/// One budget at one moment.
struct Standing: Sendable {
    let scope: BudgetScope
    let cap: Money?
    let isHard: Bool
    let spent: Money
    let held: Money

    var total: Money { spent + held }

    init(_ row: Row) throws {
        guard let kind = BudgetScope.Kind(rawValue: try row.text("scope")),
            let scope = BudgetScope(kind, try row.text("subject"))
        else { throw Problem(.damagedDatabase, "A budget of nothing.", do: "") }
        self.scope = scope
        cap = try row.moneyOrNil("cap_micro")
        isHard = try row.bool("hard")
        spent = try row.money("posted_micro_usd")
        held = try row.money("pending_micro_usd")
    }

    func counts(_ hold: NewHold) -> Bool {
        counts(hold.platform, account: hold.account?.raw, campaign: hold.campaign?.raw)
    }

    func counts(_ platform: PlatformID, account: Int64?, campaign: Int64?) -> Bool {
        switch scope {
        case .workspace: true
        case .network(let network): network == platform
        case .account(let id): id.raw == account
        case .campaign(let id): id.raw == campaign
        case .ai: platform == .ai
        }
    }

    func has(roomFor amount: Money) -> Bool {
        guard isHard, let cap else { return true }
        return total + amount <= cap
    }
}

extension Transaction {
    func everyStanding(of workspace: ID<Workspace>) throws -> [Standing] {
        try all(
            """
            SELECT 'workspace' AS scope, '' AS subject, cap_micro_usd AS cap_micro, is_hard AS hard, posted_micro_usd,
                pending_micro_usd
            FROM budget WHERE workspace_id = \(workspace) AND month = \(Wares.month)
            UNION ALL
            SELECT scope, subject, purse.cap_micro_usd, purse.is_hard, posted_micro_usd, pending_micro_usd
            FROM purse JOIN allowance ON allowance.id = allowance_id
            WHERE workspace_id = \(workspace) AND month = \(Wares.month)
            """, Standing.init)
    }
}
