public import Foundation

/// When a post is due: the wall time and zone the author meant, and the instant that comes of them.
public struct Due: Hashable, Sendable, Codable {
    /// "2026-11-24T09:00", without a zone.
    public let wall: String
    /// IANA zone name.
    public let zone: String
    public let instant: Instant

    public init(wall: String, zone: String, instant: Instant) {
        self.wall = wall
        self.zone = zone
        self.instant = instant
    }

    /// Reads a wall time in a zone.
    ///
    /// A time in the gap of a clock change moves forward by the gap; in a fold the first of the two is meant.
    /// - Throws: `Problem` `.unknownZone` or `.badDate`.
    public init(wall: String, zone: String) throws(Problem) {
        let timeZone = try Zones.named(zone)
        guard let fields = WallFields(wall) else {
            throw Problem(
                .badDate, "\"\(String(wall.prefix(40)))\" is not a date and time.",
                do: "Write it like 2026-11-24T09:00.", field: "due"
            )
        }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        let utc = fields.asIfUTC
        instant = Due.instant(ofWallSeconds: utc, in: timeZone)
        self.wall = fields.text
        self.zone = zone
    }

    /// The wall time of an instant in a zone, and both together.
    public init(at instant: Instant, zone: String) throws(Problem) {
        let timeZone = try Zones.named(zone)
        let shifted = instant.ms / 1000 + Int64(timeZone.secondsFromGMT(for: instant.date))
        self.init(wall: WallFields(secondsAsIfUTC: shifted).text, zone: zone, instant: instant)
    }

    /// Offsets on both sides of a possible change decide: a gap is jumped with the offset before it, a fold takes the earlier instant.
    private static func instant(ofWallSeconds wall: Int64, in zone: TimeZone) -> Instant {
        func offset(at seconds: Int64) -> Int64 {
            Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds))))
        }
        let before = offset(at: wall - 86_400)
        let after = offset(at: wall + 86_400)
        let candidates = [wall - max(before, after), wall - min(before, after)]
        for candidate in candidates where candidate + offset(at: candidate) == wall {
            return Instant(ms: candidate * 1000)
        }
        let exact = wall - offset(at: wall - before)
        return Instant(ms: (exact + offset(at: exact) == wall ? exact : wall - before) * 1000)
    }
}

/// Zone look-up with a sentence instead of a nil.
public enum Zones {
    /// - Throws: `Problem` `.unknownZone`.
    public static func named(_ name: String) throws(Problem) -> TimeZone {
        guard isWellFormed(name), let zone = TimeZone(identifier: name) else {
            throw Problem(
                .unknownZone, "There is no time zone called \"\(String(name.prefix(64)))\".",
                do: "Use an IANA name such as Asia/Jakarta or Europe/Berlin.", field: "zone"
            )
        }
        return zone
    }

    /// Foundation also takes abbreviations and offsets ("EST", "GMT+7"), and an author never means their rules. Its own list
    /// of names is no help: it lacks newer spellings such as Asia/Kolkata.
    private static func isWellFormed(_ name: String) -> Bool {
        let pieces = name.split(separator: "/", omittingEmptySubsequences: false)
        return name == "UTC"
            || name.utf8.count <= 64 && (2...3).contains(pieces.count)
                && pieces.allSatisfy { $0.first?.isLetter == true && $0.allSatisfy(isZoneCharacter) }
    }

    private static func isZoneCharacter(_ character: Character) -> Bool {
        character.isASCII
            && (character.isLetter || character.isNumber || character == "_" || character == "-" || character == "+")
    }

    public static let all: [String] = TimeZone.knownTimeZoneIdentifiers.filter { $0.contains("/") }.sorted() + ["UTC"]
}

extension Instant {
    public var date: Date { Date(timeIntervalSince1970: TimeInterval(ms) / 1000) }

    public init(_ date: Date) { self.init(ms: Int64((date.timeIntervalSince1970 * 1000).rounded(.down))) }
}
