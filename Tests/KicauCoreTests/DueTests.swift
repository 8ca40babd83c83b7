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

    @Test func `in the gap of a clock change moves forward by the gap`() throws {
        let due = try Due(wall: "2026-03-29T02:30", zone: "Europe/Berlin")

        #expect(try Due(at: due.instant, zone: "Europe/Berlin").wall == "2026-03-29T03:30")
    }

    @Test func `in a fold means the first of the two`() throws {
        let due = try Due(wall: "2026-10-25T02:30", zone: "Europe/Berlin")

        #expect(due.instant == (try Due(wall: "2026-10-25T00:30", zone: "UTC")).instant)
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

    @Test func `survives a trip through every hour of four years`() throws {
        for zone in ["America/New_York", "Australia/Lord_Howe", "Asia/Jakarta", "Africa/Casablanca"] {
            for hour in stride(from: Int64(1_767_225_600_000), to: 1_893_456_000_000, by: 3_600_000 * 23) {
                let due = try Due(at: Instant(ms: hour), zone: zone)
                let back = try Due(wall: due.wall, zone: zone).instant.ms
                // In a fold the second pass reads back as the first.
                #expect(back == hour || hour - back == 3_600_000 || hour - back == 1_800_000, "\(zone) \(due.wall)")
            }
        }
    }
}
