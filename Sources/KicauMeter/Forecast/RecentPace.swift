public import KicauCore
public import KicauStore

/// What was spent in so many of the last days, and what comes of it if that goes on: no more than a forecast. Pure.
public struct RecentPace: Sendable, Hashable {
    public let spent: Money
    public let days: Int

    public init(spent: Money, days: Int) {
        self.spent = spent
        self.days = days
    }

    /// In so long, rounded down; nothing where nothing is known.
    public func comes(to span: Duration) -> Money {
        guard days > 0, span > .zero else { return .zero }
        let day = spent.microUSD / Int64(days)
        let rest = spent.microUSD % Int64(days)
        let seconds = span.components.seconds
        return Money(microUSD: day * seconds / 86_400 + rest * seconds / (86_400 * Int64(days)))
    }
}

extension Transaction {
    /// What language models cost in the last 28 days, today left out.
    public borrowing func recentPaceOfAI(of workspace: ID<Workspace>, at now: Instant) throws -> RecentPace {
        let today = Day(of: now)
        let days = try daysSeen(of: workspace, on: today)
        let spent = try spentByDay(on: nil, in: workspace, from: today.number - Int64(days), to: today.number)
        return RecentPace(spent: spent.reduce(Money.zero) { $0 + $1.amount }, days: days)
    }
}
