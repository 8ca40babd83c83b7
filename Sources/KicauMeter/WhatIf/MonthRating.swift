import KicauCore
import KicauStore

/// Prices a month's uses under a scenario: pure, and no price is guessed.
struct MonthRating {
    private let books: PriceBooks
    private let plans: [Plan]
    private let scenario: Scenario

    init(_ books: PriceBooks, _ scenario: Scenario) {
        self.books = books
        self.scenario = scenario
        plans = books.plans.filter { $0.name != nil && scenario.plans[$0.platform] == $0.name }
    }

    /// A unit of a network, by posts or by calls.
    private struct Kind: Hashable {
        let platform: PlatformID
        let unit: String
        let isPosting: Bool
    }

    private struct Paid {
        var count = 0
        var amount = Money.zero
    }

    private struct Stopping: Hashable {
        let kind: Kind
        let reason: WhatIfMonth.Stop.Reason
    }

    private struct Stopped {
        let from: Day
        var count: Int
    }

    func rated(_ uses: [UsageCount], month: String, days: Range<Int64>) -> WhatIfMonth {
        var paid: [Kind: Paid] = [:]
        var stopped: [Stopping: Stopped] = [:]
        var included = IncludedTally()
        for use in uses.sorted(by: MonthRating.isBefore) {
            let kind = Kind(platform: use.platform, unit: use.unit, isPosting: use.isPosting)
            let day = Day(number: use.day)
            let answer = answer(for: use, on: day, &included)
            if answer.count > 0 {
                paid[kind, default: Paid()].count += answer.count
                paid[kind, default: Paid()].amount += answer.each * answer.count
            }
            guard let reason = answer.reason else { continue }
            let stopping = Stopping(kind: kind, reason: reason)
            stopped[stopping, default: Stopped(from: day, count: 0)].count += use.count - answer.count
        }
        return WhatIfMonth(
            month: month, lines: lines(paid), fees: fees(days: days), stops: stops(stopped))
    }

    /// How many of them can be had, at which price, and why not the others.
    private func answer(for use: UsageCount, on day: Day, _ included: inout IncludedTally)
        -> (count: Int, each: Money, reason: WhatIfMonth.Stop.Reason?)
    {
        let name = scenario.plans[use.platform]
        let plan = plan(of: use.platform, on: day)
        if let name, plan == nil { return (0, .zero, .noPlan(name)) }
        let each: Money
        switch books.price(of: use.unit, on: use.platform, under: name, at: priced(day).begins) {
        case .costs(let money): each = money
        case .freeByPolicy: each = .zero
        case .notSold: return (0, .zero, .notSold)
        case nil: return (0, .zero, .noPrice)
        }
        guard let share = plan?.shares.first(where: { $0.units.contains(use.unit) }) else {
            return (use.count, each, nil)
        }
        let count = included.take(use.count, of: share, on: use.platform)
        return (count, each, count < use.count ? .usedUp(included: share.count) : nil)
    }

    private func priced(_ day: Day) -> Day { scenario.pricesOf ?? day }

    private func plan(of platform: PlatformID, on day: Day) -> Plan? {
        let day = priced(day)
        return plans.last { $0.platform == platform && $0.isSold(on: day) }
    }

    /// A plan is paid for by the month, also when it is sold on a part of its days only.
    private func fees(days: Range<Int64>) -> [WhatIfMonth.Fee] {
        scenario.plans.sorted { $0.key < $1.key }.compactMap { platform, name in
            for day in days {
                guard let plan = plan(of: platform, on: Day(number: day)) else { continue }
                return WhatIfMonth.Fee(platform: platform, plan: name, amount: plan.monthly)
            }
            return nil
        }
    }

    private func lines(_ paid: [Kind: Paid]) -> [WhatIfMonth.Line] {
        paid.map { kind, sums in
            WhatIfMonth.Line(
                platform: kind.platform, unit: kind.unit, isPosting: kind.isPosting, count: sums.count,
                amount: sums.amount)
        }.sorted { a, b in
            if a.amount != b.amount { return a.amount > b.amount }
            return (a.platform, a.unit, a.isPosting ? 0 : 1) < (b.platform, b.unit, b.isPosting ? 0 : 1)
        }
    }

    private func stops(_ stopped: [Stopping: Stopped]) -> [WhatIfMonth.Stop] {
        stopped.map { stopping, what in
            WhatIfMonth.Stop(
                platform: stopping.kind.platform, unit: stopping.kind.unit, isPosting: stopping.kind.isPosting,
                reason: stopping.reason, from: what.from, count: what.count)
        }.sorted { a, b in
            if a.from != b.from { return a.from < b.from }
            return (a.platform, a.unit, a.isPosting ? 0 : 1) < (b.platform, b.unit, b.isPosting ? 0 : 1)
        }
    }

    /// The order in which what a fee has in it is used up: by day, posts before calls.
    private static func isBefore(_ a: UsageCount, _ b: UsageCount) -> Bool {
        if a.day != b.day { return a.day < b.day }
        let first = (a.isPosting ? 0 : 1, a.platform, a.unit, a.account?.raw ?? 0)
        return first < (b.isPosting ? 0 : 1, b.platform, b.unit, b.account?.raw ?? 0)
    }
}

/// What a month has used of the counts that plans' fees have in them.
private struct IncludedTally {
    private struct Group: Hashable {
        let platform: PlatformID
        let units: [String]
    }

    private var used: [Group: Int] = [:]

    /// How many of them are still in it.
    mutating func take(_ count: Int, of share: Included, on platform: PlatformID) -> Int {
        let group = Group(platform: platform, units: share.units)
        let taken = min(count, max(0, share.count - used[group, default: 0]))
        used[group, default: 0] += taken
        return taken
    }
}
