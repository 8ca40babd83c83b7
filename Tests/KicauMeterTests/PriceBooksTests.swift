import Foundation
import KicauCore
import Testing

@testable import KicauMeter

@Suite("The price books that come with Kicau")
struct PriceBooksTests {
    private let books: PriceBooks

    init() throws { books = try PriceBooks.shipped() }

    private func price(_ unit: String, on platform: PlatformID = "x", _ day: String) throws -> PriceLine.Price? {
        books.price(of: unit, on: platform, at: try #require(Day(day)).begins)
    }

    private func micros(_ amount: Int64) -> PriceLine.Price { .costs(Money(microUSD: amount)) }

    @Test func `a link became thirteen times dearer in one night`() throws {
        #expect(try price("post_create_url", "2025-10-19") == nil)
        #expect(try price("post_create_url", "2025-10-20") == micros(10_000))
        #expect(try price("post_create_url", "2026-04-19") == micros(10_000))
        #expect(try price("post_create_url", "2026-04-20") == micros(200_000))
        #expect(try price("post_create", "2026-04-20") == micros(15_000))
        #expect(try price("owned_read", "2026-04-19") == micros(5_000))
        #expect(try price("owned_read", "2026-04-20") == micros(1_000))
    }

    @Test func `what X no longer sells says since when`() throws {
        let now = try #require(Day("2026-11-24")).begins
        for (unit, day) in [
            ("like_create", "2026-04-20"), ("quote_create", "2026-04-20"), ("media_read", "2026-06-18"),
        ] {
            let problem = #expect(throws: Problem.self) { try books.fare(for: [MeterUnit(unit)], on: "x", at: now) }
            #expect(problem?.code == .notSoldAnyMore)
            #expect(problem?.what.description == "x has not sold \(unit) since \(day).")
        }
    }

    /// Three accounts, 90 posts each, 162 with a link; each post read back on ten days; 1,500 mention days.
    @Test(arguments: [
        ("2025-10-20", "owned_read", 23_700_000), ("2026-02-06", "post_read", 23_700_000),
        ("2026-04-20", "post_read", 55_020_000), ("2026-11-24", "owned_read", 38_220_000),
    ])
    func `the golden month costs to the micro-dollar what was reckoned by hand`(day: String, read: String, total: Int64)
        throws
    {
        let month = [
            MeterUnit("post_create", count: 108), MeterUnit("post_create_url", count: 162),
            MeterUnit(read, count: 2700),
            MeterUnit(read, count: 1500),
        ]

        let fare = try books.fare(for: month, on: "x", at: #require(Day(day)).begins)

        #expect(fare.total == Money(microUSD: total))
    }

    @Test func `a quote on X is sold by the plan: in the fee of Enterprise, and to nobody else since April 2026`()
        throws
    {
        let quote = [MeterUnit("quote_create")]
        let day = try #require(Day("2026-05-01")).begins

        #expect(try books.fare(for: quote, on: "x", under: "Enterprise Small", at: day).total == .zero)
        for plan in [nil, "Basic", "Pro"] {
            let problem = #expect(throws: Problem.self) {
                try books.fare(for: quote, on: "x", under: plan, at: day)
            }
            #expect(problem?.code == .notSoldAnyMore && problem?.field == "quote_create")
        }
    }

    @Test func `a fare names the book it comes from`() throws {
        let fare = try books.fare(for: [MeterUnit("post_create")], on: "x", at: #require(Day("2026-05-01")).begins)

        #expect(fare.book == "X pay per use from April 2026, 2026-04-20")
    }

    @Test(arguments: ["facebook", "instagram", "threads", "linkedin", "mastodon", "bluesky"] as [PlatformID])
    func `the other networks are free by policy, for units we know`(platform: PlatformID) throws {
        for unit in ["publish", "read", "delete", "identity", "token"] {
            #expect(try price(unit, on: platform, "2026-11-24") == .freeByPolicy)
        }
        #expect(try price("post_boost", on: platform, "2026-11-24") == nil)
    }

    @Test func `the rows in force are listed once each`() throws {
        let lines = books.lines(on: try #require(Day("2026-11-24")).begins)

        #expect(Set(lines.map(\.platform)).count == 7)
        #expect(Set(lines.map { "\($0.platform) \($0.unit)" }).count == lines.count)
        let url = try #require(lines.first { $0.platform == "x" && $0.unit == "post_create_url" })
        #expect(url.price == micros(200_000) && url.from == "2026-04-20" && url.source.contains("e6c5abf9"))
        let platforms = books.lines(on: try #require(Day("2024-01-01")).begins).map(\.platform)
        #expect(!platforms.contains("x"))
    }

    /// Each per-unit row of the collected price list, on its first and its last day, against the books.
    @Test func `the books agree with the collected list row by row`() throws {
        var checked = 0
        for row in try CollectedPrices.rows() {
            let expected: PriceLine.Price = row.micros == 0 ? .freeByPolicy : micros(row.micros)
            for unit in try #require(CollectedPrices.units[row.name] ?? row.event, "no unit for \(row.name)") {
                #expect(try price(unit, row.from) == expected, "\(row.name) as \(unit) on \(row.from)")
                if row.to.isEmpty {
                    #expect(try price(unit, "2026-11-24") == expected, "\(row.name) as \(unit) today")
                } else {
                    #expect(try price(unit, row.to) == expected, "\(row.name) as \(unit) on \(row.to)")
                }
                checked += 1
            }
        }
        #expect(checked == 59)
    }
}

/// The price list collected by hand, outside this package.
private enum CollectedPrices {
    struct Row {
        let kind: String
        let name: String
        let from: String
        let to: String
        let micros: Int64

        /// A webhook event's unit is its name.
        var event: [String]? {
            guard kind == "webhook_event" else { return nil }
            return ["event_" + name.replacing(".*", with: "").replacing(".", with: "_")]
        }
    }

    /// What each row of X's own table is called with us.
    static let units: [String: [String]] = [
        "Post: Read": ["post_read"], "Posts: Read": ["post_read"], "User: Read": ["user_read"],
        "DM Event: Read": ["dm_event_read"],
        "Content: Create": ["post_create", "post_create_url", "post_create_summoned"],
        "DM Interaction: Create": ["dm_create"], "User Interaction: Create": ["user_interaction_create"],
        "Following/Followers: Read": ["follow_read"], "List: Read": ["list_read"], "Space: Read": ["space_read"],
        "Community: Read": ["community_read"], "Note: Read": ["note_read"], "Media: Read": ["media_read"],
        "Analytics: Read": ["analytics_read"], "Trend: Read": ["trend_read"], "Like: Read": ["like_read"],
        "Mute: Read": ["mute_read"], "Block: Read": ["block_read"], "Profile Update: Read": ["profile_update_read"],
        "Post: Create": ["post_create"], "Post: Create (with URL)": ["post_create_url"],
        "Post: Create (summoned)": ["post_create_summoned"], "Interaction: Delete": ["interaction_delete"],
        "Content: Manage": ["content_manage"], "List: Create": ["list_create"], "List: Manage": ["list_manage"],
        "Bookmark": ["bookmark"], "Media Metadata": ["media_metadata"], "Privacy: Update": ["privacy_update"],
        "Mute: Delete": ["mute_delete"], "Counts: Recent": ["counts_recent"], "Counts: All": ["counts_all"],
        "Trends": ["trends"], "Owned Read": ["owned_read"],
    ]

    /// Rows priced by the unit; plans and rebates are not.
    static func rows() throws -> [Row] {
        let folder = ProcessInfo.processInfo.environment["KICAU_SPECS"] ?? "../shared/specs"
        let text = try String(contentsOfFile: folder + "/derived/x_prices.csv", encoding: .utf8)
        return try text.split(separator: "\n").dropFirst().compactMap { line in
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            guard fields[0] == "ppu" || fields[0] == "webhook_event" else { return nil }
            let money = try #require(Money(dollars: fields[4]), "\(line)")
            return Row(kind: fields[0], name: fields[1], from: fields[2], to: fields[3], micros: money.microUSD)
        }
    }
}
