/// What one call is priced by: a name in the platform's price book ("post_create") and how many of it.
///
/// A call that names no unit does not compile; a unit without a price is refused by the meter.
public struct MeterUnit: Hashable, Sendable, Codable {
    public let name: String
    public let count: Int

    public init(_ name: String, count: Int = 1) {
        self.name = name
        self.count = count
    }

    /// Does it look at something, and change nothing? Price books name those `read`, or with `_read` at their end.
    public static func isReading(_ name: String) -> Bool { name == "read" || name.hasSuffix("_read") }
}

/// A price for one rendition or call, with each unit's share, from the price book in force on its day.
public struct Fare: Hashable, Sendable, Codable {
    public struct Item: Hashable, Sendable, Codable {
        public let unit: MeterUnit
        public let each: Money
        /// What all of them come to, where one is less than a micro-dollar or no whole number of them.
        public let sum: Money?

        public init(unit: MeterUnit, each: Money, sum: Money? = nil) {
            self.unit = unit
            self.each = each
            self.sum = sum
        }

        public var total: Money { sum ?? each * unit.count }
    }

    public let items: [Item]
    /// The price book's name and the day it came into force.
    public let book: String
    /// Which of the network's plans it was worked out under; nil: none, or it is older than the plans.
    public let plan: String?
    /// What of the plan's monthly contents it uses up; nil: nothing that is counted.
    public let included: [Included]?

    public init(items: [Item], book: String, plan: String? = nil, included: [Included]? = nil) {
        self.items = items
        self.book = book
        self.plan = plan
        self.included = included
    }

    public var total: Money { items.reduce(.zero) { $0 + $1.total } }
}
