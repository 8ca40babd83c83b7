import KicauCore
import Testing

@testable import KicauMeter

/// X in 2026: the pilot's prices until 19 April, then others; Basic was sold until 31 May.
@Suite("What prices become")
struct PriceOutlookTests {
    private let books: PriceBooks

    init() throws { books = try PriceBooks.shipped() }

    private func turns(_ plan: String?, _ units: [String], _ today: String, within days: Int = 31) throws -> [String] {
        let view = PriceView(platform: "x", plan: plan, units: units)
        return books.turns(in: [view], within: days, from: try #require(Day(today))).map {
            "\($0.on) \($0.unit) \($0.price.map { "\($0)" } ?? "-")"
        }
    }

    @Test func `another price is told within 31 days, and not before`() throws {
        let post = ["post_create"]

        #expect(try turns(nil, post, "2026-03-20").map { $0.prefix(22) } == ["2026-04-20 post_create"])
        #expect(try turns(nil, post, "2026-03-19").isEmpty)
        #expect(try turns(nil, post, "2026-04-20").isEmpty)
    }

    @Test func `what is not sold any more, and the end of a plan, are told too`() throws {
        #expect(try turns(nil, ["quote_create"], "2026-04-01") == ["2026-04-20 quote_create notSold"])
        #expect(try turns("Basic", ["post_create"], "2026-05-15") == ["2026-06-01 post_create -"])
    }

    @Test func `what no list knows is named`() throws {
        let view = PriceView(platform: "x", plan: "Basic", units: ["post_create", "token"])
        let day = try #require(Day("2026-06-01"))

        #expect(books.unknown(in: [view], on: day).map(\.units) == [["post_create", "token"]])
        #expect(books.unknown(in: [PriceView(platform: "x", plan: nil, units: ["token"])], on: day).isEmpty)
    }
}
