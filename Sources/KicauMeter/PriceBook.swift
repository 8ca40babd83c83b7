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
    /// Which plan these prices are of; nil: what everybody gets who has chosen none.
    public let plan: String?
    /// The plan's fee of a calendar month.
    public let monthly: Money
    /// How many of a unit the fee has in it, a month.
    public let included: [String: Int]
    /// The first day on which the plan is not sold any more.
    public let ends: Day?
    public let rows: [Row]

    init(
        platform: PlatformID, name: String, source: String, sourceURL: String?, entered: Day, plan: String? = nil,
        monthly: Money = .zero, included: [String: Int] = [:], ends: Day? = nil, rows: [Row]
    ) {
        self.platform = platform
        self.name = name
        self.source = source
        self.sourceURL = sourceURL
        self.entered = entered
        self.plan = plan
        self.monthly = monthly
        self.included = included
        self.ends = ends
        self.rows = rows
    }

    func with(rows: [Row], ends: Day?) -> PriceBook {
        PriceBook(
            platform: platform, name: name, source: source, sourceURL: sourceURL, entered: entered, plan: plan,
            monthly: monthly, included: included, ends: ends, rows: rows)
    }

    /// The day its first price came into force; the file is named after it.
    public var since: Day { rows.map(\.from).min() ?? entered }
    /// What its file is called.
    var fileName: String {
        let plan = plan.map { "." + $0.lowercased().replacing(" ", with: "-") } ?? ""
        return "\(platform)\(plan)-\(since).json"
    }

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

    /// Reads what somebody typed.
    public init(reading text: String, field: String) throws(Problem) {
        guard let day = Day(text) else { throw Day.wrong(text, field: field) }
        self = day
    }

    static func wrong(_ text: String, field: String) -> Problem {
        Problem(
            .badDate, "\"\(String(text.prefix(40)))\" is not a day.", do: "Write it like 2026-12-01.", field: field)
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
