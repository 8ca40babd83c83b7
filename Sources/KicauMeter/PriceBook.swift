public import KicauCore

/// What a network charges from a day on: one file of PriceBooks/, added when prices change and never edited.
public struct PriceBook: Sendable, Hashable {
    public let platform: PlatformID
    public let name: String
    /// Where the prices were read, and when.
    public let source: String
    public let sourceURL: String?
    /// The day the file was written.
    public let entered: Day
    public let rows: [Row]

    /// The day its first price came into force; the file is named after it.
    public var since: Day { rows.map(\.from).min() ?? entered }

    /// One unit's price from a day on, until a later row for the same unit takes over.
    public struct Row: Sendable, Hashable {
        public let unit: String
        public let price: PriceLine.Price
        public let from: Day
        /// The last day, when it was known from the start; then another row has to follow at once.
        public let to: Day?
        public let note: String
    }
}

/// A day of the UTC calendar, in which networks announce and bill prices.
public struct Day: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Days since 1970-01-01.
    public let number: Int64

    /// Reads "2026-04-20".
    public init?(_ text: String) {
        guard text.utf8.count == 10, let wall = WallFields(text + "T00:00") else { return nil }
        number = wall.asIfUTC / 86_400
    }

    public init(of instant: Instant) {
        number = Int64((Double(instant.ms) / 86_400_000).rounded(.down))
    }

    init(number: Int64) { self.number = number }

    public var begins: Instant { Instant(ms: number * 86_400_000) }
    public var next: Day { Day(number: number + 1) }
    public var description: String { WallFields(secondsAsIfUTC: number * 86_400).dayText }
    public static func < (a: Day, b: Day) -> Bool { a.number < b.number }
}
