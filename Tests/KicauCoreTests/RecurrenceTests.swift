import KicauCore
import Testing

@Suite("A series comes round")
struct RecurrenceTests {
    private func days(
        _ pattern: Recurrence.Pattern, first: String = "2026-11-24T09:00", end: Recurrence.End = .never,
        from: String = "2026-11-24", through: String
    ) throws -> [String] {
        let series = try Recurrence(pattern, from: first, zone: "Europe/Berlin", end: end)
        return series.days(
            from: try #require(WallFields(from + "T00:00")), through: try #require(WallFields(through + "T00:00"))
        ).map { String($0.dayText.dropFirst(5)) }
    }

    @Test func `every day`() throws {
        #expect(try days(.daily, through: "2026-11-27") == ["11-24", "11-25", "11-26", "11-27"])
    }

    @Test func `every week on its days`() throws {
        #expect(try days(.weekly([.monday, .friday]), through: "2026-12-07") == ["11-27", "11-30", "12-04", "12-07"])
    }

    @Test func `every month on a day, and leaves a month without it out`() throws {
        #expect(
            try days(.monthly(day: 31), first: "2026-12-31T09:00", through: "2027-05-31")
                == ["12-31", "01-31", "03-31", "05-31"])
        #expect(try days(.monthly(day: 29), through: "2027-03-31") == ["11-29", "12-29", "01-29", "03-29"])
    }

    @Test func `every month on its last day, leap years too`() throws {
        #expect(
            try days(.lastOfMonth, first: "2027-12-01T09:00", through: "2028-03-31")
                == ["12-31", "01-31", "02-29", "03-31"])
    }

    @Test func `every month on a weekday, counted from its start or its end`() throws {
        #expect(try days(.weekdayOfMonth(.second, .tuesday), through: "2027-02-28") == ["12-08", "01-12", "02-09"])
        #expect(try days(.weekdayOfMonth(.last, .friday), through: "2027-01-31") == ["11-27", "12-25", "01-29"])
    }

    @Test func `until a day, or so many times`() throws {
        #expect(try days(.daily, end: .until(day: "2026-11-25"), through: "2026-12-31") == ["11-24", "11-25"])
        #expect(try days(.weekly([.tuesday]), end: .times(2), through: "2027-12-31") == ["11-24", "12-01"])
        // The times before the span count as well.
        #expect(try days(.daily, end: .times(3), from: "2026-11-26", through: "2026-12-31") == ["11-26"])
    }

    @Test func `from its first day on, which may be none of its own`() throws {
        #expect(try days(.weekly([.monday]), from: "2026-01-01", through: "2026-12-01") == ["11-30"])
        #expect(try days(.daily, from: "2026-01-01", through: "2026-11-23") == [])
    }

    @Test func `at its time on the wall, on both sides of a clock change`() throws {
        let series = try Recurrence(.daily, from: "2026-10-24T09:00", zone: "Europe/Berlin", end: .never)
        let before = try series.due(on: #require(WallFields("2026-10-24T00:00")))
        let after = try series.due(on: #require(WallFields("2026-10-25T00:00")))

        #expect(after.instant - before.instant == .hours(25))
        #expect(after.wall == "2026-10-25T09:00")
    }

    @Test func `no more once it is over`() throws {
        let series = try Recurrence(.lastOfMonth, from: "2026-11-24T09:00", zone: "UTC", end: .times(2))

        #expect(series.next(from: try #require(WallFields("2026-12-01T00:00")))?.dayText == "2026-12-31")
        #expect(series.next(from: try #require(WallFields("2027-01-01T00:00"))) == nil)
        #expect(series.next(from: try #require(WallFields("2020-01-01T00:00")))?.dayText == "2026-11-30")
    }

    @Test(arguments: [
        (Recurrence.Pattern.weekly([]), Recurrence.End.never, "weekdays"), (.monthly(day: 32), .never, "day"),
        (.daily, .times(0), "times"), (.daily, .times(366), "times"), (.daily, .until(day: "2026-11-23"), "until"),
        (.daily, .until(day: "soon"), "until"),
    ])
    func `only by a rule that can be kept`(_ pattern: Recurrence.Pattern, _ end: Recurrence.End, _ field: String) {
        let problem = #expect(throws: Problem.self) {
            try Recurrence(pattern, from: "2026-11-24T09:00", zone: "UTC", end: end)
        }

        #expect(problem?.field == field)
    }
}
