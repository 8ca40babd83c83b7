import KicauCore
import KicauStore
import Testing

@testable import KicauMeter

@Suite("What a month would cost")
struct WhatIfTests {
    private let days: Range<Int64> = 20_758..<20_788  // November 2026

    private func use(
        _ unit: String, _ count: Int, on platform: PlatformID = "x", account: Int64 = 1, posting: Bool = true,
        day: Int64 = 20_758
    ) -> UsageCount {
        UsageCount(
            platform: platform, account: ID(account), unit: unit, isPosting: posting, day: day, count: count)
    }

    private func rated(_ uses: [UsageCount], _ books: PriceBooks, _ scenario: Scenario) -> WhatIfMonth {
        MonthRating(books, scenario).rated(uses, month: "2026-11", days: days)
    }

    // MARK: the golden month

    /// Three accounts, 90 posts each, 162 of the 270 with a link; each post read on ten days; 1,500 mention days.
    private func goldenMonth(read: String) -> [UsageCount] {
        days.flatMap { day in
            (1...3).flatMap { (account: Int64) in
                [
                    (day - days.lowerBound) % 5 < 2
                        ? [use("post_create", 3, account: account, day: day)]
                        : [use("post_create_url", 3, account: account, day: day)],
                    [use(read, 30, account: account, posting: false, day: day)],
                    account == 1 ? [use(read, 50, account: account, posting: false, day: day)] : [],
                ].joined()
            }
        }
    }

    @Test(arguments: [
        ("2025-10-20", "post_read", 23_700_000), ("2026-04-20", "post_read", 55_020_000),
        ("2026-04-20", "owned_read", 38_220_000),
    ])
    func `the golden month is rated to the micro-dollar`(day: String, read: String, total: Int64) throws {
        let then: Day = try #require(Day(day))
        let scenario = try Scenario(pricesOf: then)

        let month = rated(goldenMonth(read: read), try .shipped(), scenario)

        #expect(month.total == Money(microUSD: total))
        #expect(month.stops.isEmpty)
        #expect(month.lines.reduce(0) { $0 + $1.count } == 270 + 2_700 + 1_500)
    }

    @Test func `the golden month costs an enterprise its fee and nothing beside`() throws {
        let scenario = try Scenario(plans: ["x": "Enterprise Small"])

        let month = rated(goldenMonth(read: "post_read"), try .shipped(), scenario)

        #expect(month.total == Money(microUSD: 42_000_000_000))
        #expect(month.lines.allSatisfy { $0.amount == .zero })
    }

    @Test func `under the write-only plan of 2023 nothing is read`() throws {
        let then: Day = try #require(Day("2023-06-01"))
        let scenario = try Scenario(plans: ["x": "Free"], pricesOf: then)

        let month = rated(goldenMonth(read: "owned_read"), try .shipped(), scenario)

        #expect(month.total == .zero)
        #expect(month.stops.map(\.unit) == ["owned_read"])
        #expect(month.stops.first?.reason == .notSold)
        #expect(month.stops.first?.count == 4_200)
    }

    // MARK: small books

    private func books() throws -> PriceBooks {
        func row(_ unit: String, _ price: PriceLine.Price, _ from: String) throws -> PriceBook.Row {
            PriceBook.Row(unit: unit, price: price, from: try #require(Day(from)), to: nil, note: "")
        }
        func micros(_ amount: Int64) -> PriceLine.Price { .costs(Money(microUSD: amount)) }
        func book(_ plan: String?, monthly: Int64, _ included: [String: Int], ends: String?, _ rows: [PriceBook.Row])
            throws -> PriceBook
        {
            PriceBook(
                platform: "x", name: "a test", source: "a test", sourceURL: nil,
                entered: try #require(Day("2026-01-01")),
                plan: plan, monthly: Money(microUSD: monthly), included: included, ends: ends.flatMap { Day($0) },
                rows: rows)
        }
        return try PriceBooks([
            book(
                nil, monthly: 0, [:], ends: nil,
                [
                    row("post", micros(10), "2026-01-01"), row("post", micros(40), "2026-11-11"),
                    row("link", micros(50), "2026-01-01"), row("link", .notSold, "2026-11-21"),
                ]),
            book(
                "Club", monthly: 1_000, ["post+link": 12], ends: "2026-11-26",
                [row("post", .freeByPolicy, "2026-01-01"), row("link", micros(7), "2026-01-01")]),
        ])
    }

    @Test func `each day has its own price, unless a list of one day is asked for`() throws {
        let uses = [use("post", 3, day: 20_767), use("post", 3, day: 20_768)]  // 10 and 11 November

        #expect(rated(uses, try books(), try Scenario()).total == Money(microUSD: 3 * 10 + 3 * 40))
        let old = try Scenario(pricesOf: Day("2026-06-01"))
        #expect(rated(uses, try books(), old).total == Money(microUSD: 6 * 10))
    }

    @Test func `what is not sold any more stops on its day and costs nothing`() throws {
        let uses = [use("link", 2, day: 20_777), use("link", 2, day: 20_778), use("link", 1, day: 20_780)]

        let month = rated(uses, try books(), try Scenario())

        #expect(month.total == Money(microUSD: 100))
        #expect(month.stops.map(\.reason) == [.notSold])
        #expect(month.stops.first?.from.description == "2026-11-21")
        #expect(month.stops.first?.count == 3)
    }

    @Test func `a unit without a price stops; it is not free`() throws {
        let month = rated([use("quote", 1)], try books(), try Scenario())

        #expect(month.stops.map(\.reason) == [.noPrice])
        #expect(month.total == .zero)
    }

    @Test func `a fee has so many in it, of units together, and says when they run out`() throws {
        let uses = [
            use("post", 8, day: 20_758), use("link", 3, day: 20_759), use("post", 3, day: 20_760),
            use("link", 1, day: 20_761),
        ]

        let month = rated(uses, try books(), try Scenario(plans: ["x": "Club"]))

        #expect(month.fees.map(\.amount) == [Money(microUSD: 1_000)])
        #expect(month.total == Money(microUSD: 1_000 + 3 * 7))
        #expect(month.stops.map(\.reason) == [.usedUp(included: 12), .usedUp(included: 12)])
        #expect(month.stops.map(\.count) == [2, 1])
        #expect(month.stops.first?.from.description == "2026-11-03")
    }

    @Test func `a plan that ends within the month is paid for, and what comes after stops`() throws {
        let uses = [use("post", 1, day: 20_782), use("post", 4, day: 20_783)]

        let month = rated(uses, try books(), try Scenario(plans: ["x": "Club"]))

        #expect(month.total == Money(microUSD: 1_000))
        #expect(month.stops.map(\.reason) == [.noPlan("Club")])
        #expect(month.stops.first?.count == 4)
    }

    @Test(arguments: [-1, 10_001])
    func `a factor has bounds`(percent: Int) {
        let problem = #expect(throws: Problem.self) { try Scenario(postsPercent: percent) }

        #expect(problem?.code == .badInput && problem?.field == "posts")
    }
}
