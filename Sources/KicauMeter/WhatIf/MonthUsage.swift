import KicauCore
import KicauStore

/// How often each unit is used on each day of a month: what was, what is planned, and what is usual beyond that.
struct MonthUsage {
    /// The last 28 days, this month and today until now.
    let used: [UsageCount]
    let planned: [PlannedFare]
    let today: Int64
    /// How many of the 28 days before today there is something to know of.
    let daysSeen: Int

    private struct Kind: Hashable {
        let platform: PlatformID
        let account: ID<Account>?
        let unit: String
        let isPosting: Bool

        init(_ use: UsageCount) {
            (platform, account, unit, isPosting) = (use.platform, use.account, use.unit, use.isPosting)
        }

        func use(_ count: Int, on day: Int64) -> UsageCount {
            UsageCount(
                platform: platform, account: account, unit: unit, isPosting: isPosting, day: day, count: count)
        }
    }

    /// Language models are not asked about here: their prices are in no price list.
    func counts(of days: Range<Int64>, for scenario: Scenario) -> [UsageCount] {
        let coming = plannedUses.filter { days.contains($0.day) }
        let past = used.filter { days.contains($0.day) && $0.day <= today }
        let all = past + coming + usual(days, beside: coming, scenario.posts)
        return Dictionary(grouping: all.filter { $0.platform != .ai }, by: Kind.init).flatMap { kind, uses in
            scaled(kind, uses, percent: kind.isPosting ? scenario.postsPercent : scenario.callsPercent)
        }
    }

    /// What should have gone out already stands on today.
    private var plannedUses: [UsageCount] {
        planned.flatMap { plan in
            plan.fare.items.map { item in
                UsageCount(
                    platform: plan.platform, account: plan.account, unit: item.unit.name, isPosting: true,
                    day: max(today, plan.day), count: item.unit.count * plan.count)
            }
        }
    }

    /// From tomorrow on: of the rest of today nobody knows how much has been done already.
    private func usual(_ days: Range<Int64>, beside planned: [UsageCount], _ posts: Scenario.Posts) -> [UsageCount] {
        let ahead = days.clamped(to: (today + 1)..<max(today + 1, days.upperBound))
        guard daysSeen > 0, !ahead.isEmpty else { return [] }
        let recent = used.filter { $0.day >= today - Int64(daysSeen) && $0.day < today }
        let already = Dictionary(grouping: planned.filter { ahead.contains($0.day) }, by: Kind.init)
        return Dictionary(grouping: recent, by: Kind.init).flatMap { kind, uses -> [UsageCount] in
            let count = sum(uses)
            guard kind.isPosting else { return evenly(kind, count, over: Int64(daysSeen), on: ahead, after: today) }
            guard posts == .usual else { return [] }
            let missing = share(count, Int64(ahead.count), of: Int64(daysSeen)) - sum(already[kind] ?? [])
            return evenly(kind, missing, over: Int64(ahead.count), on: ahead, after: ahead.lowerBound - 1)
        }
    }

    /// So many in so many days, spread so that no day has more than one more than another, and none is lost to rounding.
    private func evenly(_ kind: Kind, _ count: Int, over span: Int64, on days: Range<Int64>, after start: Int64)
        -> [UsageCount]
    {
        guard count > 0 else { return [] }
        return days.compactMap { day in
            let due = share(count, day - start, of: span) - share(count, day - start - 1, of: span)
            return due > 0 ? kind.use(due, on: day) : nil
        }
    }

    /// The sum is scaled, not each day: half of one reading a day is fifteen in thirty days.
    private func scaled(_ kind: Kind, _ uses: [UsageCount], percent: Int) -> [UsageCount] {
        var sum = 0
        let byDay = Dictionary(grouping: uses, by: \.day).sorted { $0.key < $1.key }
        return byDay.compactMap { day, uses in
            let before = sum * percent / 100
            sum += self.sum(uses)
            let count = sum * percent / 100 - before
            return count > 0 ? kind.use(count, on: day) : nil
        }
    }

    private func share(_ count: Int, _ part: Int64, of whole: Int64) -> Int { Int(Int64(count) * part / whole) }
    private func sum(_ uses: [UsageCount]) -> Int { uses.reduce(0) { $0 + $1.count } }
}
