import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauMeter

@Suite("A price list that somebody loads")
struct LoadingPriceBooksTests {
    private let today = Day(of: Instant(ms: 1_795_000_000_000))

    private func list(
        rows: String = #"{"unit": "post_create", "price": 20000, "from": "2027-01-01"}"#, more: String = "",
        platform: String = "x", source: String = "a test"
    ) -> String {
        """
        {"platform": "\(platform)", "book": "X from January", "source": "\(source)", "entered": "2026-11-01", \(more)
         "rows": [\(rows)]}
        """
    }

    private func read(_ text: String) throws -> PriceBook {
        try PriceBook(loading: text, on: today, networks: ["x", "mastodon"])
    }

    @Test func `is read like the books that come with Kicau, whatever its file is called`() throws {
        let book = try read(list())

        #expect(book.platform == "x" && book.since.description == "2027-01-01")
        #expect(book.rows.map(\.price) == [.costs(Money(microUSD: 20_000))])
    }

    @Test func `says what is wrong in which row, and that nothing was changed`() throws {
        let wrong = [
            (list(rows: #"{"unit": "post_create", "price": -1, "from": "2027-01-01"}"#), "row 1"),
            (list(rows: #"{"unit": "post_create", "price": 0.5, "from": "2027-01-01"}"#), "row 1"),
            (list(rows: #"{"unit": "post_create", "price": 1, "from": "1 January"}"#), "row 1"),
            (list(rows: #"{"unit": "Post Create", "price": 1, "from": "2027-01-01"}"#), "Row 1"),
            (list(rows: #"{"unit": "post", "price": 1, "from": "1999-01-01"}"#), "1999-01-01"),
            (list(rows: ""), "rows"), (list(platform: "myspace"), "myspace"), (list(more: #""fee": 3,"#), "fee"),
            (list(more: #""sourceURL": "javascript:alert(1)","#), "https://"),
            (list(source: "a\u{202E}b"), "source"), ("{", "JSON"), ("", "JSON"),
            (list(source: String(repeating: "a", count: 1_001)), "1000"),
            (String(repeating: " ", count: PriceBook.mostBytes + 1), "KB"),
        ]
        for (text, word) in wrong {
            let problem = #expect(throws: Problem.self) { try read(text) }
            #expect(problem?.code == .badInput && problem?.field == "list")
            #expect(problem?.what.description.contains(word) == true, "\(problem?.what.description ?? "")")
            #expect(problem?.toDo.description.contains("Nothing was changed") == true)
        }
    }

    @Test func `takes the place of what an earlier one said from the same day on`() throws {
        let shelf = PriceShelf(try PriceBooks([read(list())]))
        let newer = try read(list(rows: #"{"unit": "post_create", "price": "not-sold", "from": "2027-01-01"}"#))

        let books = try shelf.books(with: [newer])

        #expect(books.price(of: "post_create", on: "x", at: try #require(Day("2027-01-01")).begins) == .notSold)
        #expect(books.fingerprint != shelf.books.fingerprint)
    }

    @Test func `is refused when two of its rows are for one day, or a day is left without a price`() throws {
        let shelf = PriceShelf(try PriceBooks([]))
        let row = #"{"unit": "post_create", "price": 20000, "from": "2027-01-01"}"#
        for rows in [
            "\(row), \(row)",
            #"{"unit": "post_create", "price": 20000, "from": "2027-01-01", "to": "2027-01-31"}"#,
        ] {
            let book = try read(list(rows: rows))
            #expect(throws: Problem.self) { try shelf.books(with: [book]) }
        }
    }

    @Test func `is seen by another node, and survives a restart`() async throws {
        let store = try await TestStore.fresh(now: Instant(ms: 1_795_000_000_000))
        let text = list()
        let here = try PriceShelf.shipped()
        let there = try PriceShelf.shipped()
        _ = try await here.refresh(from: store)

        let new = NewPriceList(platform: "x", name: "X", plan: nil, firstDay: "2027-01-01", json: text)
        let id = try #require(
            try await store.write { try $0.addPriceList(new, by: "Ayu", at: Instant(ms: 1_795_000_000_000)) })
        #expect(try await store.write { try $0.addPriceList(new, by: "Ayu", at: Instant(ms: 1)) } == nil)

        #expect(try await there.refresh(from: store))
        #expect(try await !there.refresh(from: store))
        let later = try #require(Day("2027-01-01")).begins
        #expect(there.books.price(of: "post_create", on: "x", at: later) == .costs(Money(microUSD: 20_000)))

        #expect(try await store.write { try $0.dropPriceList(id, by: "Ayu", at: Instant(ms: 2)) })
        #expect(try await !store.write { try $0.dropPriceList(id, by: "Ayu", at: Instant(ms: 3)) })
        #expect(try await there.refresh(from: store))
        #expect(there.books.price(of: "post_create", on: "x", at: later) == .costs(Money(microUSD: 15_000)))
    }
}
