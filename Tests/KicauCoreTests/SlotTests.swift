import KicauCore
import Testing

@Suite("A week of posting times")
struct SlotTests {
    private func next(
        _ zone: String, _ slots: [Slot], after wall: String, taken: [String] = []
    ) throws -> Due? {
        let taken = try taken.map { try Due(wall: $0, zone: zone).instant }
        return SlotWeek(zone: zone, slots: slots).nextFree(
            taken: Set(taken), after: try Due(wall: wall, zone: zone).instant, under: try Zones.named(zone))
    }

    private let week = [Slot(.monday, minute: 540), Slot(.monday, minute: 1050), Slot(.thursday, minute: 0)]

    @Test(arguments: [
        ("2026-11-23T08:00", "2026-11-23T09:00"), ("2026-11-23T09:00", "2026-11-23T17:30"),
        ("2026-11-23T17:30", "2026-11-26T00:00"), ("2026-11-26T00:00", "2026-11-30T09:00"),
    ])
    func `gives the first that is still to come`(after: String, wall: String) throws {
        #expect(try next("Asia/Jakarta", week, after: after)?.wall == wall)
    }

    @Test func `passes over what is taken`() throws {
        let taken = ["2026-11-23T09:00", "2026-11-23T17:30", "2026-11-26T00:00", "2026-11-30T09:00"]

        #expect(try next("Asia/Jakarta", week, after: "2026-11-23T08:00", taken: taken)?.wall == "2026-11-30T17:30")
    }

    @Test func `gives none where there is none, or all of a year are taken`() throws {
        let all = (0...53).map { WallFields(secondsAsIfUTC: 1_795_392_000 + $0 * 604_800 + 32_400).text }

        #expect(try next("Asia/Jakarta", [], after: "2026-11-23T08:00") == nil)
        #expect(
            try next("Asia/Jakarta", [Slot(.monday, minute: 540)], after: "2026-11-23T08:00", taken: all) == nil)
    }

    @Test func `moves with the clock where it jumps over a slot, once`() throws {
        let slots = [Slot(.sunday, minute: 150), Slot(.sunday, minute: 210)]

        let first = try next("Europe/Berlin", slots, after: "2026-03-28T12:00")

        #expect(first?.wall == "2026-03-29T02:30")
        #expect(first?.instant == (try Due(wall: "2026-03-29T01:30", zone: "UTC").instant))
        // 03:30 is the same moment that day, so it is taken as well.
        let second = try next("Europe/Berlin", slots, after: "2026-03-28T12:00", taken: ["2026-03-29T02:30"])
        #expect(second?.wall == "2026-04-05T02:30")
    }

    @Test func `comes once on a day on which the clock shows it twice`() throws {
        let slots = [Slot(.sunday, minute: 150)]

        let first = try next("Europe/Berlin", slots, after: "2026-10-24T12:00")
        let second = try next("Europe/Berlin", slots, after: "2026-10-24T12:00", taken: ["2026-10-25T02:30"])

        #expect(first?.instant == (try Due(wall: "2026-10-25T00:30", zone: "UTC").instant))
        #expect(second?.wall == "2026-11-01T02:30")
    }

    @Test func `keeps to its wall over a clock change`() throws {
        let slots = [Slot(.saturday, minute: 540), Slot(.sunday, minute: 540)]

        let before = try #require(try next("Europe/Berlin", slots, after: "2026-10-24T08:00"))
        let after = try #require(try next("Europe/Berlin", slots, after: "2026-10-24T09:00"))

        #expect(after.instant - before.instant == .hours(25))
    }
}
