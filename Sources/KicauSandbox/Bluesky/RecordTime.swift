/// The datetime of a record: a full date and time with seconds and a zone.
enum RecordTime {
    static func isValid(_ text: String) -> Bool { ms(of: text) != nil }

    /// Milliseconds since 1970, nil when it is not a datetime.
    static func ms(of text: String) -> Int64? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[4] == dash, bytes[7] == dash, bytes[10] == UInt8(ascii: "T"),
            bytes[13] == colon, bytes[16] == colon, let year = number(bytes[0..<4]), let month = number(bytes[5..<7]),
            let day = number(bytes[8..<10]), let hour = number(bytes[11..<13]), let minute = number(bytes[14..<16]),
            let second = number(bytes[17..<19]), (1...12).contains(month),
            (1...length(ofMonth: month, year: year)).contains(day), hour < 24, minute < 60, second < 60,
            let (fraction, zone) = fractionAndZone(bytes[19...])
        else { return nil }
        let days = Int64(dayNumber(year, month, day))
        let seconds = days * 86_400 + Int64(hour * 3600 + minute * 60 + second)
        return seconds * 1000 + Int64(fraction) - Int64(zone) * 60_000
    }

    /// With milliseconds, in Greenwich time.
    static func text(ofMs ms: Int64) -> String {
        let day = ms >= 0 ? ms / 86_400_000 : (ms - 86_399_999) / 86_400_000
        let rest = Int(ms - day * 86_400_000)
        var year = 1970 + Int(day) / 366
        while dayNumber(year + 1, 1, 1) <= Int(day) { year += 1 }
        while dayNumber(year, 1, 1) > Int(day) { year -= 1 }
        var month = 1
        while month < 12, dayNumber(year, month + 1, 1) <= Int(day) { month += 1 }
        let date = [padded(year, 4), padded(month, 2), padded(Int(day) - dayNumber(year, month, 1) + 1, 2)]
        let time = [padded(rest / 3_600_000, 2), padded(rest / 60_000 % 60, 2), padded(rest / 1000 % 60, 2)]
        return date.joined(separator: "-") + "T" + time.joined(separator: ":") + "." + padded(rest % 1000, 3) + "Z"
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }

    private static let dash = UInt8(ascii: "-")
    private static let colon = UInt8(ascii: ":")

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    /// Milliseconds after the second, and minutes east of Greenwich.
    private static func fractionAndZone(_ rest: ArraySlice<UInt8>) -> (fraction: Int, zone: Int)? {
        var tail = rest
        var fraction = 0
        if tail.first == UInt8(ascii: ".") {
            let digits = tail.dropFirst().prefix { $0 >= 0x30 && $0 <= 0x39 }
            guard (1...20).contains(digits.count) else { return nil }
            let padded = Array(digits.prefix(3)) + Array(repeating: UInt8(ascii: "0"), count: max(0, 3 - digits.count))
            fraction = number(padded[...]) ?? 0
            tail = tail[digits.endIndex...]
        }
        if tail.elementsEqual([UInt8(ascii: "Z")]) { return (fraction, 0) }
        let zone = Array(tail)
        guard zone.count == 6, zone[0] == UInt8(ascii: "+") || zone[0] == dash, zone[3] == colon,
            let hours = number(zone[1..<3]), let minutes = number(zone[4..<6]), hours < 24, minutes < 60,
            !(zone[0] == dash && hours == 0 && minutes == 0)
        else { return nil }
        return (fraction, (zone[0] == dash ? -1 : 1) * (hours * 60 + minutes))
    }

    private static func length(ofMonth month: Int, year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }

    /// Days since 1970-01-01 in the proleptic Gregorian calendar.
    private static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let before = year - 1
        let leapDays = before / 4 - before / 100 + before / 400
        let thisYear = (1..<month).reduce(0) { $0 + length(ofMonth: $1, year: year) }
        return before * 365 + leapDays + thisYear + day - 1 - 719_162
    }
}
