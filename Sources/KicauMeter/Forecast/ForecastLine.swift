public import KicauCore

/// Where one budget will stand at the month's end: what is spent and set aside by now, and what is usual until then.
public struct ForecastLine: Sendable, Hashable {
    /// Does the month end over the limit?
    public enum Passing: String, Sendable, Hashable, Codable, CaseIterable {
        /// There is none, or nine of ten months like this one stay within it.
        case no
        /// One of ten months like this one passes it, or more.
        case perhaps
        /// Every other month like this one passes it, or more.
        case likely
    }

    public let scope: BudgetScope
    /// "2026-11", in the workspace's zone.
    public let month: String
    public let cap: Money?
    /// Spent and set aside by now.
    public let known: Money
    /// One of ten months like this one ends below it.
    public let low: Money
    public let middle: Money
    /// One of ten months like this one ends above it.
    public let high: Money
    /// How many of the last 28 days it goes by.
    public let daysSeen: Int
    /// The day, in UTC, on which the limit is used up in every other month like this one; nil: it lasts.
    public let runsOut: Day?

    public init(
        scope: BudgetScope, month: String, cap: Money?, known: Money, low: Money, middle: Money, high: Money,
        daysSeen: Int, runsOut: Day?
    ) {
        self.scope = scope
        self.month = month
        self.cap = cap
        self.known = known
        self.low = low
        self.middle = middle
        self.high = high
        self.daysSeen = daysSeen
        self.runsOut = runsOut
    }

    public var passing: Passing {
        guard let cap else { return .no }
        return middle > cap ? .likely : high > cap ? .perhaps : .no
    }

    /// Too little past to go by: half of the days that a forecast looks back on.
    public var isThin: Bool { daysSeen < ForecastLine.daysBack / 2 }

    static let daysBack = 28
}
