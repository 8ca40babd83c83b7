import KicauCore
import KicauStore

/// What could be had, looked up before it is decided.
struct Offers: Sendable, Hashable {
    /// Wordings that can be paid, those that give up least first.
    var cheaper: [CheaperWay.Kind] = []
    /// Times at which it can be paid as it is, soonest first.
    var later: [Due] = []
    /// Accounts that could take it, and that it does not go to anyway.
    var others: Set<AccountID> = []
}

/// What becomes of a delivery that can no longer be paid.
enum Yielding: Sendable, Hashable {
    case say(CheaperWay.Kind)
    case wait(until: Due)
    case goTo(AccountID)
    case ask
    case handOff
}

extension GivingWay {
    /// What to do, in order: whatever fails when it is carried out makes room for the next. It always ends with a person,
    /// so that nothing is dropped in silence.
    ///
    /// - Parameters:
    ///   - own: what was chosen for this post; nil: what the workspace has.
    ///   - now: when the post is due today; a later time is one within the days that were allowed.
    func decided(own: [Way]?, _ offers: Offers, due: Instant) -> [Yielding] {
        var yieldings: [Yielding] = []
        if commentsGoFirst, offers.cheaper.contains(.withoutComment) { yieldings.append(.say(.withoutComment)) }
        let ways = own.flatMap { $0.isEmpty ? nil : $0 } ?? publishing
        for way in ways {
            switch way {
            case .cheaper:
                // Leaving the first comment out is asked for apart; leaving the account out is dropping it.
                yieldings += offers.cheaper.filter { $0 != .leaveOut && $0 != .withoutComment }.map { .say($0) }
            case .later(let days):
                let allowed = offers.later.first { $0.instant > due && $0.instant <= due + .days(days) + .hours(2) }
                if let allowed { yieldings.append(.wait(until: allowed)) }
            case .other(let account):
                if offers.others.contains(account) { yieldings.append(.goTo(account)) }
            case .ask: yieldings.append(.ask)
            case .handOff: yieldings.append(.handOff)
            }
        }
        if ways.last?.isLast != true { yieldings.append(.ask) }
        return yieldings
    }
}

/// Which planned deliveries have to give way when a budget was lowered below what it holds and has spent.
enum Overdrawn {
    /// The latest give way first, as few as it takes.
    ///
    /// - Parameter holds: of one month, the latest first.
    static func deliveries(_ budgets: [BudgetStatus], _ holds: [PlannedMoney]) -> [DeliveryID] {
        var chosen: [DeliveryID] = []
        for budget in budgets where budget.isHard {
            guard let cap = budget.cap else { continue }
            var over = budget.spent + budget.held - cap
            for hold in holds where chosen.contains(hold.delivery) && counts(hold, budget.scope) {
                over = over - hold.amount
            }
            for hold in holds where over > .zero && counts(hold, budget.scope) && !chosen.contains(hold.delivery) {
                chosen.append(hold.delivery)
                let all = holds.filter { $0.delivery == hold.delivery && counts($0, budget.scope) }
                over = all.reduce(over) { $0 - $1.amount }
            }
        }
        return chosen
    }

    private static func counts(_ hold: PlannedMoney, _ scope: BudgetScope) -> Bool {
        switch scope {
        case .workspace: true
        case .network(let platform): hold.platform == platform
        case .account(let account): hold.account == account
        case .campaign(let campaign): hold.campaign == campaign
        case .ai: hold.platform == .ai
        }
    }
}
