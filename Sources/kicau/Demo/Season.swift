import KicauCore
import KicauPublish
import KicauSandbox
import KicauStore

/// Plans what is still to come, through the real planner.
struct Season: Sendable {
    let stage: Stage
    let company: Company

    private var publishing: Publishing { stage.building.publishing }

    func plan(from now: Instant) async throws {
        try await planSoon(from: now)
        try await planWeek(from: now)
        try await keepDrafts()
    }

    /// Where the four of the first minutes go, and after how many minutes.
    private static let soon: [(minutes: Int, places: [DemoWorld.Place])] = [
        (1, [.x, .bluesky]), (2, [.instagram, .threads]), (4, [.mastodon, .facebook]),
        (7, [.facebook, .instagram, .threads, .mastodon, .bluesky]),
    ]

    /// Which of them shows a video.
    private static let filmed = 1

    private func planSoon(from now: Instant) async throws {
        for (number, (text, show)) in zip(WorldTexts.soon, Season.soon).enumerated() {
            try await plan(
                text, for: show.places, at: now + .minutes(show.minutes), key: "soon-\(number)", by: company.cast.owner,
                isFilmed: number == Season.filmed)
        }
        // The third one's answer is lost on Mastodon, though the server takes it: one can watch the doubt end.
        let mastodon = try stage.control("mastodon")
        let house = mastodon.people.first { $0.handle == "kedaiaksara" }?.id
        mastodon.add(FaultRule(.dropAfterAccept, at: .commit, account: house))
    }

    /// Two a day, at the hours the house always posts.
    private func planWeek(from now: Instant) async throws {
        let minutes = [430, 1110]
        let midnight = try midnight(of: now)
        let campaign = try await publishing.campaigns.make(Season.campaign, by: company.cast.owner).id
        for (number, text) in WorldTexts.week.enumerated() {
            let due = midnight + .days(1 + number / 2) + .minutes(minutes[number % 2] + number * 3 % 25)
            let author = company.cast.caller(named: DemoWorld.members[number % 3].name)
            try await plan(
                text, for: Season.places(for: text), at: due, key: "week-\(number)", by: author,
                campaign: Season.belongs(text) ? campaign : nil)
        }
    }

    /// What the coming week's posts belong to together.
    static let campaign = "Pekan Aksara"

    /// Those for many networks: some cost money, so that the campaign's budget has something to say.
    static func belongs(_ text: WorldText) -> Bool { text.place == .all || text.place == .short }

    func midnight(of now: Instant) throws -> Instant {
        let wall = try Due(at: now, zone: DemoWorld.zone).wall
        return try Due(wall: wall.prefix(11) + "00:00", zone: DemoWorld.zone).instant
    }

    private func keepDrafts() async throws {
        let authors = [3, 1, 2, 3].map { company.cast.caller(named: DemoWorld.members[$0].name) }
        for (text, author) in zip(WorldTexts.drafts, authors) {
            _ = try await publishing.saveDraft(
                company.content(text, for: Season.places(for: text)), as: nil, version: nil, by: author)
        }
    }

    static func places(for text: WorldText) -> [DemoWorld.Place] {
        switch text.place {
        case .all: [.facebook, .instagram, .threads, .mastodon, .bluesky]
        case .short: [.x, .threads, .mastodon, .bluesky]
        case .pic: [.instagram, .facebook]
        case .threads: [.instagram, .threads]
        case .open: [.mastodon, .bluesky]
        case .work: [.facebook, .linkedin]
        case .linked: [.linkedin]
        case .thread: [.threads, .mastodon, .bluesky]
        case .ayu: [.ayuX]
        case .dimas: [.dimasMastodon]
        }
    }

    func plan(
        _ text: WorldText, for places: [DemoWorld.Place], at due: Instant, key: String, by caller: Caller,
        isFilmed: Bool = false, campaign: ID<Campaign>? = nil
    ) async throws {
        var content = company.content(text, for: places, isFilmed: isFilmed)
        content.campaign = campaign
        _ = try await publishing.schedule(
            content, as: nil, version: nil,
            timing: .at(try Due(at: due, zone: DemoWorld.zone)), key: key, by: caller)
    }
}
