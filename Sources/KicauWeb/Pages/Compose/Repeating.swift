import KicauCore

/// The composer's fields for a post that comes again; which day of the month or week is meant comes of its date.
struct Repeating: Sendable, Equatable {
    enum Rhythm: String, Sendable, CaseIterable {
        case never, daily, weekly, monthly
        case lastDay = "last-day"
        case weekday
    }

    var rhythm = Rhythm.never
    var weekdays: [Weekday] = []
    var until = ""
    var times = ""

    init() {}

    init(_ form: Form) {
        rhythm = Rhythm(rawValue: form["repeat"]) ?? .never
        weekdays = form.all("weekday").compactMap(Weekday.init(rawValue:))
        until = form.trimmed("until")
        times = form.trimmed("times")
    }

    /// Nil when it comes once.
    /// - Throws: `.badDate`, `.unknownZone`, `.badInput`.
    func recurrence(from first: String, zone: String) throws(Problem) -> Recurrence? {
        // A date that cannot be read is told of by the recurrence itself.
        let day = WallFields(first) ?? WallFields(year: 1970)
        let weekday = Weekday(place: day.weekday) ?? .monday
        let pattern: Recurrence.Pattern
        switch rhythm {
        case .never: return nil
        case .daily: pattern = .daily
        case .weekly: pattern = .weekly(weekdays.isEmpty ? [weekday] : weekdays)
        case .monthly: pattern = .monthly(day: day.day)
        case .lastDay: pattern = .lastOfMonth
        case .weekday: pattern = .weekdayOfMonth(Recurrence.place(of: day), weekday)
        }
        return try Recurrence(pattern, from: first, zone: zone, end: try end)
    }

    private var end: Recurrence.End {
        get throws(Problem) {
            if !until.isEmpty { return .until(day: until) }
            if times.isEmpty { return .never }
            guard let number = Int(times) else {
                throw Problem(
                    .badInput, "How often it comes is no number.", do: "Write a whole number.", field: "times")
            }
            return .times(number)
        }
    }
}

extension Repeating.Rhythm {
    var name: Sentence {
        switch self {
        case .never: "Not again"
        case .daily: "Every day"
        case .weekly: "Every week"
        case .monthly: "Every month, on that day"
        case .lastDay: "Every month, on its last day"
        case .weekday: "Every month, on that weekday"
        }
    }
}
