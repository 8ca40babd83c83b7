import KicauCore
import KicauStore

/// Budgets and plans' contents that readings are paid out of on paper, up to where each class of work stops.
struct ReadingPurses {
    /// What could be paid, and why not more.
    struct Paid {
        let count: Int
        let cost: Money
        let why: Sentence?
    }

    private var budgets: [String: [BudgetStatus]]
    private var used: [PaperCalendar.Share: Int]
    private let shares: WorkShares
    private let names: [BudgetScope: String]

    init(
        _ budgets: [String: [BudgetStatus]], used: [PaperCalendar.Share: Int], shares: WorkShares,
        names: [BudgetScope: String]
    ) {
        self.budgets = budgets
        self.used = used
        self.shares = shares
        self.names = names
    }

    /// How many are left where a budget is on its way to this work's share: as the real readings do it. What costs nothing
    /// is not held up by money.
    func thinned(_ line: ReadingPlan.Line, _ price: ReadingPrice, of account: ReadAccount, in month: String) -> Int {
        guard price.needed.total > .zero,
            case .thinned = shares.pace(of: line.kind.work, under: covering(account, in: month))
        else { return line.count }
        switch line.kind {
        case .inbox: return (line.count + Thinning.listensOnceIn - 1) / Thinning.listensOnceIn
        case .newPosts, .oldPosts:
            return Thinning.leavesOutReading(after: line.age, isReadToday: false) ? 0 : line.count
        case .numbers: return line.count
        }
    }

    /// Pays for as many as there is room for.
    mutating func pay(
        _ count: Int, of line: ReadingPlan.Line, _ price: ReadingPrice, _ account: ReadAccount, in month: String
    ) -> Paid {
        guard count > 0, !price.isFree else { return Paid(count: count, cost: .zero, why: nil) }
        var paid = (count: count, why: Sentence?.none)
        for room in rooms(for: line, price, account, in: month) {
            let fitting = room.fitting(count, outOf: price.whole(count, outOf: line.count))
            if fitting < paid.count { paid = (fitting, room.why) }
        }
        let billed = price.billed(for: paid.count, of: count, outOf: line.count)
        let cost = billed.reduce(Money.zero) { $0 + $1.total }
        take(cost, from: account, in: month)
        for share in price.needed.included ?? [] {
            used[key(share, account, month), default: 0] += share.uses(of: billed.map(\.unit))
        }
        return Paid(count: paid.count, cost: cost, why: paid.why)
    }

    /// One limit: what each reading needs of it, and what all of a line take for good.
    private struct Room {
        let left: Int64
        let needed: Int64
        let taken: Int64
        let why: Sentence

        func fitting(_ count: Int, outOf all: Int) -> Int {
            let each = (taken + Int64(all) - 1) / Int64(all)
            let first = max(needed, each)
            guard first > 0 else { return count }
            guard left >= first else { return 0 }
            guard each > 0 else { return count }
            return Int(min(Int64(count), (left - first) / each + 1))
        }
    }

    private func rooms(
        for line: ReadingPlan.Line, _ price: ReadingPrice, _ account: ReadAccount, in month: String
    ) -> [Room] {
        let units = price.units
        let contents = (price.needed.included ?? []).map { share -> Room in
            let left = max(0, share.count - used[key(share, account, month), default: 0])
            return Room(
                left: Int64(left), needed: Int64(share.uses(of: price.needed.items.map(\.unit))),
                taken: Int64(share.uses(of: units)), why: PaperCalendar.usedUp(share, left: left, month))
        }
        return contents + money(for: line, price, account, in: month)
    }

    private func money(
        for line: ReadingPlan.Line, _ price: ReadingPrice, _ account: ReadAccount, in month: String
    ) -> [Room] {
        let share = shares.share(of: line.kind.work)
        return covering(account, in: month).compactMap { status -> Room? in
            guard status.isHard, let cap = status.cap else { return nil }
            let left = max(.zero, cap.part(share) - status.used)
            let stop = WorkStop(line.kind.work, at: share)
            let why = ShortBudget(scope: status.scope, left: left, stop: stop).stopped(
                stop, price.needed.total, names[status.scope] ?? status.scope.subject, month)
            return Room(
                left: left.microUSD, needed: price.needed.total.microUSD, taken: price.total.microUSD, why: why)
        }
    }

    private func covering(_ account: ReadAccount, in month: String) -> [BudgetStatus] {
        (budgets[month] ?? []).filter {
            $0.scope.covers(platform: account.platform, account: account.id, campaign: nil)
        }
    }

    private mutating func take(_ amount: Money, from account: ReadAccount, in month: String) {
        budgets[month] = budgets[month]?.map { status in
            guard status.scope.covers(platform: account.platform, account: account.id, campaign: nil) else {
                return status
            }
            return BudgetStatus(
                status.scope, month: status.month, cap: status.cap, isHard: status.isHard,
                spent: status.spent + amount, held: status.held)
        }
    }

    private func key(_ share: Included, _ account: ReadAccount, _ month: String) -> PaperCalendar.Share {
        PaperCalendar.Share(share, platform: account.platform, month: month)
    }
}
