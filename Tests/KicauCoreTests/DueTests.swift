import KicauCore
import Testing

@Suite("A wall time in a zone")
struct DueTests {
    @Test(arguments: [
        ("2026-11-24T09:00", "Asia/Jakarta", 1_795_485_600_000),
        ("2026-07-01T12:00", "Europe/Berlin", 1_782_900_000_000),
        ("2026-01-01T00:00", "UTC", 1_767_225_600_000),
        ("2026-06-01T09:00", "Asia/Kolkata", 1_780_284_600_000),
    ])
    func `becomes the instant its zone's rules give`(wall: String, zone: String, ms: Int64) throws {
        let due = try Due(wall: wall, zone: zone)

        #expect(due.instant.ms == ms)
        #expect(try Due(at: due.instant, zone: zone) == due)
    }

    @Test(arguments: [
        "Asia/Atlantis", "", "EST", "GMT+7", "Asia/..", "Asia//Jakarta", "/Jakarta", "../etc/passwd",
        String(repeating: "A", count: 500),
    ])
    func `is refused with a sentence when the zone is none`(zone: String) throws {
        let problem = #expect(throws: Problem.self) { try Due(wall: "2026-11-24T09:00", zone: zone) }

        #expect(problem?.code == .unknownZone)
        #expect(problem?.field == "zone")
    }

    @Test(arguments: [
        "", "soon", "2026-02-30T10:00", "2026-13-01T10:00", "2026-11-24T24:00", "2026-11-24 9:00",
        "2026-11-24T09:00:30",
    ])
    func `is refused with a sentence when it is no date`(wall: String) throws {
        let problem = #expect(throws: Problem.self) { try Due(wall: wall, zone: "UTC") }

        #expect(problem?.code == .badDate)
    }

    @Test(arguments: ["America/New_York", "Australia/Lord_Howe", "Asia/Jakarta", "Africa/Casablanca"])
    func `survives a trip through every hour of four years`(zone: String) throws {
        for hour in stride(from: Int64(1_767_225_600_000), to: 1_893_456_000_000, by: 3_600_000 * 23) {
            let due = try Due(at: Instant(ms: hour), zone: zone)

            let back = try Due(wall: due.wall, zone: zone, fold: due.fold)

            #expect(back == due, "\(zone) \(due.wall)")
        }
    }

    @Test func `keeps its place in a fold only where there is one`() throws {
        #expect(try Due(wall: "2026-10-25T02:30", zone: "Europe/Berlin", fold: .second).fold == .second)
        #expect(try Due(wall: "2026-10-25T12:30", zone: "Europe/Berlin", fold: .second).fold == .first)
    }
}
