/// What a network counts of a post or of an account, by Kicau's one word for it.
public enum Metric: String, Hashable, Sendable, Codable, CaseIterable {
    /// How often it was shown.
    case views
    /// How many people saw it.
    case reach
    /// Favourites, and reactions of every kind.
    case likes
    /// Answers and comments.
    case replies
    /// Boosts and shares to one's own followers.
    case reposts
    case quotes
    /// Bookmarks.
    case saves
    /// Passed on in private.
    case shares
    case clicks
    /// Of an account.
    case followers
    /// What an account has ever published, whoever sent it.
    case posts

    /// People are not twice as many because they saw two parts of a thread.
    var countsPeople: Bool { self == .reach }
}

/// One measurement of a published delivery or of an account: "likes" 12 at an instant.
public struct Reading: Sendable, Hashable {
    /// A `Metric`, or the word that an older or newer Kicau had for it.
    public let metric: String
    public let value: Int64
    public let at: Instant

    public init(metric: String, value: Int64, at: Instant) {
        self.metric = metric
        self.value = value
        self.at = at
    }
}

/// How a published part or an account is doing, as its network says.
public struct Numbers: Hashable, Sendable {
    public let values: [Metric: Int64]
    /// What they were read from, as it came.
    public let answers: [JSONValue]
    /// Why there are none, or not all of them.
    public let missing: Settlement.Story?

    public init(_ values: [Metric: Int64] = [:], answers: [JSONValue] = [], missing: Settlement.Story? = nil) {
        self.values = values
        self.answers = answers
        self.missing = missing
    }

    /// This network counts nothing of it, or tells no program.
    public static let none = Numbers()

    /// It was asked for, and nothing came.
    public var isOnlyMissing: Bool { values.isEmpty && missing != nil }

    /// Numbers of the same part that came in several answers; the first to name a metric is believed.
    public func joined(by other: Numbers) -> Numbers {
        Numbers(
            values.merging(other.values) { first, _ in first }, answers: answers + other.answers,
            missing: missing ?? other.missing)
    }

    /// A whole thread's: what its parts were shown and liked together.
    public static func sum(_ parts: [Numbers]) -> [Metric: Int64] {
        parts.reduce(into: [:]) { sum, part in
            for (metric, value) in part.values {
                let before = sum[metric] ?? 0
                sum[metric] = metric.countsPeople ? max(before, value) : before.addingClamped(value)
            }
        }
    }
}

extension Int64 {
    /// A network's number may be anything: too much is the most there is.
    package func addingClamped(_ other: Int64) -> Int64 {
        let (sum, overflows) = addingReportingOverflow(other)
        return overflows ? (other > 0 ? .max : .min) : sum
    }
}

extension Postponement {
    /// For numbers that could not be read along with a post: what was sent is not in question.
    public var withoutNumbers: Settlement.Story {
        switch self {
        case .overBudget(let why): .init(why, do: "Raise the month's budget, or leave its numbers out.")
        case .overShare(let why): .init(why, do: "Raise that share on Budget, Giving way, or raise the budget.")
        case .noPrice(let why): .init(why, do: "Add the price to a price book.")
        case .paymentRequired:
            .init(
                "The network gives no numbers before it is paid: the app's credits are used up.",
                do: "Top up the app's credits at the network.", answer: answer)
        case .rateLimited, .quotaExhausted, .notReady, .beingMade, .platformBusy, .unreachable:
            .init("The network did not give the numbers this time; the next check asks again.", answer: answer)
        }
    }

    private var answer: String? {
        switch self {
        case .rateLimited(let answer), .quotaExhausted(let answer), .notReady(let answer), .platformBusy(let answer),
            .paymentRequired(let answer):
            answer
        case .unreachable(let why): why
        case .overBudget, .overShare, .noPrice, .beingMade: nil
        }
    }
}
