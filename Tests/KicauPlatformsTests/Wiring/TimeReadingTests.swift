import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Times as networks write them")
struct TimeReadingTests {
    @Test(arguments: [
        ("2026-11-24T12:00:00Z", Int64(0)), ("2026-11-24T12:00:00.5Z", 500), ("2026-11-24T19:00:00+0700", 0),
        ("2026-11-24T19:00:00.123456+07:00", 123), ("2026-11-24T12:00:01", 1000), ("2026-11-24T08:30:00-03:30", 0),
    ])
    func `are read`(text: String, after: Int64) {
        #expect(TimeReading.iso(text) == Instant(ms: Instant.noon.ms + after))
    }

    @Test(arguments: ["", "2026-11-24", "2026-13-24T12:00:00Z", "2026-11-24T12:00:00+7", "2026-11-24T12:00:00.Z"])
    func `are not guessed`(text: String) {
        #expect(TimeReading.iso(text) == nil)
    }

    @Test func `come in headers too, and go out again`() {
        #expect(TimeReading.rfc1123("Tue, 24 Nov 2026 12:00:00 GMT") == .noon)
        #expect(TimeReading.epochSeconds("1795521600") == .noon)
        #expect(TimeReading.isoText(.noon + .milliseconds(7)) == "2026-11-24T12:00:00.007Z")
        #expect(TimeReading.isoSeconds(.noon + .milliseconds(7)) == "2026-11-24T12:00:00Z")
    }
}
