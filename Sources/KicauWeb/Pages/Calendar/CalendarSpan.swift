import KicauCore

/// The days a calendar shows: a month in whole weeks, one week, or one day.
struct CalendarSpan: Sendable, Equatable {
    enum Kind: String, Sendable { case month, week, day }

    let kind: Kind
    /// Midnight of the first day shown, a Monday.
    let first: WallFields
    let dayCount: Int
    /// The month shown; in a week, that of its Thursday.
    let middle: WallFields

    /// The span around a day.
    init(_ kind: Kind, around day: WallFields) {
        self.kind = kind
        switch kind {
        case .day:
            first = day
            dayCount = 1
            middle = day
        case .week:
            first = day.adding(days: -day.weekday)
            dayCount = 7
            middle = first.adding(days: 3)
        case .month:
            let begin = day.adding(days: 1 - day.day)
            first = begin.adding(days: -begin.weekday)
            let shown = begin.weekday + WallFields.daysIn(month: day.month, year: day.year)
            dayCount = (shown + 6) / 7 * 7
            middle = begin
        }
    }

    /// Reads `?month=2026-11`, `?week=2026-11-23` or `?day=2026-11-26`; anything else is this month.
    init(_ question: Form, today: WallFields) {
        if let day = WallFields(question["day"] + "T00:00") {
            self.init(.day, around: day)
        } else if let day = WallFields(question["week"] + "T00:00") {
            self.init(.week, around: day)
        } else {
            self.init(.month, around: WallFields(question["month"] + "-01T00:00") ?? today)
        }
    }

    var previous: CalendarSpan { CalendarSpan(kind, around: beginning.adding(days: -1)) }

    var next: CalendarSpan {
        switch kind {
        case .day, .week: CalendarSpan(kind, around: first.adding(days: dayCount))
        case .month:
            CalendarSpan(
                .month, around: middle.adding(days: WallFields.daysIn(month: middle.month, year: middle.year)))
        }
    }

    /// The first day that belongs to it: days before it only fill the first week.
    private var beginning: WallFields {
        switch kind {
        case .day, .week: first
        case .month: middle
        }
    }

    var query: String {
        switch kind {
        case .day: "day=\(first.dayText)"
        case .week: "week=\(first.dayText)"
        case .month: "month=\(middle.dayText.prefix(7))"
        }
    }

    var days: [WallFields] { (0..<dayCount).map { first.adding(days: $0) } }

    /// So many posts of a day are shown; what is more, the day's own page shows.
    var mostOfDay: Int {
        switch kind {
        case .day: 200
        case .week: 12
        case .month: 4
        }
    }

    /// Does the day belong to the month, or does it only fill the week?
    func holds(_ day: WallFields) -> Bool {
        switch kind {
        case .day, .week: true
        case .month: day.month == middle.month
        }
    }
}
