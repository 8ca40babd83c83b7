import KicauCore
import Testing

@testable import KicauMeter

/// X Basic cost 100 dollars a month from 29 March 2023 and 200 from October 2024; Pro 5,000.
@Suite("Fees of plans")
struct PlanFeesTests {
    private let books: PriceBooks

    init() throws { books = try PriceBooks.shipped() }

    private func at(_ wall: String) throws -> Instant { try Due(wall: wall, zone: "Asia/Jakarta").instant }

    private func period(_ plan: String, _ since: String, _ until: String? = nil) throws -> PlanPeriod {
        PlanPeriod(
            platform: "x", plan: plan, zone: "Asia/Jakarta", since: try at(since), until: try until.map(at))
    }

    private func due(_ periods: [PlanPeriod], booked: Set<PlanFee.Key> = [], _ now: String) throws -> [String] {
        try PlanFees.due(periods, booked: booked, books: books, zone: "Asia/Jakarta", at: at(now)).map {
            "\($0.key.month) \($0.key.plan) \($0.amount.microUSD / 1_000_000)"
        }
    }

    @Test func `are owed in full for the month in which a plan begins, and for each after it`() throws {
        let basic = try period("Basic", "2025-01-20T15:00")

        #expect(try due([basic], "2025-01-20T15:11") == ["2025-01 Basic 200"])
        #expect(
            try due([basic], "2025-03-01T00:01") == ["2025-01 Basic 200", "2025-02 Basic 200", "2025-03 Basic 200"])
    }

    @Test func `are owed once for a month, also for a plan that is taken up again in it`() throws {
        let periods = [
            try period("Basic", "2025-01-05T08:00", "2025-01-10T08:00"),
            try period("Pro", "2025-01-10T08:00", "2025-01-20T08:00"), try period("Basic", "2025-01-20T08:00"),
        ]

        #expect(try due(periods, "2025-01-25T08:00") == ["2025-01 Basic 200", "2025-01 Pro 5000"])
        let booked: Set = [PlanFee.Key(platform: "x", plan: "Basic", month: "2025-01")]
        #expect(try due(periods, booked: booked, "2025-01-25T08:00") == ["2025-01 Pro 5000"])
    }

    @Test func `are not owed for a slip, nor for a month that begins as the plan ends`() throws {
        #expect(try due([period("Pro", "2025-01-20T15:00", "2025-01-20T15:09")], "2025-06-01T00:00").isEmpty)
        #expect(try due([period("Pro", "2025-01-20T15:00")], "2025-01-20T15:09").isEmpty)
        #expect(
            try due([period("Basic", "2025-01-20T15:00", "2025-02-01T00:00")], "2025-06-01T00:00")
                == ["2025-01 Basic 200"])
    }

    @Test func `turn with the month of the workspace's zone, and are dated its first moment under the plan`() throws {
        let basic = try period("Basic", "2025-01-20T15:00")
        let fees = try PlanFees.due(
            [basic], booked: [], books: books, zone: "Asia/Jakarta", at: Instant(ms: at("2025-02-01T00:00").ms + 1))

        #expect(fees.map(\.at) == [try at("2025-01-20T15:00"), try at("2025-02-01T00:00")])
    }

    /// Taken up on 1 February, 00:30 in Jakarta, when it is still January in UTC.
    @Test func `stay those of their months where the workspace moves west at the turn`() throws {
        let basic = try period("Basic", "2025-02-01T00:30")
        func due(_ now: String, booked: String...) throws -> [PlanFee] {
            try PlanFees.due(
                [basic], booked: Set(booked.map { PlanFee.Key(platform: "x", plan: "Basic", month: $0) }), books: books,
                zone: "UTC", at: Due(wall: now, zone: "UTC").instant)
        }

        #expect(try due("2025-01-31T18:00", booked: "2025-02").isEmpty)
        #expect(try due("2025-02-20T00:00", booked: "2025-02").isEmpty)
        #expect(try due("2025-02-28T18:00", booked: "2025-02").isEmpty)
        #expect(try due("2025-03-01T00:00", booked: "2025-02").map(\.key.month) == ["2025-03"])
        // Nobody was there before it moved: nothing is booked for a month that has not begun there.
        #expect(try due("2025-01-31T18:00").isEmpty)
        #expect(try due("2025-02-01T00:00").map(\.at) == [Due(wall: "2025-02-01T00:00", zone: "UTC").instant])
    }

    /// Taken up on 31 January, 20:00 UTC, when it is February already in Jakarta, and given up before the month turns.
    @Test func `stay those of their months where the workspace moves east at the turn`() throws {
        func instant(_ wall: String) throws -> Instant { try Due(wall: wall, zone: "UTC").instant }
        let (since, until) = (try instant("2025-01-31T20:00"), try instant("2025-01-31T22:00"))
        let basic = PlanPeriod(platform: "x", plan: "Basic", zone: "UTC", since: since, until: until)
        func due(_ periods: [PlanPeriod], booked: Set<PlanFee.Key>, _ now: String) throws -> [PlanFee] {
            try PlanFees.due(periods, booked: booked, books: books, zone: "Asia/Jakarta", at: instant(now))
        }
        let january: Set = [PlanFee.Key(platform: "x", plan: "Basic", month: "2025-01")]

        #expect(try due([basic], booked: january, "2025-01-31T20:20").isEmpty)
        #expect(try due([basic], booked: january, "2025-03-31T20:20").isEmpty)
        #expect(
            try due([basic], booked: [], "2025-03-31T20:20").map(\.at) == [Instant(ms: at("2025-02-01T00:00").ms - 1)])
        let kept = PlanPeriod(platform: "x", plan: "Basic", zone: "UTC", since: since)
        #expect(try due([kept], booked: january, "2025-01-31T23:59").isEmpty)
        #expect(try due([kept], booked: january, "2025-02-01T00:01").map(\.key.month) == ["2025-02"])
    }

    @Test func `have the price of their own month, and end with the plan`() throws {
        #expect(
            try due([period("Basic", "2024-09-10T08:00")], "2024-10-05T08:00")
                == ["2024-09 Basic 100", "2024-10 Basic 200"])
        // Sold until 31 May 2026.
        #expect(
            try due([period("Basic", "2026-05-10T08:00")], "2026-08-05T08:00") == ["2026-05 Basic 200"])
    }

    @Test func `are none for a plan without a fee, or one that nobody sells`() throws {
        #expect(try due([period("Free", "2025-01-10T08:00")], "2025-03-05T08:00").isEmpty)
        #expect(try due([period("Gold", "2025-01-10T08:00")], "2025-03-05T08:00").isEmpty)
    }

    @Test func `that nobody was there to book reach back a year, and no further`() throws {
        let months = try due([period("Enterprise Small", "2023-05-10T08:00")], "2025-03-05T08:00")

        #expect(months.count == 12)
        #expect(months.first == "2024-04 Enterprise Small 42000" && months.last == "2025-03 Enterprise Small 42000")
    }
}
