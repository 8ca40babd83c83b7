public import KicauCore

/// What one month costs: a month of the UTC calendar, by which the networks count.
public struct WhatIfMonth: Sendable, Hashable {
    /// One unit, used by posts or by calls of its own.
    public struct Line: Sendable, Hashable {
        public let platform: PlatformID
        public let unit: String
        public let isPosting: Bool
        public let count: Int
        public let amount: Money
    }

    /// A plan's fee for the month.
    public struct Fee: Sendable, Hashable {
        public let platform: PlatformID
        public let plan: String
        public let amount: Money
    }

    /// What could not be done any more.
    public struct Stop: Sendable, Hashable {
        public enum Reason: Sendable, Hashable {
            /// The network does not sell it.
            case notSold
            /// No price list knows what it costs, so it is not called.
            case noPrice
            /// The plan is not sold on that day.
            case noPlan(String)
            /// The plan's fee has only so many in it.
            case usedUp(included: Int)
        }

        public let platform: PlatformID
        public let unit: String
        public let isPosting: Bool
        public let reason: Reason
        /// The first day on which it stops.
        public let from: Day
        public let count: Int
    }

    /// "2026-11"
    public let month: String
    /// Dearest first.
    public let lines: [Line]
    public let fees: [Fee]
    /// The earliest first.
    public let stops: [Stop]

    public var total: Money {
        lines.reduce(.zero) { $0 + $1.amount } + fees.reduce(.zero) { $0 + $1.amount }
    }

    /// Fees and uses of each network that costs anything, in the order of their names.
    public var byNetwork: [(platform: PlatformID, amount: Money)] {
        var sums: [PlatformID: Money] = [:]
        for line in lines { sums[line.platform, default: .zero] += line.amount }
        for fee in fees { sums[fee.platform, default: .zero] += fee.amount }
        return sums.filter { $0.value > .zero }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}

/// A question, and what came of it beside how things are.
public struct WhatIfAnswer: Sendable, Hashable {
    public let scenario: Scenario
    /// This month and the next, under the plans that are paid for now and with each day's own prices.
    public let asItIs: [WhatIfMonth]
    /// The same months as they were asked for.
    public let asked: [WhatIfMonth]
    /// How many of the last 28 days tell what is usual.
    public let daysSeen: Int
}
