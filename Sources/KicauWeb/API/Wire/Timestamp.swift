import KicauCore

/// Moments as RFC 3339 writes them.
enum Timestamp {
    static func text(_ instant: Instant) -> String { instant.rfc3339 }

    /// Reads a moment in any offset; nil for any other text.
    static func instant(_ text: String) -> Instant? {
        guard Shape.Form.instant.fits(text), let wall = WallFields(String(text.prefix(16))) else { return nil }
        var rest = text.dropFirst(16)
        var ms: Int64 = 0
        if rest.first == ":" {
            guard let seconds = Int64(rest.dropFirst().prefix(2)), seconds < 60 else { return nil }
            ms = seconds * 1000
            rest = rest.dropFirst(3)
            if rest.first == "." {
                let digits = rest.dropFirst().prefix(while: \.isNumber)
                ms += Int64((digits + "00").prefix(3)) ?? 0
                rest = rest.dropFirst(digits.count + 1)
            }
        }
        guard let offset = offsetMinutes(rest) else { return nil }
        return Instant(ms: (wall.asIfUTC - offset * 60) * 1000 + ms)
    }

    private static func offsetMinutes(_ text: Substring) -> Int64? {
        if text == "Z" { return 0 }
        guard let hours = Int64(text.dropFirst().prefix(2)), let minutes = Int64(text.suffix(2)), hours < 24,
            minutes < 60
        else { return nil }
        return (hours * 60 + minutes) * (text.first == "-" ? -1 : 1)
    }
}
