import KicauCore

/// The ways networks write a time, read without a formatter.
enum TimeReading {
    /// ISO 8601 with seconds, any fraction, and "Z", "+07:00" or "+0700"; without a zone it is taken as UTC.
    static func iso(_ text: String) -> Instant? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 19, bytes[16] == UInt8(ascii: ":"), let wall = WallFields(String(text.prefix(16))),
            let seconds = number(bytes[17..<19]), seconds <= 60
        else { return nil }
        var rest = bytes[19...]
        var fraction: Int64 = 0
        if rest.first == UInt8(ascii: ".") {
            let digits = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
            guard !digits.isEmpty else { return nil }
            fraction = Int64(number(ArraySlice((Array(digits) + [0x30, 0x30]).prefix(3))) ?? 0)
            rest = rest.dropFirst(1 + digits.count)
        }
        guard let offset = offset(rest) else { return nil }
        return Instant(ms: (wall.asIfUTC + Int64(seconds) - offset) * 1000 + fraction)
    }

    /// The date of HTTP headers: "Tue, 24 Nov 2026 09:00:12 GMT".
    static func rfc1123(_ text: String) -> Instant? {
        let words = text.split(separator: " ")
        guard words.count == 6, let month = months.firstIndex(of: String(words[2])), words[1].count == 2,
            words[3].count == 4
        else { return nil }
        let monthText = month < 9 ? "0\(month + 1)" : "\(month + 1)"
        return iso("\(words[3])-\(monthText)-\(words[1])T\(words[4])Z")
    }

    /// Seconds since 1970, as rate-limit headers give them.
    static func epochSeconds(_ text: String) -> Instant? {
        guard let seconds = Int64(text), (0...99_999_999_999).contains(seconds) else { return nil }
        return Instant(ms: seconds * 1000)
    }

    /// `Retry-After`: seconds from now or a date.
    static func retryAfter(_ reply: Reply) -> Instant? {
        guard let text = reply.header("retry-after") else { return nil }
        if let seconds = Int(text), (0...604_800).contains(seconds) { return reply.at + .seconds(seconds) }
        return rfc1123(text)
    }

    /// "2026-11-24T09:00:12.345Z".
    static func isoText(_ instant: Instant) -> String {
        let seconds = Int64((Double(instant.ms) / 1000).rounded(.down))
        let wall = WallFields(secondsAsIfUTC: seconds).text
        return wall + ":" + padded(Int(seconds - seconds / 60 * 60), 2) + "."
            + padded(Int(instant.ms - seconds * 1000), 3)
            + "Z"
    }

    /// "2026-11-24T09:00:12Z": for networks that take no fraction.
    static func isoSeconds(_ instant: Instant) -> String { String(isoText(instant).prefix(19)) + "Z" }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func offset(_ bytes: ArraySlice<UInt8>) -> Int64? {
        guard let sign = bytes.first else { return 0 }
        if sign == UInt8(ascii: "Z"), bytes.count == 1 { return 0 }
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
        let digits = bytes.dropFirst().filter { $0 != UInt8(ascii: ":") }
        guard digits.count == 4, let hours = number(digits[0..<2]), let minutes = number(digits[2..<4]), hours < 24,
            minutes < 60
        else { return nil }
        let seconds = Int64(hours * 3600 + minutes * 60)
        return sign == UInt8(ascii: "-") ? -seconds : seconds
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for byte in bytes {
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return bytes.isEmpty ? nil : value
    }
}
