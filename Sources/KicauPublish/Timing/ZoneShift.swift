import KicauCore
import KicauStore

/// What a change of a zone's rules makes of a plan. Pure: the rules come in.
enum ZoneShift {
    /// The same wall time under the new rules; nil when it stays where it is.
    ///
    /// A plan made of an instant keeps its seconds, which no wall time has: within its minute it has not moved.
    static func moved(_ due: Due, under rules: some ZoneOffsets) -> Due? {
        guard let reading = due.reading(in: rules) else { return nil }
        let instant = reading.instant(due.fold)
        let difference = (due.instant - instant).inMilliseconds
        guard !(0..<60_000).contains(difference) else { return nil }
        return Due(wall: due.wall, zone: due.zone, instant: instant, fold: reading.isTwice ? due.fold : .first)
    }

    /// All changes of offset in three years from the first of January on, as one hash: equal rules have equal hashes.
    ///
    /// Nothing is planned further ahead than two years, and whole years keep the hash from changing every day.
    static func fingerprint(of rules: some ZoneOffsets, from year: Int) -> String {
        let start = WallFields(year: year).asIfUTC
        let changes = stride(from: start, to: WallFields(year: year + 3).asIfUTC, by: 1800).reduce(
            into: (lines: [String](), offset: Int64.min)
        ) { found, seconds in
            let offset = rules.offset(at: seconds)
            guard offset != found.offset else { return }
            found = (found.lines + ["\(seconds) \(offset)"], offset)
        }
        return Digest.hex(changes.lines.joined(separator: "\n"))
    }

    static func story(from old: Due, to new: Due) -> Settlement.Story {
        Settlement.Story(
            "The rules of \(new.zone) changed: \(new.wall) there is \(utc(new)) UTC now, and was \(utc(old)) UTC.")
    }

    private static func utc(_ due: Due) -> String { WallFields(secondsAsIfUTC: due.instant.seconds).text }
}
