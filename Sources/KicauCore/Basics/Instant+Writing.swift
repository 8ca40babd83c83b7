extension Instant {
    /// As RFC 3339 writes it, "2026-12-01T02:00:00.000Z": always UTC and of one length, so that texts sort as moments do.
    public var rfc3339: String {
        let milliseconds = Instant.remainder(ms, 1000)
        let seconds = (ms - milliseconds) / 1000
        return WallFields(secondsAsIfUTC: seconds).text
            + ":\(Instant.padded(Instant.remainder(seconds, 60), 2)).\(Instant.padded(milliseconds, 3))Z"
    }

    /// Never negative, also before 1970.
    private static func remainder(_ number: Int64, _ divisor: Int64) -> Int64 {
        (number % divisor + divisor) % divisor
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
