import KicauCore
import KicauStore
import Testing

@testable import KicauMeter

@Suite("How much a month uses")
struct MonthUsageTests {
    private let days: Range<Int64> = 20_758..<20_788  // November 2026
    private let today: Int64 = 20_777  // 20 November: ten days are to come

    private func use(_ unit: String, _ count: Int, posting: Bool, day: Int64, on platform: PlatformID = "x")
        -> UsageCount
    {
        UsageCount(platform: platform, account: ID(1), unit: unit, isPosting: posting, day: day, count: count)
    }

    private func planned(_ count: Int, day: Int64) -> PlannedFare {
        let fare = Fare(items: [.init(unit: MeterUnit("post", count: 2), each: .zero)], book: "")
        return PlannedFare(platform: "x", account: ID(1), day: day, fare: fare, count: count)
    }

    private func sums(
        _ used: [UsageCount], _ planned: [PlannedFare] = [], daysSeen: Int = 28, for scenario: Scenario,
        of days: Range<Int64>? = nil
    ) -> [String: Int] {
        let usage = MonthUsage(used: used, planned: planned, today: today, daysSeen: daysSeen)
        let counts = usage.counts(of: days ?? self.days, for: scenario)
        return Dictionary(counts.map { ($0.unit, $0.count) }, uniquingKeysWith: +)
    }

    /// One reading every day of the last 28, today included.
    private var readings: [UsageCount] { ((today - 28)...today).map { use("read", 1, posting: false, day: $0) } }

    @Test func `is what was, and what is usual until its end`() throws {
        // The nineteen days before today, today, and ten more.
        #expect(sums(readings, for: try Scenario()) == ["read": 30])
        #expect(sums(readings, for: try Scenario(), of: 20_788..<20_819) == ["read": 31])
    }

    @Test func `takes as many posts as usual where fewer are planned, or only those`() throws {
        let posts = ((today - 28)..<today).map { use("post", 3, posting: true, day: $0) }
        let plans = [planned(5, day: today + 4)]

        let usual = sums(posts, plans, for: try Scenario())
        let only = sums(posts, plans, for: try Scenario(posts: .planned))

        #expect(usual == ["post": 19 * 3 + 10 * 3])
        #expect(only == ["post": 19 * 3 + 10])
        #expect(sums(posts, [planned(40, day: today + 4)], for: try Scenario()) == ["post": 19 * 3 + 80])
    }

    @Test func `counts what should have gone out already as today's`() throws {
        let usage = MonthUsage(used: [], planned: [planned(1, day: today - 3)], today: today, daysSeen: 0)

        let counts = usage.counts(of: days, for: try Scenario())

        #expect(counts.map(\.day) == [today] && counts.map(\.count) == [2])
    }

    @Test func `a young workspace goes by the days it has seen`() throws {
        let two = [use("read", 5, posting: false, day: today - 2), use("read", 5, posting: false, day: today - 1)]

        #expect(sums(two, daysSeen: 2, for: try Scenario()) == ["read": 10 + 50])
        #expect(sums([use("read", 4, posting: false, day: today)], daysSeen: 0, for: try Scenario()) == ["read": 4])
    }

    @Test func `twice as many posts are twice as many, and half of one a day is not lost`() throws {
        let posts = ((today - 28)..<today).map { use("post", 1, posting: true, day: $0) }

        let twice = sums(posts + readings, for: try Scenario(postsPercent: 200, callsPercent: 50))

        #expect(twice == ["post": 2 * 29, "read": 15])
        #expect(sums(posts, for: try Scenario(postsPercent: 0)) == [:])
    }

    @Test func `leaves language models out`() throws {
        #expect(sums([use("token_in", 1_000, posting: false, day: today, on: .ai)], for: try Scenario()) == [:])
    }
}
