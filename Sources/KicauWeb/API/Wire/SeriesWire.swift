import KicauCore
import KicauPublish

/// How a series comes round, in requests and answers alike.
struct RhythmWire: Codable, Sendable {
    enum Every: String, Codable, Sendable, CaseIterable {
        case day, week
        case monthDay = "month_day"
        case monthLastDay = "month_last_day"
        case monthWeekday = "month_weekday"
    }

    let every: Every
    let weekdays: [Weekday]?
    let day: Int?
    let place: Recurrence.Place?
    let until: String?
    let times: Int?

    init(_ recurrence: Recurrence) {
        var weekdays: [Weekday]?
        var day: Int?
        var place: Recurrence.Place?
        switch recurrence.pattern {
        case .daily: every = .day
        case .weekly(let days):
            every = .week
            weekdays = days
        case .monthly(let number):
            every = .monthDay
            day = number
        case .lastOfMonth: every = .monthLastDay
        case .weekdayOfMonth(let which, let weekday):
            every = .monthWeekday
            place = which
            weekdays = [weekday]
        }
        (self.weekdays, self.day, self.place) = (weekdays, day, place)
        switch recurrence.end {
        case .never: (until, times) = (nil, nil)
        case .until(let last): (until, times) = (last, nil)
        case .times(let number): (until, times) = (nil, number)
        }
    }

    /// What is left out comes of the first day.
    func recurrence(from due: AskedDue, for caller: Caller) throws(Problem) -> Recurrence {
        let first = try due.due(for: caller)
        let date = WallFields(first.wall) ?? WallFields(year: 1970)
        let weekday = weekdays?.first ?? Weekday(place: date.weekday) ?? .monday
        let pattern: Recurrence.Pattern =
            switch every {
            case .day: .daily
            case .week: .weekly(weekdays ?? [weekday])
            case .monthDay: .monthly(day: day ?? date.day)
            case .monthLastDay: .lastOfMonth
            case .monthWeekday: .weekdayOfMonth(place ?? Recurrence.place(of: date), weekday)
            }
        let end: Recurrence.End = until.map { .until(day: $0) } ?? times.map { .times($0) } ?? .never
        return try Recurrence(pattern, from: first.wall, zone: first.zone, end: end)
    }

    static let shape = Shape.named(
        "Rhythm",
        .object([
            .must("every", .words(of: Every.self), "Which days", like: "week"),
            .may(
                "weekdays", .orNull(.list(.words(of: Weekday.self), 1...7)),
                "Of week, and the one of month_weekday; else the first day's", like: ["monday", "friday"]),
            .may(
                "day", .orNull(.integer(1...31)),
                "Of month_day; a month without it is left out; else the first day's", like: 15),
            .may(
                "place", .orNull(.words(of: Recurrence.Place.self)),
                "Of month_weekday: which one of the month; else the first day's", like: "second"),
            .may("until", .orNull(.form(.day)), "The last day it may fall on", like: "2027-12-31"),
            .may("times", .orNull(.integer(1...365)), "How often, when until is left out", like: 12),
        ]))
}

/// A series to be begun.
struct AskedSeries: Decodable, Sendable {
    let first: AskedDue
    let rhythm: RhythmWire
    let content: ContentWire

    private enum Key: String, CodingKey { case first, rhythm }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        first = try container.decode(AskedDue.self, forKey: .first)
        rhythm = try container.decode(RhythmWire.self, forKey: .rhythm)
        content = try ContentWire(from: decoder)
    }

    func recurrence(for caller: Caller) throws(Problem) -> Recurrence {
        try rhythm.recurrence(from: first, for: caller)
    }

    static let shape = Shape.named(
        "NewSeries",
        .object(
            ContentWire.members + [
                .must(
                    "first", AskedDue.shape, "The first day, and the time of each; it need not be a day of the rhythm"),
                .must("rhythm", RhythmWire.shape, "How it comes round"),
            ]))
}

/// A series with the posts made of it.
struct SeriesWire: Encodable, Sendable {
    let id: Int64
    let author: String
    let createdAt: String
    let state: String
    let first: String
    let zone: String
    let rhythm: RhythmWire
    let next: DueWire?
    let posts: [Int64]
    let warnings: [String]
    let content: ContentWire

    init(_ series: SeriesDetail, _ voice: Voice) {
        id = series.id.raw
        author = series.author
        createdAt = Timestamp.text(series.created)
        state = series.state.rawValue
        first = series.recurrence.first
        zone = series.recurrence.zone
        rhythm = RhythmWire(series.recurrence)
        next = series.next.map(DueWire.init)
        posts = series.posts.map(\.raw)
        warnings = series.warnings.map(voice.say)
        content = ContentWire(series.content)
    }

    static let shape = Shape.named(
        "Series",
        .object([
            .must("id", .id, "The series' number"),
            .must("author", .text(most: 400), "Who began it", like: "Ayu Lestari"),
            .must("created_at", .instant, "When it was begun"),
            .must("state", .words(of: SeriesState.self), "Whether it runs", like: "running"),
            .must("first", .form(.wall), "Its first day, and the time of each"),
            .must("zone", .form(.zone), "An IANA name"),
            .must("rhythm", RhythmWire.shape, "How it comes round"),
            .may("next", DueWire.shape, "When it comes round next"),
            .must("posts", .list(.id, 0...100_000), "The posts made of it so far, soonest first", like: [41, 42]),
            .must(
                "warnings", .list(.text(most: 2000), 0...100), "What may go wrong with the same words again",
                like: ["X may refuse a post with the same words as an earlier one"]),
            .must("content", ContentWire.shape, "What each post of it says"),
        ]))
}
