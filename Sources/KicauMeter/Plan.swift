public import KicauCore

/// What a network sells for a fixed fee, from a day on: "Basic" for 200 dollars a month, say, with so many posts in it.
public struct Plan: Sendable, Hashable {
    public let platform: PlatformID
    /// As the network calls it; nil: what everybody gets who has chosen none, such as paying for each use.
    public let name: String?
    public let from: Day
    /// The first day it is not sold any more; nil while nothing later is known.
    public let until: Day?
    /// The fee of a calendar month.
    public let monthly: Money
    /// How many of a unit a month's fee has in it, several that are counted together with a "+" between them; what goes
    /// beyond is not sold. Units without an entry have no such end. See `shares`.
    public let included: [String: Int]
    public let source: String

    public init(
        platform: PlatformID, name: String?, from: Day, until: Day?, monthly: Money, included: [String: Int],
        source: String
    ) {
        self.platform = platform
        self.name = name
        self.from = from
        self.until = until
        self.monthly = monthly
        self.included = included
        self.source = source
    }
}

extension Plan {
    /// What is counted together against one number, by the units that share it: "post_create+post_create_url" in a book.
    public var shares: [Included] {
        included.map { units, count in
            Included(
                plan: name ?? "", units: units.split(separator: "+").map(String.init).sorted(), count: count)
        }.sorted { $0.units.joined() < $1.units.joined() }
    }

    /// The share of some units that is counted, nothing where nothing is.
    public func shares(of units: [MeterUnit]) -> [Included] { shares.filter { $0.uses(of: units) > 0 } }

    public func isSold(on day: Day) -> Bool { from <= day && day < until ?? day.next }

    static func all(of books: [PriceBook]) -> [Plan] {
        var plans: [Plan] = []
        for (index, book) in books.enumerated() {
            let next = books.dropFirst(index + 1).first { $0.platform == book.platform && $0.plan == book.plan }
            plans.append(
                Plan(
                    platform: book.platform, name: book.plan, from: book.since,
                    until: [book.ends, next?.since].compactMap(\.self).min(), monthly: book.monthly,
                    included: book.included, source: book.source))
        }
        return plans.sorted { ($0.platform, $0.name ?? "", $0.from) < ($1.platform, $1.name ?? "", $1.from) }
    }
}

extension PriceBooks {
    /// The plan of that name as it is sold at an instant; nil: it is not.
    public func plan(_ name: String?, of platform: PlatformID, at instant: Instant) -> Plan? {
        let day = Day(of: instant)
        return plans.last { $0.platform == platform && $0.name == name && $0.isSold(on: day) }
    }
}
