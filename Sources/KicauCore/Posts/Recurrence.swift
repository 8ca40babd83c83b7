/// The tag of series numbers.
public enum Series {}

/// When a series comes round: a pattern of days from a first one on, at one time of day on a wall.
public struct Recurrence: Hashable, Sendable, Codable {
    public enum Pattern: Hashable, Sendable, Codable {
        case daily
        case weekly([Weekday])
        /// A month without that day is left out.
        case monthly(day: Int)
        case lastOfMonth
        /// The first to the fourth of that weekday in a month, or the last.
        case weekdayOfMonth(Place, Weekday)
    }

    public enum Place: String, Hashable, Sendable, Codable, CaseIterable {
        case first, second, third, fourth, last
    }

    public enum End: Hashable, Sendable, Codable {
        /// Until a person ends it.
        case never
        /// That day, "2026-12-31", is the last it may fall on.
        case until(day: String)
        case times(Int)
    }

    public let pattern: Pattern
    /// The first day and the time of day: "2026-12-01T09:00". It need not be a day of the pattern.
    public let first: String
    /// IANA zone name.
    public let zone: String
    public let end: End

    public static let mostTimes = 365

    /// - Throws: `Problem` `.badDate`, `.unknownZone` or `.badInput`.
    public init(_ pattern: Pattern, from first: String, zone: String, end: End) throws(Problem) {
        let due = try Due(wall: first, zone: zone)
        self.pattern = pattern
        self.first = due.wall
        self.zone = zone
        self.end = end
        if let problem = trouble(of: pattern) ?? trouble(of: end) { throw problem }
    }

    private func trouble(of pattern: Pattern) -> Problem? {
        switch pattern {
        case .daily, .lastOfMonth, .weekdayOfMonth: return nil
        case .weekly(let days):
            guard days.isEmpty else { return nil }
            return Problem(.badInput, "No day of the week is chosen.", do: "Choose one or more.", field: "weekdays")
        case .monthly(let day):
            guard !(1...31).contains(day) else { return nil }
            return Problem(.badInput, "A month has no day \(day).", do: "Choose a day from 1 to 31.", field: "day")
        }
    }

    private func trouble(of end: End) -> Problem? {
        switch end {
        case .never: return nil
        case .times(let times):
            guard !(1...Recurrence.mostTimes).contains(times) else { return nil }
            return Problem(
                .badInput, "A series comes round 1 to \(Recurrence.mostTimes) times.",
                do: "Choose a smaller number, or a last day.", field: "times")
        case .until(let day):
            guard WallFields(day + "T00:00") != nil, day >= first.prefix(10) else {
                return Problem(
                    .badDate, "The last day of a series is a day after its first.", do: "Choose a later day.",
                    field: "until")
            }
            return nil
        }
    }

    /// Does the pattern fall on that day?
    public func falls(on day: WallFields) -> Bool {
        switch pattern {
        case .daily: true
        case .weekly(let days): days.contains { $0.place == day.weekday }
        case .monthly(let number): day.day == number
        case .lastOfMonth: day.adding(days: 1).day == 1
        case .weekdayOfMonth(let place, let weekday):
            weekday.place == day.weekday
                && (place == .last ? day.adding(days: 7).month != day.month : Recurrence.place(of: day) == place)
        }
    }

    /// Which of its weekday a day is in its month; the fifth is the last.
    public static func place(of day: WallFields) -> Place { Place.allCases[(day.day - 1) / 7] }

    /// The days in a span on which it comes round.
    public func days(from: WallFields, through: WallFields) -> [WallFields] {
        guard let start = WallFields(first) else { return [] }
        var found: [WallFields] = []
        var times = 0
        for number in 0...max(0, through.dayNumber - start.dayNumber) {
            let day = start.adding(days: Int(number))
            guard day.dayText <= through.dayText, falls(on: day) else { continue }
            times += 1
            guard allows(day, times: times) else { break }
            if day.dayText >= from.dayText { found.append(day) }
        }
        return found
    }

    private func allows(_ day: WallFields, times: Int) -> Bool {
        switch end {
        case .never: true
        case .until(let last): day.dayText <= last
        case .times(let most): times <= most
        }
    }

    /// The first day from one on; nil when it is over. No pattern pauses for longer than two months.
    public func next(from day: WallFields) -> WallFields? {
        guard let start = WallFields(first) else { return nil }
        let later = day.dayText > start.dayText ? day : start
        return days(from: later, through: later.adding(days: 70)).first
    }

    /// Its due time on a day.
    /// - Throws: `Problem` `.unknownZone` when the zone is not known any more.
    public func due(on day: WallFields) throws(Problem) -> Due {
        try Due(wall: day.dayText + first.dropFirst(10), zone: zone)
    }
}
