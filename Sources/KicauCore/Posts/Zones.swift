public import Foundation

/// Zone look-up with a sentence instead of a nil.
public enum Zones {
    /// Nil where this machine does not know it, or not any more: releases of the zone data drop names.
    public static func known(_ name: String) -> TimeZone? { isWellFormed(name) ? TimeZone(identifier: name) : nil }

    /// - Throws: `Problem` `.unknownZone`.
    public static func named(_ name: String) throws(Problem) -> TimeZone {
        guard let zone = known(name) else {
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
