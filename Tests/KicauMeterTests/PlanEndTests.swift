import KicauCore
import Testing

@testable import KicauMeter

/// The 2023 drill's own lists, and the plans of 2026: Basic was sold until 31 May, Pro until 31 August.
@Suite("A plan that ends")
struct PlanEndTests {
    private func day(_ text: String) throws -> Day { try #require(Day(text)) }

    /// What becomes of 280 readings of one's own posts in 28 days.
    private func effects(
        _ before: Terms, _ after: Terms, on today: String, naming book: PriceBook? = nil
    ) throws -> [UsageEffect] {
        Comparing(before: before, after: after, at: try day(today).begins)
            .usage([("x", "owned_read", "kedai", 280)], naming: book)
    }

    private func effect(
        _ day: String, _ old: PriceLine.Price, _ new: PriceLine.Price, _ unit: String = "owned_read",
        of handle: String? = "kedai", count: Int = 280
    ) throws -> UsageEffect {
        UsageEffect(
            platform: "x", unit: unit, handle: handle, count: count, day: try self.day(day), old: old, new: new)
    }

    @Test func `by a list that names none of its readings: they stop on its day, and are not sold any more`() throws {
        let (shock, plans) = (Shock.of2023, ["x": "Free v2"])
        let eve = try shock.eve()
        let text = try #require(try shock.lists().last)
        let book = try PriceBook(loading: text, on: shock.announced, networks: ["x"])
        let books = try PriceShelf(eve).books(with: [book])
        #expect(!book.rows.contains { $0.unit == "owned_read" })

        let seen = try effects(
            Terms(books: eve, plans: plans), Terms(books: books, plans: plans), on: "2023-03-29", naming: book)

        #expect(
            try seen == [
                effect("2023-05-01", .freeByPolicy, .notSold),
                effect("2023-05-01", .freeByPolicy, .notSold, "post_create", of: nil, count: 0),
            ])
    }

    @Test func `is told before it is chosen, with what it is cheaper by until then`() throws {
        let books = try PriceBooks.shipped()
        let each = PriceLine.Price.costs(Money(microUSD: 1_000))

        let seen = try effects(
            Terms(books: books, plans: [:]), Terms(books: books, plans: ["x": "Basic"]), on: "2026-05-15")

        #expect(
            try seen == [effect("2026-05-15", each, .freeByPolicy), effect("2026-06-01", each, .notSold)])
    }

    @Test func `is told where another one has the same price today and is sold for longer`() throws {
        let books = try PriceBooks.shipped()

        let seen = try effects(
            Terms(books: books, plans: ["x": "Basic"]), Terms(books: books, plans: ["x": "Pro"]), on: "2026-05-15")

        #expect(try seen == [effect("2026-06-01", .notSold, .freeByPolicy)])
    }
}
