import KicauCore
import Testing

/// Rules made up for a test: offsets in seconds, each from a moment on.
private struct MadeUpZone: ZoneOffsets {
    let changes: [(from: Int64, offset: Int64)]

    func offset(at seconds: Int64) -> Int64 { changes.last { $0.from <= seconds }?.offset ?? changes[0].offset }
}

@Suite("A wall time on a day on which the clock is changed")
struct ClockChangeTests {
    private func utc(_ wall: String) throws -> Instant { try Due(wall: wall, zone: "UTC").instant }

    @Test(arguments: [
        // North and south of the equator, half an hour in Lord Howe, two hours in Troll.
        ("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:30", 60),
        ("America/New_York", "2026-03-08T02:00", "2026-03-08T07:00", 60),
        ("America/Santiago", "2026-09-06T00:15", "2026-09-06T04:15", 60),
        ("Australia/Sydney", "2026-10-04T02:59", "2026-10-03T16:59", 60),
        ("Australia/Lord_Howe", "2026-10-04T02:10", "2026-10-03T15:40", 30),
        ("Antarctica/Troll", "2026-03-29T02:30", "2026-03-29T02:30", 120),
    ])
    func `gap: moves forward by the gap`(zone: String, wall: String, at: String, minutes: Int) throws {
        let due = try Due(wall: wall, zone: zone)

        #expect(due.instant == (try utc(at)))
        #expect(due.reading(in: try Zones.named(zone)) == .skipped(movedTo: due.instant, by: .minutes(minutes)))
        #expect(due.wall == wall)
    }

    @Test(arguments: [
        ("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30", "2026-10-25T01:30"),
        ("America/New_York", "2026-11-01T01:00", "2026-11-01T05:00", "2026-11-01T06:00"),
        ("America/Santiago", "2026-04-04T23:30", "2026-04-05T02:30", "2026-04-05T03:30"),
        ("Australia/Sydney", "2026-04-05T02:00", "2026-04-04T15:00", "2026-04-04T16:00"),
        ("Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45", "2026-04-04T15:15"),
        ("Antarctica/Troll", "2026-10-25T01:30", "2026-10-24T23:30", "2026-10-25T01:30"),
    ])
    func `fold: the first is meant unless the second is asked for`(
        zone: String, wall: String, first: String, second: String
    ) throws {
        #expect(try Due(wall: wall, zone: zone).instant == (try utc(first)))
        #expect(try Due(wall: wall, zone: zone, fold: .first).instant == (try utc(first)))
        #expect(try Due(wall: wall, zone: zone, fold: .second).instant == (try utc(second)))
    }

    @Test(arguments: ["Europe/Berlin", "Australia/Lord_Howe"])
    func `edges: the minutes beside a change are shown once`(zone: String) throws {
        let rules = try Zones.named(zone)
        let edges = [
            "Europe/Berlin": ["2026-03-29T01:59", "2026-03-29T03:00", "2026-10-25T01:59", "2026-10-25T03:00"],
            "Australia/Lord_Howe": ["2026-10-04T01:59", "2026-10-04T02:30", "2026-04-05T01:29", "2026-04-05T02:00"],
        ]

        for wall in try #require(edges[zone]) {
            let due = try Due(wall: wall, zone: zone)
            #expect(due.reading(in: rules) == .once(due.instant), "\(wall)")
        }
    }

    @Test func `date line: a day that was left out moves to the next`() throws {
        let due = try Due(wall: "2011-12-30T10:00", zone: "Pacific/Apia")

        #expect(due.instant == (try utc("2011-12-30T20:00")))
        #expect(due.reading(in: try Zones.named("Pacific/Apia")) == .skipped(movedTo: due.instant, by: .hours(24)))
        #expect(try Due(at: due.instant, zone: "Pacific/Apia").wall == "2011-12-31T10:00")
    }

    @Test func `two changes within a month: each is kept to`() throws {
        // Morocco goes back for Ramadan and forward after it: 15 February and 22 March 2026.
        let zone = "Africa/Casablanca"
        #expect(try Due(wall: "2026-02-15T02:30", zone: zone).instant == (try utc("2026-02-15T01:30")))
        #expect(try Due(wall: "2026-02-15T02:30", zone: zone, fold: .second).instant == (try utc("2026-02-15T02:30")))
        #expect(try Due(wall: "2026-03-01T09:00", zone: zone).instant == (try utc("2026-03-01T09:00")))
        #expect(try Due(wall: "2026-03-22T02:30", zone: zone).instant == (try utc("2026-03-22T02:30")))
        #expect(try Due(at: utc("2026-03-22T02:30"), zone: zone).wall == "2026-03-22T03:30")
    }

    @Test func `two changes within a day: a time shown three times has a first and a last`() throws {
        let day: Int64 = 1_780_272_000  // 2026-06-01
        let zone = MadeUpZone(changes: [(0, 7200), (day + 36_000, 3600), (day + 39_600, 0)])
        let wall = try #require(WallFields("2026-06-01T11:00"))

        #expect(
            WallReading(of: wall, in: zone)
                == .twice(first: Instant(seconds: day + 32_400), second: Instant(seconds: day + 39_600)))
    }

    @Test func `two changes within a day: what is jumped moves by its own gap`() throws {
        let day: Int64 = 1_780_272_000
        let zone = MadeUpZone(changes: [(0, 0), (day + 36_000, 3600), (day + 43_200, 0)])
        let wall = try #require(WallFields("2026-06-01T10:20"))

        #expect(
            WallReading(of: wall, in: zone)
                == .skipped(movedTo: Instant(seconds: day + 37_200), by: .minutes(60)))
    }

    @Test(arguments: [
        ("2100-07-01T12:00", "Europe/Berlin", "2100-07-01T10:00"),
        ("2100-01-01T12:00", "America/New_York", "2100-01-01T17:00"),
        ("1970-01-01T12:00", "Asia/Tokyo", "1970-01-01T03:00"),
        ("9999-12-31T23:59", "UTC", "9999-12-31T23:59"),
    ])
    func `far dates: the last rules known go on`(wall: String, zone: String, at: String) throws {
        #expect(try Due(wall: wall, zone: zone).instant == (try utc(at)))
    }

    @Test func `agrees with a minute by minute walk over a year of changes`() throws {
        for zone in ["Europe/Berlin", "Australia/Lord_Howe", "America/Sao_Paulo", "Africa/Casablanca"] {
            let rules = try Zones.named(zone)
            for minute in stride(from: Int64(1_767_225_600), to: 1_798_761_600, by: 60 * 17) {
                let wall = WallFields(secondsAsIfUTC: minute + rules.offset(at: minute))

                switch WallReading(of: wall, in: rules) {
                case .once(let instant): #expect(instant.seconds == minute, "\(zone) \(wall.text)")
                case .twice(let first, let second):
                    #expect(first.seconds == minute || second.seconds == minute, "\(zone) \(wall.text)")
                case .skipped: Issue.record("\(zone) shows \(wall.text)")
                }
            }
        }
    }
}
