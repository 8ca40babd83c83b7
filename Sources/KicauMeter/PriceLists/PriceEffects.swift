public import KicauCore

/// What other prices or another plan do to what is planned and to what is used month by month.
public struct PriceEffects: Sendable {
    /// In the order in which they are due.
    public let posts: [PostEffect]
    public let usage: [UsageEffect]
    /// What becomes of the readings that lie ahead: what ends first, then what costs another sum.
    public let readings: [ReadingEffect]
    /// So many more are planned than were looked at.
    public let isCut: Bool
    /// What has been booked already and would be corrected.
    public let corrections: Corrections

    public struct Corrections: Sendable, Hashable {
        public let count: Int
        public let more: Money

        public init(count: Int = 0, more: Money = .zero) {
            self.count = count
            self.more = more
        }
    }

    public init(
        posts: [PostEffect], usage: [UsageEffect], readings: [ReadingEffect] = [], isCut: Bool = false,
        corrections: Corrections = Corrections()
    ) {
        self.posts = posts
        self.usage = usage
        self.readings = readings
        self.isCut = isCut
        self.corrections = corrections
    }

    /// Dearer or cheaper, and still paid for.
    public var changing: [PostEffect] { posts.filter { $0.fate == .changes } }
    public var ending: [PostEffect] { posts.filter { $0.fate != .changes } }
    public var isNothing: Bool {
        posts.isEmpty && usage.isEmpty && readings.isEmpty && corrections.count == 0
    }
    /// How much dearer all that is still paid for becomes.
    public var more: Money { changing.reduce(.zero) { $0 + ($1.new ?? $1.old) - $1.old } }
}

/// A planned post on one account, whose fare changes or that cannot be paid for.
public struct PostEffect: Sendable, Hashable {
    public enum Fate: Sendable, Hashable {
        case changes
        /// The network does not sell it any more, or nobody knows its price.
        case stops(Sentence)
        /// A budget, or what the plan has in it, is not enough.
        case runsOut(Sentence)
    }

    public let delivery: ID<Delivery>
    public let post: ID<Post>
    public let platform: PlatformID
    public let handle: String
    public let due: Instant
    public let old: Money
    /// Nil: it has no price.
    public let new: Money?
    public let fate: Fate

    public init(
        delivery: ID<Delivery>, post: ID<Post>, platform: PlatformID, handle: String, due: Instant, old: Money,
        new: Money?, fate: Fate
    ) {
        self.delivery = delivery
        self.post = post
        self.platform = platform
        self.handle = handle
        self.due = due
        self.old = old
        self.new = new
        self.fate = fate
    }
}

/// A unit that is used, or that a list names, and whose price changes on a day.
public struct UsageEffect: Sendable, Hashable {
    public let platform: PlatformID
    public let unit: String
    /// Whose calls they are; nil: nobody's in particular.
    public let handle: String?
    /// How many there were in the last 28 days.
    public let count: Int
    public let day: Day
    /// Nil: nobody knows a price.
    public let old: PriceLine.Price?
    public let new: PriceLine.Price?

    public init(
        platform: PlatformID, unit: String, handle: String?, count: Int, day: Day, old: PriceLine.Price?,
        new: PriceLine.Price?
    ) {
        self.platform = platform
        self.unit = unit
        self.handle = handle
        self.count = count
        self.day = day
        self.old = old
        self.new = new
    }
}
