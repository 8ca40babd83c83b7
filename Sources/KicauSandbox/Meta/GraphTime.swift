/// Times as Graph writes and reads them. Civil arithmetic is our own: no locale, no zone database.
enum GraphTime {
    /// `2026-05-01T07:30:00+0000`, whole seconds.
    static func text(_ milliseconds: Int64) -> String {
        let seconds = milliseconds.flooredQuotient(1000)
        let day = seconds.flooredQuotient(86_400)
        let within = Int(seconds - day * 86_400)
        let (year, month, date) = civil(day)
        let clock = "\(two(within / 3600)):\(two(within / 60 % 60)):\(two(within % 60))"
        return "\(four(year))-\(two(month))-\(two(date))T\(clock)+0000"
    }

    /// Unix seconds, `YYYY-MM-DD`, or that with a time and a zone; nil for anything else.
    static func milliseconds(_ text: String) -> Int64? {
        if let seconds = Int64(text) { return seconds.multipliedReportingOverflow(by: 1000).partialValue }
        let parts = text.split(separator: "T", maxSplits: 1)
        guard let date = parts.first?.split(separator: "-").map({ Int64($0) }), date.count == 3,
            let year = date[0], let month = date[1], let day = date[2], (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        let midnight = days(year: year, month: month, day: day) * 86_400
        guard parts.count == 2 else { return midnight * 1000 }
        guard let time = secondsOfDay(parts[1]) else { return nil }
        return (midnight + time) * 1000
    }

    private static func secondsOfDay(_ text: Substring) -> Int64? {
        let clock = text.prefix { $0.isNumber || $0 == ":" || $0 == "." }
        let units = clock.split(separator: ".")[0].split(separator: ":").map { Int64($0) }
        guard units.count >= 2, let hour = units[0], let minute = units[1] else { return nil }
        let second = units.count > 2 ? units[2] : 0
        guard let second, let offset = offsetSeconds(text.dropFirst(clock.count)) else { return nil }
        return hour * 3600 + minute * 60 + second - offset
    }

    private static func offsetSeconds(_ text: Substring) -> Int64? {
        if text.isEmpty || text == "Z" { return 0 }
        let digits = text.dropFirst().filter { $0 != ":" }
        guard let sign = text.first, sign == "+" || sign == "-", digits.count == 4, let value = Int64(digits) else {
            return nil
        }
        let seconds = value / 100 * 3600 + value % 100 * 60
        return sign == "-" ? -seconds : seconds
    }

    /// Days since 1970-01-01 of a proleptic Gregorian date; March is the first month so leap days come last.
    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted.flooredQuotient(400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func civil(_ days: Int64) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = shifted.flooredQuotient(146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let civilMonth = month < 10 ? month + 3 : month - 9
        let year = yearOfEra + era * 400 + (civilMonth <= 2 ? 1 : 0)
        return (Int(year), Int(civilMonth), Int(dayOfYear - (153 * month + 2) / 5 + 1))
    }

    private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    private static func four(_ value: Int) -> String {
        String(repeating: "0", count: max(0, 4 - "\(value)".count)) + "\(value)"
    }
}

extension Int64 {
    fileprivate func flooredQuotient(_ divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
