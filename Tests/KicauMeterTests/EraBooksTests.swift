import KicauCore
import Testing

@testable import KicauMeter

@Suite("The eras of X, as price books")
struct EraBooksTests {
    private let books: PriceBooks

    init() throws { books = try PriceBooks.shipped() }

    private func at(_ day: String) throws -> Instant { try #require(Day(day)).begins }

    /// x_prices.csv of 2026-08-22: what each plan cost a month, on a day in its time.
    @Test(arguments: [
        ("Free v2", "2021-06-01", 0, 500_000), ("Academic v2", "2022-01-01", 0, 10_000_000),
        ("Elevated v2", "2022-01-01", 0, 2_000_000), ("Basic", "2023-04-01", 100, 10_000),
        ("Basic", "2024-11-01", 200, 15_000), ("Pro", "2023-06-01", 5_000, 1_000_000),
        ("Enterprise Small", "2023-04-01", 42_000, 50_000_000),
        ("Enterprise Medium", "2026-11-27", 125_000, 100_000_000),
        ("Enterprise Large", "2026-11-27", 210_000, 200_000_000),
    ])
    func `have their fee and their reads`(name: String, day: String, dollars: Int64, reads: Int) throws {
        let plan = try #require(books.plan(name, of: "x", at: at(day)))

        #expect(plan.monthly == Money(microUSD: dollars * 1_000_000))
        #expect(plan.shares.first { $0.units.contains("owned_read") }?.count == reads)
        #expect(!plan.source.isEmpty)
    }

    @Test func `the free plan of 2023 has 1,500 posts in it, with and without a link together`() throws {
        let plan = try #require(books.plan("Free", of: "x", at: at("2023-04-01")))

        let posts = try #require(plan.shares.first { $0.units.contains("post_create") })
        #expect(posts.count == 1_500)
        #expect(posts.uses(of: [MeterUnit("post_create", count: 2), MeterUnit("post_create_url")]) == 3)
        #expect(books.price(of: "owned_read", on: "x", under: "Free", at: try at("2023-04-01")) == .notSold)
        #expect(books.price(of: "owned_read", on: "x", under: "Free", at: try at("2025-05-06")) == .freeByPolicy)
    }

    @Test(arguments: [
        ("Free v2", "2023-04-30", "2023-05-01"), ("Free", "2026-02-05", "2026-02-06"),
        ("Basic", "2026-05-31", "2026-06-01"), ("Pro", "2026-08-31", "2026-09-01"),
    ])
    func `end on their day, and a call under them is refused by name`(name: String, last: String, gone: String) throws {
        let unit = [MeterUnit("post_create")]
        #expect(try books.fare(for: unit, on: "x", under: name, at: at(last)).total == .zero)

        let problem = #expect(throws: Problem.self) { try books.fare(for: unit, on: "x", under: name, at: at(gone)) }

        #expect(problem?.code == .notSoldAnyMore)
        #expect(problem?.what.description == "x has not sold its plan \(name) since \(gone).")
    }

    /// The changelog: what was taken away, from which plan, on which day.
    @Test(
        arguments: [
            ("Basic", "block_read", "2023-06-12"), ("Pro", "follow_read", "2023-06-26"),
            ("Free", "like_create", "2025-08-22"),
            ("Free", "follow_create", "2025-08-22"), (nil, "reply_create_unsummoned", "2026-02-23"),
            ("Basic", "reply_create_unsummoned", "2026-02-23"), (nil, "quote_create", "2026-04-20"),
            (nil, "follow_create", "2026-04-20"), (nil, "like_create", "2026-04-20"),
            ("Pro", "quote_create", "2026-04-20"),
        ] as [(String?, String, String)])
    func `say from which day something is not sold`(plan: String?, unit: String, day: String) throws {
        let morning = try at(day)

        let before = books.price(of: unit, on: "x", under: plan, at: morning - .milliseconds(1))
        #expect(before != nil && before != .notSold)
        #expect(books.price(of: unit, on: "x", under: plan, at: morning) == .notSold)
    }

    /// Dossier 4.8: three accounts, 90 posts each, 162 with a link; each read on ten days; 1,500 mention days.
    @Test func `the golden month costs the fee of the plan, and nothing beside it`() throws {
        let month = [
            MeterUnit("post_create", count: 108), MeterUnit("post_create_url", count: 162),
            MeterUnit("owned_read", count: 4_200),
        ]
        let day = try at("2026-11-01")

        let plan = try #require(books.plan("Enterprise Small", of: "x", at: day))
        let fare = try books.fare(for: month, on: "x", under: "Enterprise Small", at: day)

        #expect(plan.monthly + fare.total == Money(microUSD: 42_000_000_000))
    }

    /// A plan that forgets a unit of the connector would refuse calls that it has in it.
    @Test func `every plan knows every unit that the connector for X uses`() throws {
        let units = [
            "post_create", "post_create_url", "post_create_summoned", "media_upload", "media_metadata", "owned_read",
            "user_read", "post_read", "content_manage", "token", "usage_read",
        ]
        for plan in books.plans where plan.platform == "x" && plan.name != nil {
            for unit in units {
                #expect(
                    books.price(of: unit, on: "x", under: plan.name, at: plan.from.begins) != nil,
                    "\(plan.name ?? "") \(unit)")
            }
        }
    }

    @Test func `nothing was sold by the use before the pilot`() throws {
        #expect(books.price(of: "post_create", on: "x", at: try at("2025-10-19")) == nil)
        #expect(books.plan(nil, of: "x", at: try at("2025-10-19")) == nil)
    }
}
