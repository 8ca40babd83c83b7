import Foundation
import Hummingbird
import KicauCore
import KicauPublish

/// A month, a week or a day of posts.
struct CalendarPage: Page {
    static let template = "calendar"

    struct Entry: Sendable {
        let path: String
        let postID: String
        let time: String
        let excerpt: String
        let badge: Badge
        let networks: [NetworkMark]
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
        let more: More?
    }

    /// What of a day is not shown.
    struct More: Sendable {
        let words: String
        let need: String?
        let label: String
        /// Nil on the day's own page.
        let path: String?
    }

    struct Week: Sendable { let days: [Day] }

    /// A month, a week or a day, to change to.
    struct View: Sendable {
        let name: String
        let path: String
        let isShown: Bool
    }

    let frame: Frame
    let heading: String
    /// The class of its grid: "is-month".
    let kind: String
    let views: [View]
    let showsDayNames: Bool
    let previousPath: String
    let nextPath: String
    let todayPath: String
    let dayNames: [String]
    let weeks: [Week]
    let zone: String
    let accounts: [ChoiceLine]
    /// Nil where the workspace has no campaigns.
    let campaign: CampaignChoice?
    let spanName: String
    let spanValue: String
    let isEmpty: Bool

    init(
        _ span: CalendarSpan, days: [CalendarDay], filter: PostFilter, accounts: [AccountSummary],
        campaigns: [Campaign] = [], frame: Frame, _ voice: Voice
    ) {
        self.frame = frame
        heading = CalendarPage.heading(span, voice)
        kind = "is-\(span.kind.rawValue)"
        let tail =
            filter.accounts.map { "&account=\($0)" }.joined() + (filter.campaign.map { "&campaign=\($0)" } ?? "")
        campaign = CampaignChoice(campaigns, chosen: filter.campaign, takesPosts: false, voice).shown
        let today = voice.wall(voice.now)
        previousPath = "/calendar?\(span.previous.query)\(tail)"
        nextPath = "/calendar?\(span.next.query)\(tail)"
        todayPath = "/calendar?\(CalendarSpan(span.kind, around: today).query)\(tail)"
        let anchor = span.days.contains { $0.dayText == today.dayText } ? today : span.middle
        views = [(CalendarSpan.Kind.month, "Month"), (.week, "Week"), (.day, "Day")].map { kind, name in
            View(
                name: voice.say(name), path: "/calendar?\(CalendarSpan(kind, around: anchor).query)\(tail)",
                isShown: kind == span.kind)
        }
        showsDayNames = span.kind != .day
        dayNames = DayNames.short.map(voice.say)
        let shown = zip(span.days, days).map { Day($0, $1, in: span, today: today, tail: tail, voice) }
        weeks = stride(from: 0, to: shown.count, by: 7).map { Week(days: Array(shown[$0..<min($0 + 7, shown.count)])) }
        zone = voice.zoneName(at: voice.now)
        self.accounts = accounts.map {
            ChoiceLine(
                value: $0.id.description, name: "\($0.platformName) · \($0.handle)",
                isChosen: filter.accounts.contains($0.id))
        }
        let pair = span.query.split(separator: "=").map(String.init)
        spanName = pair[0]
        spanValue = pair[1]
        isEmpty = shown.allSatisfy(\.isEmpty)
    }

    private static func heading(_ span: CalendarSpan, _ voice: Voice) -> String {
        switch span.kind {
        case .month: voice.monthAndYear(span.middle)
        case .day: voice.longDay(span.first)
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
        networks = post.deliveries.map { NetworkMark($0.account) }
        thumbnail = post.firstPicture.map { "/media/\($0)/thumbnail" }
        isMovable = post.state == .scheduled && due.instant > voice.now
        clockTime = String(due.wall.dropFirst(11).prefix(5))
        zone = due.zone
        label = "\(time), \(badge.word): \(excerpt.prefix(80))"
    }
}

extension CalendarPage.Day {
    fileprivate init(
        _ day: WallFields, _ content: CalendarDay, in span: CalendarSpan, today: WallFields, tail: String,
        _ voice: Voice
    ) {
        iso = day.dayText
        number = day.day
        name = voice.longDay(day)
        isToday = day.dayText == today.dayText
        isPast = day.dayText < today.dayText
        isInside = span.holds(day)
        entries = content.posts.compactMap { CalendarPage.Entry($0, voice) }
        isEmpty = entries.isEmpty
        composePath = isPast ? nil : "/compose?on=\(day.dayText)"
        let path = span.kind == .day ? nil : "/calendar?\(CalendarSpan(.day, around: day).query)\(tail)"
        more = content.more == 0 ? nil : CalendarPage.More(content, of: name, path: path, voice)
    }
}

extension CalendarPage.More {
    fileprivate init(_ day: CalendarDay, of name: String, path: String?, _ voice: Voice) {
        words = voice.say("\(day.more) more")
        need = day.moreInNeed == 0 ? nil : voice.say("\(day.moreInNeed) need you")
        label = [name, words, need].compactMap(\.self).joined(separator: ", ")
        self.path = path
    }
}

extension Desk {
    func calendar(_ request: Request, _ visit: Visit) async throws -> Response {
        let caller = try visit.caller
        let span = CalendarSpan(request.question, today: visit.voice.wall(visit.voice.now))
        let filter = PostFilter(request.question)
        let zone = visit.voice.zone.identifier
        let midnights = try (0...span.dayCount).map {
            try Due(wall: span.first.adding(days: $0).text, zone: zone).instant
        }
        let days = try await house.publishing.calendar(
            midnights, most: span.mostOfDay, filter: filter, for: caller)
        let page = CalendarPage(
            span, days: days, filter: filter, accounts: try await house.accounts.summaries(for: caller),
            campaigns: try await house.publishing.campaigns.all(for: caller),
            frame: frame(visit.voice.say("Calendar"), at: .calendar, for: visit), visit.voice)
        return try show(page, to: visit)
    }
}
