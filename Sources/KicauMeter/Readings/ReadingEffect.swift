public import KicauCore

/// What a change does to one kind of an account's readings that lie ahead.
public struct ReadingEffect: Sendable, Hashable {
    public let platform: PlatformID
    public let handle: String
    public let kind: ReadingKind
    /// So many lie ahead as things are.
    public let count: Int
    /// What those that can be made cost as things are.
    public let old: Money
    /// And then.
    public let new: Money
    /// So many cannot be made, or are left out to save money, then.
    public let unmade: Int
    /// From that day on some are left out, because a budget comes near to where they stop.
    public let thinnedFrom: Day?
    /// The day on which they stop or run out, and why; nil: they only cost another sum.
    public let end: ReadingFate.End?

    public init(
        platform: PlatformID, handle: String, kind: ReadingKind, count: Int, old: Money, new: Money, unmade: Int,
        thinnedFrom: Day? = nil, end: ReadingFate.End? = nil
    ) {
        self.platform = platform
        self.handle = handle
        self.kind = kind
        self.count = count
        self.old = old
        self.new = new
        self.unmade = unmade
        self.thinnedFrom = thinnedFrom
        self.end = end
    }

    /// The two sides compared: only what differs. What ends comes first, the soonest in front.
    public static func all(from before: [ReadingFate], to after: [ReadingFate]) -> [ReadingEffect] {
        struct Key: Hashable {
            let account: ID<Account>
            let kind: ReadingKind
        }
        let later = Dictionary(after.map { (Key(account: $0.account, kind: $0.kind), $0) }) { first, _ in first }
        let effects = before.compactMap { old -> ReadingEffect? in
            guard let new = later[Key(account: old.account, kind: old.kind)] else {
                return ReadingEffect(
                    platform: old.platform, handle: old.handle, kind: old.kind, count: old.planned, old: old.cost,
                    new: .zero, unmade: old.planned)
            }
            guard (old.made, old.cost) != (new.made, new.cost) || old.end != new.end else { return nil }
            return ReadingEffect(
                platform: old.platform, handle: old.handle, kind: old.kind, count: old.planned, old: old.cost,
                new: new.cost, unmade: max(0, old.planned - new.made), thinnedFrom: new.thinnedFrom, end: new.end)
        }
        return effects.filter { $0.end != nil }.sorted(by: isSooner) + effects.filter { $0.end == nil }
    }

    private static func isSooner(_ a: ReadingEffect, _ b: ReadingEffect) -> Bool {
        guard let first = a.end?.day, let second = b.end?.day, first != second else {
            return (a.platform, a.handle, a.kind.rawValue) < (b.platform, b.handle, b.kind.rawValue)
        }
        return first < second
    }
}

extension ReadingCalendar {
    /// Until when one looks ahead at a change: to the end of the month after today's or, where prices of what is read turn
    /// later, after that; no further than a year.
    ///
    /// - Throws: `Problem` when the zone is unknown.
    public static func end(
        for accounts: [ReadAccount], under terms: [Terms], from now: Instant, zone: String
    ) throws(Problem) -> Instant {
        let year = now + .days(366)
        var last = now
        for account in accounts {
            let units = ReadingKind.allCases.flatMap { account.units(of: $0) } + (account.units.said ?? [])
            for name in Set(units.map(\.name)) {
                let turns = terms.flatMap { $0.turnDays(of: name, on: account.platform).map(\.begins) }
                last = max(last, turns.filter { $0 <= year }.max() ?? last)
            }
        }
        let next = Months.following(try Months.month(of: last, zone: zone))
        return min(year, try Months.span(of: next, zone: zone).to)
    }
}
