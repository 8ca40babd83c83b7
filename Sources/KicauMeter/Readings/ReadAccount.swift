public import KicauCore

/// What is read of an account: posts some time after they went out, its own numbers, and what was said to it.
public enum ReadingKind: String, Sendable, Hashable, Codable, CaseIterable {
    case newPosts = "new-posts"
    case oldPosts = "old-posts"
    /// Who follows it.
    case numbers
    case inbox

    /// Up to where it may use a budget.
    public var work: WorkClass {
        switch self {
        case .newPosts, .numbers: .newReadings
        case .oldPosts: .oldReadings
        case .inbox: .inbox
        }
    }

    init(ofPostAged age: Duration) { self = age >= WorkClass.oldAge ? .oldPosts : .newPosts }
}

/// A connected account, and when it is looked at.
public struct ReadAccount: Sendable, Hashable {
    /// Looks at the same pace, from one on.
    public struct Pace: Sendable, Hashable {
        public let next: Instant
        public let every: Duration

        public init(next: Instant, every: Duration) {
            self.next = next
            self.every = every
        }

        /// How many fall from one moment to before another; what is overdue is done at the first.
        func looks(from start: Instant, to end: Instant, after begin: Instant) -> Int {
            let first = max(next, begin)
            func before(_ moment: Instant) -> Int64 {
                moment <= first ? 0 : ((moment - first).inMilliseconds - 1) / max(1, every.inMilliseconds) + 1
            }
            return Int(before(end) - before(start))
        }
    }

    public let id: ID<Account>
    public let platform: PlatformID
    public let handle: String
    public let units: ReadingUnits
    public let numbers: Pace
    /// Nil: its network shows nothing of what is said.
    public let inbox: Pace?
    /// So much was said to it in the last 28 days.
    public let said: Int

    public init(
        id: ID<Account>, platform: PlatformID, handle: String, units: ReadingUnits, numbers: Pace, inbox: Pace?,
        said: Int
    ) {
        self.id = id
        self.platform = platform
        self.handle = handle
        self.units = units
        self.numbers = numbers
        self.inbox = inbox
        self.said = said
    }

    /// The span that `said` was counted in.
    public static let saidWithin = Duration.days(28)

    func units(of kind: ReadingKind) -> [MeterUnit] {
        switch kind {
        case .newPosts, .oldPosts: units.post
        case .numbers: units.account
        case .inbox: units.inbox
        }
    }
}
