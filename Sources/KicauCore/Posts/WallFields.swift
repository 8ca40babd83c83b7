/// A date and time as it stands on a wall, without a zone. Proleptic Gregorian, years 1970 to 9999.
public struct WallFields: Hashable, Sendable {
    public let year: Int
    public let month: Int
    public let day: Int
    public let hour: Int
    public let minute: Int

    /// Reads "2026-11-24T09:00" (a space or seconds of 00 are also taken). Nil for any other text or a day that does not exist.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 16 || bytes.count == 19, bytes[4] == 0x2D, bytes[7] == 0x2D, bytes[13] == 0x3A,
            bytes[10] == 0x54 || bytes[10] == 0x20
        else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            var value = 0
            for byte in bytes[range] {
                guard (0x30...0x39).contains(byte) else { return nil }
                value = value * 10 + Int(byte - 0x30)
            }
            return value
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10), let hour = number(11..<13),
            let minute = number(14..<16), year >= 1970, (1...12).contains(month), hour < 24, minute < 60,
            (1...WallFields.daysIn(month: month, year: year)).contains(day)
        else { return nil }
        if bytes.count == 19 { guard bytes[16] == 0x3A, number(17..<19) == 0 else { return nil } }
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
    }

    /// The first minute of a year.
    public init(year: Int) { self.init(secondsAsIfUTC: WallFields.days(year: year, month: 1, day: 1) * 86_400) }

    /// What a clock there shows at that moment.
    public init(at instant: Instant, in rules: some ZoneOffsets) {
        self.init(secondsAsIfUTC: instant.seconds + rules.offset(at: instant.seconds))
    }

    public init(secondsAsIfUTC seconds: Int64) {
        let (days, rest) = seconds.quotientAndRemainder(dividingBy: 86_400)
        let dayNumber = rest < 0 ? days - 1 : days
        let secondOfDay = rest < 0 ? rest + 86_400 : rest
        let civil = WallFields.civil(fromDays: dayNumber)
        (year, month, day) = civil
        hour = Int(secondOfDay / 3600)
        minute = Int(secondOfDay % 3600 / 60)
    }

    public var asIfUTC: Int64 {
        WallFields.days(year: year, month: month, day: day) * 86_400 + Int64(hour * 3600 + minute * 60)
    }

    public var text: String { "\(dayText)T\(timeText)" }
    public var dayText: String { "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))" }
    public var timeText: String { "\(padded(hour, 2)):\(padded(minute, 2))" }

    private func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    public static func daysIn(month: Int, year: Int) -> Int {
        switch month {
        case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days since 1970-01-01 of a civil day (era arithmetic, 400-year cycles that begin on 1 March).
    static func days(year: Int, month: Int, day: Int) -> Int64 {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Int64(era * 146_097 + dayOfEra - 719_468)
    }

    static func civil(fromDays days: Int64) -> (Int, Int, Int) {
        let z = Int(days) + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }
}

extension WallFields {
    /// Days since 1970-01-01.
    public var dayNumber: Int64 { asIfUTC >= 0 ? asIfUTC / 86_400 : (asIfUTC - 86_399) / 86_400 }

    /// 0 is Monday.
    public var weekday: Int { Int(((dayNumber + 3) % 7 + 7) % 7) }

    /// Midnight of the day so many days on.
    public func adding(days: Int) -> WallFields { WallFields(secondsAsIfUTC: (dayNumber + Int64(days)) * 86_400) }

    /// The same day at another time of day.
    public func at(minuteOfDay minute: Int) -> WallFields {
        WallFields(secondsAsIfUTC: dayNumber * 86_400 + Int64(minute) * 60)
    }

    public var minuteOfDay: Int { hour * 60 + minute }
}
