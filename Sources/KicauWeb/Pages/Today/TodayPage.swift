import Hummingbird
import KicauCore
import KicauPublish

/// What needs a person, what is next, what went out.
struct TodayPage: Page {
    static let template = "today"

    struct AccountLine: Sendable {
        let chip: AccountChip
        let badge: Badge
        let isTrouble: Bool
    }

    struct LostLine: Sendable {
        let path: String
        let excerpt: String
        let chip: AccountChip
        let note: PresenceNote
    }

    let frame: Frame
    let greeting: String
    let day: String
    let needsYou: [PostRow]
    let isNeeding: Bool
    let handOffs: [HandOffLine]
    let hasHandOffs: Bool
    let lost: [LostLine]
    let hasLost: Bool
    let next: [PostRow]
    let recent: [PostRow]
    let accounts: [AccountLine]
    let hasAccounts: Bool
    let publishedThisWeek: String
    let waiting: String
    let budget: BudgetBar
    let warnings: [WarningLine]
    let differences: [DifferenceLine]

    init(
        _ today: Today, differences: [DifferenceLine] = [], person: String, frame: Frame, _ voice: Voice
    ) {
        self.frame = frame
        greeting = TodayPage.greeting(voice.wall(voice.now).hour, person, voice)
        day = voice.longDay(voice.wall(voice.now))
        needsYou = today.needsYou.map { PostRow($0, voice) }
        isNeeding = !today.needsYou.isEmpty
        handOffs = HandOffLine.all(today.handOffs, voice)
        hasHandOffs = !handOffs.isEmpty
        lost = today.lost.compactMap { LostLine($0, voice) }
        hasLost = !lost.isEmpty
        next = today.next.map { PostRow($0, voice) }
        recent = today.recent.map { PostRow($0, voice) }
        accounts = today.accounts.filter { $0.state != .disconnected }.map {
            AccountLine(chip: AccountChip($0), badge: voice.badge($0.state), isTrouble: $0.state == .signedOut)
        }
        hasAccounts = !accounts.isEmpty
        publishedThisWeek = voice.counted(
            today.publishedThisWeek, one: "1 post went out this week.",
            many: { "\($0) posts went out this week." })
        waiting =
            today.needsYou.isEmpty
            ? voice.say("Nothing waits for you.")
            : voice.counted(today.needsYou.count, one: "1 post needs you.", many: { "\($0) posts need you." })
        budget = BudgetBar(today.budget, voice)
        warnings =
            today.credits.map { WarningLine($0, voice) } + today.limits.map { WarningLine($0, voice) }
            + today.warnings.map { WarningLine($0, voice) }
        self.differences = differences
    }

    private static func greeting(_ hour: Int, _ person: String, _ voice: Voice) -> String {
        let name = person.split(separator: " ").first.map(String.init) ?? person
        guard !name.isEmpty else { return voice.say("Today") }
        switch hour {
        case 4..<11: return voice.say("Good morning, \(name)")
        case 11..<15: return voice.say("Good day, \(name)")
        case 15..<18: return voice.say("Good afternoon, \(name)")
        default: return voice.say("Good evening, \(name)")
        }
    }
}

extension TodayPage.LostLine {
    fileprivate init?(_ lost: LostPost, _ voice: Voice) {
        guard let note = PresenceNote(lost.presence, voice) else { return nil }
        path = "/posts/\(lost.post.id)"
        excerpt = lost.post.excerpt.isEmpty ? voice.say("Untitled post") : lost.post.excerpt
        chip = AccountChip(lost.account)
        self.note = note
    }
}

extension Desk {
    func today(_ request: Request, _ visit: Visit) async throws -> Response {
        let caller = try visit.caller
        let page = TodayPage(
            try await house.publishing.today(for: caller), differences: try await differences(visit),
            person: caller.user?.name ?? "",
            frame: frame(visit.voice.say("Today"), at: .today, for: visit), visit.voice)
        return try show(page, to: visit)
    }
}
