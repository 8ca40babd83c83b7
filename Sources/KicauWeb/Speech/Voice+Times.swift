import Foundation
import KicauCore

/// A moment as a page shows it: `<time datetime="iso" title="full">text</time>`.
struct Moment: Sendable, Hashable {
    let iso: String
    /// "Tue 24 Nov, 09:00"; with the year when it is not this one.
    let text: String
    /// "Tuesday 24 November 2026, 09:00 · Asia/Jakarta (GMT+7)"
    let full: String
    /// "in 2 hours", "3 days ago"
    let away: String
}

extension Voice {
    func moment(_ instant: Instant) -> Moment {
        let wall = wall(instant)
        return Moment(
            iso: iso(instant), text: dayAndClock(wall),
            full: "\(longDay(wall)), \(clock(wall)) · \(zoneName(at: instant))", away: away(instant))
    }

    /// "Tue 24 Nov, 09:00"
    func dayAndClock(_ wall: WallFields) -> String { "\(shortDay(wall)), \(clock(wall))" }

    func wall(_ instant: Instant) -> WallFields {
        WallFields(secondsAsIfUTC: instant.seconds + Int64(zone.secondsFromGMT(for: instant.date)))
    }

    /// "09:00", in Indonesian "09.00".
    func clock(_ wall: WallFields) -> String {
        let time = wall.timeText.split(separator: ":").map(String.init)
        return say("\(time[0]):\(time[1])")
    }

    /// "Tue 24 Nov", with the year when it is not this one.
    func shortDay(_ wall: WallFields) -> String {
        let year = wall.year == self.wall(now).year ? "" : " \(wall.year)"
        return "\(say(DayNames.short[wall.weekday])) \(wall.day) \(say(MonthNames.short[wall.month - 1]))\(year)"
    }

    func longDay(_ wall: WallFields) -> String {
        "\(say(DayNames.long[wall.weekday])) \(wall.day) \(say(MonthNames.long[wall.month - 1])) \(wall.year)"
    }

    func monthAndYear(_ wall: WallFields) -> String { "\(say(MonthNames.long[wall.month - 1])) \(wall.year)" }

    /// "Asia/Jakarta (GMT+7)"
    func zoneName(at instant: Instant) -> String {
        "\(zone.identifier) (\(offset(Int64(zone.secondsFromGMT(for: instant.date)))))"
    }

    /// "GMT+7", "GMT-3:30", "GMT"
    func offset(_ seconds: Int64) -> String {
        let minutes = abs(seconds) / 60 % 60
        let sign = seconds < 0 ? "-" : "+"
        let rest = minutes == 0 ? "" : ":\(minutes < 10 ? "0" : "")\(minutes)"
        return seconds == 0 ? "GMT" : "GMT\(sign)\(abs(seconds) / 3600)\(rest)"
    }

    /// How far off, in one unit.
    func away(_ instant: Instant) -> String {
        let seconds = (instant.ms - now.ms) / 1000
        let distance = abs(seconds)
        if distance < 60 { return seconds >= 0 ? say("in a moment") : say("just now") }
        let span: String =
            switch distance {
            case ..<3600: counted(distance / 60, one: "1 minute", many: { "\($0) minutes" })
            case ..<86_400: counted(distance / 3600, one: "1 hour", many: { "\($0) hours" })
            default: counted(distance / 86_400, one: "1 day", many: { "\($0) days" })
            }
        return seconds > 0 ? say("in \(span)") : say("\(span) ago")
    }

    func counted(_ count: some BinaryInteger, one: Sentence, many: (String) -> Sentence) -> String {
        count == 1 ? say(one) : say(many(number(count)))
    }

    func iso(_ instant: Instant) -> String {
        let wall = WallFields(secondsAsIfUTC: instant.seconds)
        let second = Int(((instant.seconds % 60) + 60) % 60)
        return "\(wall.text):\(second < 10 ? "0" : "")\(second)Z"
    }
}

/// Monday first.
enum DayNames {
    static let short: [Sentence] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    static let long: [Sentence] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
}

enum MonthNames {
    static let short: [Sentence] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    static let long: [Sentence] = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
}
