public import KicauCore

/// What a person asks: this month and the next, under which plans, at which prices, with how many posts?
public struct Scenario: Sendable, Hashable {
    /// What is assumed of the days to come, beyond what is planned.
    public enum Posts: String, Sendable, Hashable, Codable, CaseIterable {
        /// As many posts as in the last 28 days, where fewer are planned.
        case usual
        /// No post but those that are planned.
        case planned
    }

    /// Which plan is paid for, by network; networks that are not named are paid for by use.
    public let plans: [PlatformID: String]
    /// The day whose prices hold all the time; nil: each day has its own.
    public let pricesOf: Day?
    public let posts: Posts
    /// How many posts, in percent of what they are.
    public let postsPercent: Int
    /// How many readings, looks into the inbox and other calls, in percent of what they are.
    public let callsPercent: Int

    public static let percents = 0...10_000

    /// - Throws: `Problem` `.badInput` when a factor is out of bounds.
    public init(
        plans: [PlatformID: String] = [:], pricesOf: Day? = nil, posts: Posts = .usual, postsPercent: Int = 100,
        callsPercent: Int = 100
    ) throws(Problem) {
        self.plans = plans
        self.pricesOf = pricesOf
        self.posts = posts
        self.postsPercent = try Scenario.percent(postsPercent, "posts")
        self.callsPercent = try Scenario.percent(callsPercent, "calls")
    }

    private static func percent(_ percent: Int, _ field: String) throws(Problem) -> Int {
        guard percents.contains(percent) else {
            throw Problem(
                .badInput, "\(percent) percent is more or less than Kicau reckons with.",
                do: "Give a whole number from 0 to 10000; 100 leaves it as it is.", field: field)
        }
        return percent
    }
}
