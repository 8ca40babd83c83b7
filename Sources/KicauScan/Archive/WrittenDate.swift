/// The moments that archives write, as milliseconds since 1970, UTC.
enum WrittenDate {
    /// Reads `2023-09-08T09:00:00.000Z`, `2023-09-08 09:00:00`, and X's `Fri Sep 08 09:00:00 +0000 2023`.
    static func ms(_ text: String) -> Int64? {
        let words = text.split(separator: " ")
        return words.count == 6 ? fromX(words) : fromISO(text)
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func fromX(_ words: [Substring]) -> Int64? {
        guard let month = months.firstIndex(of: String(words[1])), let day = Int64(words[2]),
            let year = Int64(words[5]),
            let time = time(words[3]), let zone = zone(words[4])
        else { return nil }
        return ms(year, Int64(month + 1), day, time - zone)
    }

    private static func fromISO(_ text: String) -> Int64? {
        guard text.utf8.count >= 10 else { return nil }
        let date = text.prefix(10).split(separator: "-").compactMap { Int64($0) }
        guard date.count == 3 else { return nil }
        let rest = text.dropFirst(11)
        let zoneAt = rest.firstIndex { "Z+-".contains($0) } ?? rest.endIndex
        guard let time = rest.isEmpty ? 0 : time(rest[..<zoneAt].prefix { $0 != " " }) else { return nil }
        let zoneText = rest[zoneAt...]
        guard let zone = zoneText.isEmpty || zoneText == "Z" ? 0 : zone(zoneText) else { return nil }
        return ms(date[0], date[1], date[2], time - zone)
    }

    /// Milliseconds of `09:05`, `09:05:07` or `09:05:07.250`.
    private static func time(_ text: Substring) -> Int64? {
        let parts = text.split(separator: ":")
        guard parts.count == 2 || parts.count == 3, let hour = Int64(parts[0]), let minute = Int64(parts[1]),
            let second = parts.count == 3 ? Double(parts[2]) : 0, (0...24).contains(hour), (0...59).contains(minute),
            (0..<61).contains(second)
        else { return nil }
        return (hour * 60 + minute) * 60_000 + Int64((second * 1_000).rounded())
    }

    /// Milliseconds of `+0700` or `-03:30`.
    private static func zone(_ text: Substring) -> Int64? {
        let digits = text.dropFirst().filter { $0 != ":" }
        guard let sign = text.first, sign == "+" || sign == "-", digits.count == 4, let value = Int64(digits) else {
            return nil
        }
        return (sign == "-" ? -1 : 1) * (value / 100 * 60 + value % 100) * 60_000
    }

    /// Days since 1970 in the Gregorian calendar, counted from March so that the day of a leap year comes last.
    private static func ms(_ year: Int64, _ month: Int64, _ day: Int64, _ time: Int64) -> Int64? {
        guard (1...9_999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        let shifted = month > 2 ? year : year - 1
        let fromMarch = (month + 9) % 12
        let days = shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + (fromMarch * 153 + 2) / 5 + day - 1
        return (days - 719_468) * 86_400_000 + time
    }
}
