import Foundation
import Hummingbird
import KicauCore
import KicauPublish

/// A month or a week of posts.
struct CalendarPage: Page {
    static let template = "calendar"

    struct Entry: Sendable {
        let path: String
        let postID: String
        let time: String
        let excerpt: String
        let badge: Badge
        let networks: [AccountChip]
        let thumbnail: String?
        /// Only what has not begun to go out may be moved.
        let isMovable: Bool
        /// The wall time the author meant, with their zone: "09:00".
        let clockTime: String
        let zone: String
        let label: String
    }

    struct Day: Sendable {
        let iso: String
        let number: Int
        let name: String
        let isToday: Bool
        let isPast: Bool
        let isInside: Bool
        let entries: [Entry]
        let isEmpty: Bool
        let composePath: String?
    }

    struct Week: Sendable { let days: [Day] }

    let frame: Frame
    let heading: String
    let isWeek: Bool
    let previousPath: String
    let nextPath: String
    let todayPath: String
    let monthPath: String
    let weekPath: String
    let dayNames: [String]
    let weeks: [Week]
    let zone: String
    let accounts: [PostsPage.Option]
    let spanName: String
    let spanValue: String
    let isEmpty: Bool

    init(
        _ span: CalendarSpan, posts: [PostSummary], filter: PostFilter, accounts: [AccountSummary], frame: Frame,
        _ voice: Voice
    ) {
        self.frame = frame
        heading = CalendarPage.heading(span, voice)
        isWeek = span.kind == .week
        let tail = filter.accounts.map { "&account=\($0)" }.joined()
        let today = voice.wall(voice.now)
        previousPath = "/calendar?\(span.previous.query)\(tail)"
        nextPath = "/calendar?\(span.next.query)\(tail)"
        todayPath = "/calendar?\(CalendarSpan(span.kind, around: today).query)\(tail)"
        let anchor = span.days.contains { $0.dayText == today.dayText } ? today : span.middle
        monthPath = "/calendar?\(CalendarSpan(.month, around: anchor).query)\(tail)"
        weekPath = "/calendar?\(CalendarSpan(.week, around: anchor).query)\(tail)"
        dayNames = DayNames.short.map(voice.say)
        let byDay = Dictionary(grouping: posts.filter { $0.due != nil }) { post in
            post.due.map { voice.wall($0.instant).dayText } ?? ""
        }
        let days = span.days.map { day in
            Day(day, entries: (byDay[day.dayText] ?? []).compactMap { Entry($0, voice) }, in: span, today: today, voice)
        }
        weeks = stride(from: 0, to: days.count, by: 7).map { Week(days: Array(days[$0..<min($0 + 7, days.count)])) }
        zone = voice.zoneName(at: voice.now)
        self.accounts = accounts.map {
            PostsPage.Option(
                value: $0.id.description, name: "\($0.platformName) · \($0.handle)",
                isChosen: filter.accounts.contains($0.id))
        }
        let pair = span.query.split(separator: "=").map(String.init)
        spanName = pair[0]
        spanValue = pair[1]
        isEmpty = byDay.isEmpty
    }

    private static func heading(_ span: CalendarSpan, _ voice: Voice) -> String {
        switch span.kind {
        case .month: voice.monthAndYear(span.middle)
        case .week: "\(voice.shortDay(span.first)) – \(voice.shortDay(span.first.adding(days: 6)))"
        }
    }
}

extension CalendarPage.Entry {
    fileprivate init?(_ post: PostSummary, _ voice: Voice) {
        guard let due = post.due else { return nil }
        path = "/posts/\(post.id)"
        postID = post.id.description
        time = voice.clock(voice.wall(due.instant))
        excerpt = post.excerpt.isEmpty ? voice.say("Untitled post") : post.excerpt
        badge = voice.badge(post.state)
        networks = post.deliveries.map { AccountChip($0.account) }
        thumbnail = post.firstPicture.map { "/media/\($0)/thumbnail" }
        isMovable = post.state == .scheduled && due.instant > voice.now
        clockTime = String(due.wall.dropFirst(11).prefix(5))
        zone = due.zone
        label = "\(time), \(badge.word): \(excerpt.prefix(80))"
    }
}

extension CalendarPage.Day {
    fileprivate init(
        _ day: WallFields, entries: [CalendarPage.Entry], in span: CalendarSpan, today: WallFields, _ voice: Voice
    ) {
        iso = day.dayText
        number = day.day
        name = voice.longDay(day)
        isToday = day.dayText == today.dayText
        isPast = day.dayText < today.dayText
        isInside = span.holds(day)
        self.entries = entries
        isEmpty = entries.isEmpty
        composePath = isPast ? nil : "/compose?on=\(day.dayText)"
    }
}

extension Desk {
    func calendar(_ request: Request, _ visit: Visit) async throws -> Response {
        let caller = try visit.caller
        let span = CalendarSpan(request.question, today: visit.voice.wall(visit.voice.now))
        let filter = PostFilter(request.question)
        let zone = visit.voice.zone.identifier
        let posts = try await house.publishing.calendar(
            from: try Due(wall: span.first.text, zone: zone).instant,
            to: try Due(wall: span.first.adding(days: span.dayCount).text, zone: zone).instant, filter: filter,
            for: caller)
        let page = CalendarPage(
            span, posts: posts, filter: filter, accounts: try await house.accounts.summaries(for: caller),
            frame: frame(visit.voice.say("Calendar"), at: .calendar, for: visit), visit.voice)
        return try show(page, to: visit)
    }
}
