import KicauCore

/// Moments as RFC 3339 writes them.
enum Timestamp {
    /// "2026-12-01T02:00:00.000Z": always UTC and of one length, so that texts sort as moments do.
    static func text(_ instant: Instant) -> String {
        let seconds = (instant.ms - modulo(instant.ms, 1000)) / 1000
        return WallFields(secondsAsIfUTC: seconds).text
            + ":\(padded(modulo(seconds, 60), 2)).\(padded(modulo(instant.ms, 1000), 3))Z"
    }

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

    private static func modulo(_ number: Int64, _ divisor: Int64) -> Int64 {
        (number % divisor + divisor) % divisor
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
