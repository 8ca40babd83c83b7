/// What a metered call is made for. When money runs short the first gives way first, the last never.
///
/// The order is that of dossier 4.7 (ads and metering, read 2026-11-27).
public enum WorkClass: String, Hashable, Sendable, Codable, CaseIterable {
    case suggestions = "ai"
    /// Who is meant by a mention, and what else is asked about others.
    case lookUps = "look-ups"
    /// Of posts that went out a week ago or longer.
    case oldReadings = "old-readings"
    /// Of younger posts, and of accounts.
    case newReadings = "new-readings"
    case inbox
    /// And what guards it: first comments, looks for what is in doubt, deleting, tokens, checks of usage.
    case publishing

    /// All but publishing, those that give way first in front.
    public static let yielding = allCases.filter { $0 != .publishing }

    /// From this age on a post's readings are old.
    public static let oldAge = Duration.days(7)

    /// - Parameter age: how long ago it was published.
    public static func reading(ofPostAged age: Duration) -> WorkClass { age >= oldAge ? .oldReadings : .newReadings }

    /// Of a budget, in percent: up to there it may be used for this where nobody has said otherwise.
    public var usualShare: Int {
        switch self {
        case .suggestions: 70
        case .lookUps: 75
        case .oldReadings: 80
        case .newReadings: 90
        case .inbox: 95
        case .publishing: 100
        }
    }

    /// Is it done less often before it stops? What a person asks for by a press is not.
    public var isThinned: Bool {
        switch self {
        case .oldReadings, .newReadings, .inbox: true
        case .suggestions, .lookUps, .publishing: false
        }
    }
}

/// Where a class of work stops using a budget.
public struct WorkStop: Hashable, Sendable {
    public let work: WorkClass
    /// Of the limit, spent and set aside.
    public let percent: Int

    public init(_ work: WorkClass, at percent: Int) {
        self.work = work
        self.percent = percent
    }
}

extension Money {
    /// So many hundredths of it, rounded down. The store's statements reckon in the same words, without passing 64 bits.
    public func part(_ percent: Int) -> Money {
        let percent = Int64(percent)
        return Money(microUSD: microUSD / 100 * percent + microUSD % 100 * percent / 100)
    }
}
