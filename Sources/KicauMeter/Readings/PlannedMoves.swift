public import KicauCore
public import KicauStore

/// What becomes of the money and the plans' contents that planned posts hold, when prices or plans change: pure.
public struct PlannedMoves: Sendable {
    private struct Move: Sendable {
        let hold: HoldRow
        /// Nil: it cannot be paid for, and lets go of what it holds.
        let fare: Fare?

        var more: Money { (fare?.total ?? .zero) - hold.amount }

        func uses(_ share: Included) -> Int {
            let old = hold.fare.plan == share.plan ? share.uses(of: hold.fare.items.map(\.unit)) : 0
            let new = fare?.plan == share.plan ? share.uses(of: fare?.items.map(\.unit) ?? []) : 0
            return new - old
        }
    }

    private let moves: [Move]
    /// Those that will go out, to be read after that.
    public let posts: [ComingChecks]

    /// - Parameter effects: what was found of them: what cannot be paid for goes out nowhere.
    public init(
        _ holds: [PlannedHold], after effects: [PostEffect] = [], under terms: Terms, at now: Instant
    ) {
        let unpaid = Set(effects.filter { $0.fate != .changes }.map(\.delivery))
        moves = holds.map { planned in
            let hold = planned.hold
            guard !unpaid.contains(planned.delivery) else { return Move(hold: hold, fare: nil) }
            switch Requote.of(hold.fare, on: hold.platform, due: max(planned.due, now), under: terms) {
            case .same: return Move(hold: hold, fare: hold.fare)
            case .costs(let fare): return Move(hold: hold, fare: fare)
            case .stops: return Move(hold: hold, fare: nil)
            }
        }
        posts = zip(holds, moves).compactMap { planned, move in
            guard move.fare != nil, let account = planned.hold.account else { return nil }
            return ComingChecks(account: account, after: nil, at: planned.due, count: 1)
        }
    }

    /// The budgets of each month, as they will stand.
    public func moved(_ budgets: [String: [BudgetStatus]]) -> [String: [BudgetStatus]] {
        let byMonth = Dictionary(grouping: moves.filter { $0.more != .zero }, by: \.hold.month)
        return Dictionary(
            uniqueKeysWithValues: budgets.map { month, statuses in
                (month, statuses.map { PlannedMoves.moved($0, by: byMonth[month] ?? []) })
            })
    }

    private static func moved(_ status: BudgetStatus, by moves: [Move]) -> BudgetStatus {
        let more = moves.reduce(Money.zero) { sum, move in
            let hold = move.hold
            let counts = status.scope.covers(platform: hold.platform, account: hold.account, campaign: hold.campaign)
            return counts ? sum + move.more : sum
        }
        return BudgetStatus(
            status.scope, month: status.month, cap: status.cap, isHard: status.isHard, spent: status.spent,
            held: max(.zero, status.held + more))
    }

    /// What is used of the plans' contents, as it will stand.
    public func moved(_ used: [PaperCalendar.Share: Int]) -> [PaperCalendar.Share: Int] {
        var moved = used
        for move in moves {
            for share in used.keys where share.platform == move.hold.platform && share.month == move.hold.month {
                moved[share, default: 0] += move.uses(share.included)
            }
        }
        return moved
    }
}
