import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauMeter

/// X gets other prices every day, and a plan of its own has others again.
@Suite("History rated anew from its events alone")
struct ReratingTests {
    private static let units = ["owned_read", "post_read"]

    private static func book(_ plan: String?, using random: inout SeededRandom) throws -> PriceBook {
        let first = try #require(Day("2026-05-30"))
        let rows = (0..<160).flatMap { number -> [String] in
            Self.units.map { unit -> String in
                let (day, price) = (
                    Day(number: first.number + Int64(number)), Int.random(in: 1...9_999, using: &random)
                )
                return "{\"unit\": \"\(unit)\", \"price\": \(price), \"from\": \"\(day)\"}"
            }
        }
        let text = """
            {"platform": "x", "book": "A price a day", \(plan.map { "\"plan\": \"\($0)\"," } ?? "")
             "source": "a test", "entered": "2026-05-30", "rows": [\(rows.joined(separator: ","))]}
            """
        return try PriceBook(loading: text, on: first, networks: ["x"])
    }

    private func counter(using random: inout SeededRandom) async throws -> Counter {
        let counter = try await Counter.open()
        let books = [try Self.book(nil, using: &random), try Self.book("Small", using: &random)]
        let now = counter.time.now()
        try counter.prices.put(books.map { LoadedBook($0, entered: now) }, mark: "a test")
        return counter
    }

    /// A call that takes hours, or days.
    private func read(_ counter: Counter, using random: inout SeededRandom) async {
        let wait = Duration.minutes(Int.random(in: 0...3_000, using: &random))
        counter.wire.meanwhile { counter.time.advance(by: wait) }
        #expect(await counter.read(Self.units[Int.random(in: 0...1, using: &random)]) == nil)
        counter.time.advance(by: .minutes(Int.random(in: 0...900, using: &random)))
    }

    /// A post that is due some day, under the plan or not, and is booked some day after.
    private func post(_ number: Int, _ counter: Counter, using random: inout SeededRandom) async throws {
        let now = counter.time.now()
        let due = now + .minutes(Int.random(in: 0...20_000, using: &random))
        let settled = due + .minutes(Int.random(in: 0...9_000, using: &random))
        let units = Self.units.map { MeterUnit($0, count: Int.random(in: 1...5, using: &random)) }
        let fare = try counter.prices.books.fare(
            for: units, on: "x", under: Bool.random(using: &random) ? "Small" : nil, at: due)
        let hold = NewHold(
            name: "delivery/\(number)/part/0", workspace: counter.caller.workspace.id, delivery: nil, account: nil,
            platform: "x", month: "2026-06", fare: fare, priced: due)
        try await counter.store.write { tx in
            _ = try tx.hold(hold, at: now)
            try tx.captureHold(hold.name, at: settled)
        }
    }

    private func ledger(_ counter: Counter) async throws -> [String: Money] {
        let sums = try await counter.store.read { tx in
            try tx.all("SELECT account, SUM(micro_usd) AS sum FROM ledger_entry GROUP BY account") {
                (try $0.text("account"), try $0.money("sum"))
            }
        }
        return Dictionary(uniqueKeysWithValues: sums)
    }

    /// Forgets what was booked, and books what the events come to.
    private func rebuild(_ counter: Counter) async throws {
        let events = try await counter.store.read { try $0.bookedEvents(limit: 10_000) }.map(\.event)
        let books = counter.prices.books
        let sums = try events.map { (account: "expenses:x:\($0.unit.name)", sum: try books.rated($0)) }
        try await counter.store.write { tx in
            let txn = try tx.first("SELECT MIN(id) AS id FROM ledger_txn") { try $0.int64("id") }
            try tx.also("DELETE FROM ledger_entry")
            for (account, sum) in sums {
                for (name, amount) in [(account, sum), ("owed:x", Money.zero - sum)] {
                    try tx.also(
                        "INSERT INTO ledger_entry (txn_id, account, micro_usd) VALUES (\(txn), \(name), \(amount))")
                }
            }
        }
    }

    @Test(arguments: 0..<8) func `comes to identical micros, wherever prices turn between a call's begin and its end`(
        seed: Int
    ) async throws {
        var random = SeededRandom(seed: UInt64(seed))
        let counter = try await counter(using: &random)
        for number in 0..<25 {
            await read(counter, using: &random)
            try await post(number, counter, using: &random)
        }
        let before = try await ledger(counter)

        try await rebuild(counter)

        #expect(try await ledger(counter) == before && before.count == 3)
        let books = counter.prices.books
        let events = try await counter.store.read { try $0.bookedEvents(limit: 10_000) }
        #expect(events.count == 75 && books.strays(among: events).isEmpty)
        let crossing = try await counter.store.read { tx in
            try tx.first("SELECT COUNT(*) AS count FROM meter_event WHERE at_ms / 86400000 <> rated_ms / 86400000") {
                try $0.int("count")
            }
        }
        #expect(crossing ?? 0 > 10)
    }

    @Test func `goes by the day on which a call began, and says which event strays`() async throws {
        var random = SeededRandom(seed: 4)
        let counter = try await counter(using: &random)
        counter.wire.meanwhile { counter.time.advance(by: .days(2)) }
        let began = counter.time.now()
        #expect(await counter.read("owned_read") == nil)

        let events = try await counter.store.read { try $0.bookedEvents(limit: 10) }

        #expect(events.map(\.event.rated) == [began])
        #expect(try PriceBooks.shipped().strays(among: events).map(\.name) == events.map(\.event.name))
    }

    /// As a node of an older version writes them, and as they stood before this was known.
    @Test func `takes the end where the begin was not written`() async throws {
        var random = SeededRandom(seed: 5)
        let counter = try await counter(using: &random)
        #expect(await counter.read("owned_read") == nil)
        try await counter.store.write { try $0.also("UPDATE meter_event SET rated_ms = 0") }

        let events = try await counter.store.read { try $0.bookedEvents(limit: 10) }

        #expect(events.map(\.event.rated) == [counter.time.now()])
    }
}
