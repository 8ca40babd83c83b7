import Foundation
import KicauCore
import Testing

@testable import KicauMeter

@Suite("A price book's file")
struct PriceBookReadingTests {
    private func read(
        _ rows: String, head: String = "\"source\": \"a test\", \"entered\": \"2026-05-01\"",
        file: String = "x-2026-05-01.json"
    ) throws(Problem) -> PriceBook {
        let json = "{\"platform\": \"x\", \"book\": \"May\", \(head), \"rows\": [\(rows)]}"
        return try PriceBook(json: Data(json.utf8), file: file)
    }

    @Test func `is read as it stands`() throws {
        let book = try read(
            """
            {"unit": "post", "price": 15000, "from": "2026-05-01", "note": "a post"},
            {"unit": "token", "price": "free", "from": "2026-05-02", "to": "2026-05-03"},
            {"unit": "like", "price": "not-sold", "from": "2026-05-01"}
            """)

        #expect(book.name == "May" && book.platform == "x" && book.sourceURL == nil)
        #expect(book.since == Day("2026-05-01"))
        #expect(book.rows.map(\.price) == [.costs(Money(microUSD: 15000)), .freeByPolicy, .notSold])
        #expect(book.rows[1].to == Day("2026-05-03"))
        #expect(book.rows[0].note == "a post")
    }

    @Test(arguments: [
        (#"{"unit": "post", "price": 0, "from": "2026-05-01"}"#, "price"),
        (#"{"unit": "post", "price": 0.5, "from": "2026-05-01"}"#, "price"),
        (#"{"unit": "post", "price": -1, "from": "2026-05-01"}"#, "price"),
        (#"{"unit": "post", "price": "15000", "from": "2026-05-01"}"#, "price"),
        (#"{"unit": "post", "from": "2026-05-01"}"#, "price"),
        (#"{"unit": "post", "price": 1000000000000, "from": "2026-05-01"}"#, "price"),
        (#"{"unit": "post", "price": true, "from": "2026-05-01"}"#, "price"),
        (#"{"unit": "", "price": 1, "from": "2026-05-01"}"#, "unit"),
        (#"{"price": 1, "from": "2026-05-01"}"#, "unit"),
        (#"{"unit": "post", "price": 1, "from": "2026-02-30"}"#, "from"),
        (#"{"unit": "post", "price": 1, "from": "1 May 2026"}"#, "from"),
        (#"{"unit": "post", "price": 1, "from": "2026-05-01", "to": "2026-04-30"}"#, "to"),
        (#"{"unit": "post", "price": 1, "from": "2026-05-01", "until": "2026-06-01"}"#, "until"),
        (#""post""#, "object"),
    ])
    func `names the row and what is wrong in it`(row: String, word: String) {
        let good = #"{"unit": "good", "price": 1, "from": "2026-05-01"}"#

        let problem = #expect(throws: Problem.self) { try read(good + "," + row) }

        #expect(problem?.code == .badConfigFile)
        #expect(problem?.what.description.contains("row 2 of the price book x-2026-05-01.json") == true)
        #expect(problem?.what.description.contains(word) == true)
    }

    @Test func `needs its head, its rows and its right name`() {
        let row = #"{"unit": "good", "price": 1, "from": "2026-05-01"}"#
        #expect(throws: Problem.self) { try read("") }
        #expect(throws: Problem.self) { try read(row, head: "\"source\": \"a test\"") }
        #expect(throws: Problem.self) { try read(row, head: "\"entered\": \"2026-05-01\"") }
        #expect(throws: Problem.self) {
            try read(row, head: "\"source\": \"t\", \"entered\": \"2026-05-01\", \"x\": 1")
        }
        #expect(throws: Problem.self) { try read(row, file: "x-2026-05-02.json") }
        #expect(throws: Problem.self) { try PriceBook(json: Data("{".utf8), file: "x-2026-05-01.json") }
    }
}

@Suite("Price books laid one after the other")
struct LaidPriceBooksTests {
    private func book(_ platform: PlatformID, _ rows: [(String, PriceLine.Price, String, String?)]) throws -> PriceBook
    {
        PriceBook(
            platform: platform, name: "Book", source: "a test", sourceURL: nil,
            entered: try #require(Day("2026-01-01")),
            rows: try rows.map { unit, price, from, to in
                .init(
                    unit: unit, price: price, from: try #require(Day(from)), to: try to.map { try #require(Day($0)) },
                    note: ""
                )
            }
        )
    }

    private let one = PriceLine.Price.costs(Money(microUSD: 1))
    private let two = PriceLine.Price.costs(Money(microUSD: 2))

    private func at(_ day: String, _ time: Duration = .zero) throws -> Instant { try #require(Day(day)).begins + time }

    @Test func `a price holds from midnight UTC until a later one takes over`() throws {
        let books = try PriceBooks([
            book("x", [("post", two, "2026-03-01", nil)]), book("x", [("post", one, "2026-02-01", nil)]),
        ])

        #expect(try books.price(of: "post", on: "x", at: at("2026-02-01") - .milliseconds(1)) == nil)
        #expect(try books.price(of: "post", on: "x", at: at("2026-02-01")) == one)
        #expect(try books.price(of: "post", on: "x", at: at("2026-03-01") - .milliseconds(1)) == one)
        #expect(try books.price(of: "post", on: "x", at: at("2026-03-01")) == two)
        #expect(try books.price(of: "post", on: "x", at: at("2099-01-01")) == two)
        #expect(try books.price(of: "post", on: "y", at: at("2026-03-01")) == nil)
        #expect(try books.price(of: "boast", on: "x", at: at("2026-03-01")) == nil)
    }

    @Test func `the last day of a row is still its day`() throws {
        let books = try PriceBooks([
            book("x", [("post", one, "2026-02-01", "2026-02-28"), ("post", two, "2026-03-01", nil)])
        ])

        #expect(try books.price(of: "post", on: "x", at: at("2026-02-28", .hours(23))) == one)
        #expect(try books.price(of: "post", on: "x", at: at("2026-03-01")) == two)
    }

    @Test func `two prices for a day are refused`() throws {
        let twice = try [book("x", [("post", one, "2026-02-01", nil)]), book("x", [("post", two, "2026-02-01", nil)])]
        let over = try [book("x", [("post", one, "2026-02-01", "2026-03-01"), ("post", two, "2026-03-01", nil)])]

        for books in [twice, over] {
            let problem = #expect(throws: Problem.self) { try PriceBooks(books) }
            #expect(problem?.what.description.contains("two prices") == true)
        }
    }

    @Test func `a day without a price after the first is refused`() throws {
        let between = try [book("x", [("post", one, "2026-02-01", "2026-02-27"), ("post", two, "2026-03-01", nil)])]
        let after = try [book("x", [("post", one, "2026-02-01", "2026-02-27")])]

        for books in [between, after] {
            let problem = #expect(throws: Problem.self) { try PriceBooks(books) }
            #expect(problem?.what.description.contains("no price from 2026-02-28") == true)
        }
    }

    @Test func `a fare adds up, and free is free`() throws {
        let books = try PriceBooks([
            book("x", [("post", two, "2026-02-01", nil), ("token", .freeByPolicy, "2026-02-01", nil)]),
            book("x", [("other", one, "2026-06-01", nil)]),
        ])

        let fare = try books.fare(
            for: [MeterUnit("post", count: 3), MeterUnit("token"), MeterUnit("gone", count: 0)], on: "x",
            at: at("2026-07-01"))

        #expect(fare.total == Money(microUSD: 6))
        #expect(fare.items.map(\.each) == [Money(microUSD: 2), .zero])
        #expect(fare.book == "Book, 2026-06-01")
        #expect(try books.fare(for: [MeterUnit("post")], on: "x", at: at("2026-05-31")).book == "Book, 2026-02-01")
    }

    @Test func `an unknown price refuses, and so does what is not sold`() throws {
        let books = try PriceBooks([
            book("x", [("post", one, "2026-02-01", nil), ("post", .notSold, "2026-04-20", nil)])
        ])

        func code(_ unit: MeterUnit, _ day: String) throws -> Problem.Code? {
            let now = try at(day)
            return #expect(throws: Problem.self) { try books.fare(for: [unit], on: "x", at: now) }?.code
        }

        #expect(try code(MeterUnit("post"), "2026-01-31") == .unknownPrice)
        #expect(try code(MeterUnit("boast"), "2026-03-01") == .unknownPrice)
        #expect(try code(MeterUnit("post", count: -1), "2026-03-01") == .unknownPrice)
        #expect(try code(MeterUnit("post", count: .max), "2026-03-01") == .unknownPrice)
        #expect(try code(MeterUnit("post"), "2026-04-20") == .notSoldAnyMore)
        let problem = #expect(throws: Problem.self) {
            try books.fare(for: [MeterUnit("post")], on: "x", at: at("2026-11-24"))
        }
        #expect(problem?.what.description == "x has not sold post since 2026-04-20.")
    }
}
