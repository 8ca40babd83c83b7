import Hummingbird
import KicauCore
import KicauPublish

/// All series: what comes round when, and the ways to stop it.
struct SeriesPage: Page {
    static let template = "series"

    struct Line: Sendable {
        let excerpt: String
        let rhythm: String
        let badge: Badge
        let chips: [AccountChip]
        let next: Moment?
        let author: String
        let posts: [Made]
        let isMade: Bool
        let warnings: [String]
        let pausePath: String?
        let resumePath: String?
        let endPath: String?
    }

    /// A post that came of it.
    struct Made: Sendable {
        let path: String
        let number: String
    }

    let frame: Frame
    let series: [Line]
    let isEmpty: Bool

    init(_ series: [SeriesDetail], frame: Frame, _ voice: Voice) {
        self.frame = frame
        self.series = series.map { Line($0, voice) }
        isEmpty = series.isEmpty
    }
}

extension SeriesPage.Line {
    /// Of a long series the newest are enough.
    private static let shownPosts = 40

    fileprivate init(_ series: SeriesDetail, _ voice: Voice) {
        let text = series.content.post.parts.first?.text ?? ""
        excerpt = text.isEmpty ? voice.say("Untitled post") : String(text.prefix(280))
        rhythm = voice.rhythm(series.recurrence)
        badge = voice.badge(series.state)
        chips = series.accounts.map { AccountChip($0) }
        next = series.next.map { voice.moment($0.instant) }
        author = series.author
        posts = series.posts.suffix(Self.shownPosts).map { .init(path: "/posts/\($0)", number: $0.description) }
        isMade = !series.posts.isEmpty
        warnings = series.state == .ended ? [] : series.warnings.map(voice.say)
        let path = "/series/\(series.id)"
        pausePath = series.canChange && series.state == .running ? "\(path)/pause" : nil
        resumePath = series.canChange && series.state == .paused ? "\(path)/resumption" : nil
        endPath = series.canChange && series.state != .ended ? "\(path)/end" : nil
    }
}

extension Voice {
    func badge(_ state: SeriesState) -> Badge {
        switch state {
        case .running: Badge(word: say("Running"), tone: "good")
        case .paused: Badge(word: say("Paused"), tone: "alert")
        case .ended: Badge(word: say("Ended"), tone: "quiet")
        }
    }

    /// "Every Mon, Fri at 09:00 · Asia/Jakarta, 12 times"
    func rhythm(_ recurrence: Recurrence) -> String {
        let time = WallFields(recurrence.first).map(clock) ?? ""
        return "\(say(pattern(recurrence.pattern, at: time))) · \(recurrence.zone)\(end(recurrence.end))"
    }

    private func pattern(_ pattern: Recurrence.Pattern, at time: String) -> Sentence {
        switch pattern {
        case .daily: "Every day at \(time)"
        case .weekly(let days): "Every \(names(of: days)) at \(time)"
        case .monthly(let day): "Every month on day \(number(day)) at \(time)"
        case .lastOfMonth: "Every month on its last day at \(time)"
        case .weekdayOfMonth(let place, let day):
            "Every month on the \(say(name(of: place))) \(say(DayNames.long[day.place])) at \(time)"
        }
    }

    private func names(of days: [Weekday]) -> String {
        days.map(\.place).sorted().map { say(DayNames.short[$0]) }.joined(separator: ", ")
    }

    private func name(of place: Recurrence.Place) -> Sentence {
        switch place {
        case .first: "first"
        case .second: "second"
        case .third: "third"
        case .fourth: "fourth"
        case .last: "last"
        }
    }

    private func end(_ end: Recurrence.End) -> String {
        switch end {
        case .never: ""
        case .until(let day): ", " + say("until \(day)")
        case .times(let times): ", " + counted(times, one: "once", many: { "\($0) times" })
        }
    }
}

extension Desk {
    func series(_ request: Request, _ visit: Visit) async throws -> Response {
        let page = SeriesPage(
            try await house.publishing.series(for: try visit.caller),
            frame: frame(visit.voice.say("Series"), at: .calendar, for: visit), visit.voice)
        return try show(page, to: visit)
    }

    func pauseSeries(_ request: Request, _ visit: Visit) async throws -> Response {
        try await house.publishing.pauseSeries(try visit.number("id", of: Series.self), by: try visit.caller)
        return .seeOther("/series", notice: .seriesPaused)
    }

    func resumeSeries(_ request: Request, _ visit: Visit) async throws -> Response {
        try await house.publishing.resumeSeries(try visit.number("id", of: Series.self), by: try visit.caller)
        return .seeOther("/series", notice: .seriesGoesOn)
    }

    func endSeries(_ request: Request, _ visit: Visit) async throws -> Response {
        try await house.publishing.endSeries(try visit.number("id", of: Series.self), by: try visit.caller)
        return .seeOther("/series", notice: .seriesEnded)
    }
}
