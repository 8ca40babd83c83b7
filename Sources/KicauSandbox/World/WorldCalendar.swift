import KicauCore

/// A post of the past: what, where, when, and how it was liked.
public struct WorldPost: Sendable, Hashable {
    public let text: WorldText
    public let author: String
    public let places: [DemoWorld.Place]
    public let atMs: Int64
    /// What readers did in the end, by place.
    public let counts: [DemoWorld.Place: LivePost.Counts]
}

/// Lays the texts over the last ninety days: the same texts at the same hours of the day, counted back from now.
public enum WorldCalendar {
    static let days = 90
    private static let dayMs: Int64 = 86_400_000
    private static let hourMs: Int64 = 3_600_000

    /// Oldest first.
    public static func past(nowMs: Int64, seed: UInt64 = 7) -> [WorldPost] {
        var random = SeededRandom(seed: seed)
        let today = (nowMs + DemoWorld.zoneOffsetMs) / dayMs
        var slots: [(text: WorldText, atMs: Int64)] = []
        let once = WorldTexts.once.shuffled(using: &random)
        for (number, text) in once.enumerated() {
            let day = today - Int64(days - 1) + Int64(number * (days - 1) / once.count)
            slots.append((text, at(day, minute: minute(of: number, &random))))
        }
        let series: [(texts: [WorldText], weekday: Int64, minute: Int)] = [
            (WorldTexts.weeklyHours, 1, 395), (WorldTexts.weeklyBeans, 3, 605), (WorldTexts.fridayBooks, 5, 960),
        ]
        for (texts, weekday, minute) in series {
            // The first day of the epoch was a Thursday.
            let last = today - 1 - (today - 1 + 4 - weekday) % 7
            for (week, text) in texts.reversed().enumerated() {
                let jitter = Int.random(in: 0..<14, using: &random)
                slots.append((text, at(last - Int64(week) * 7, minute: minute + jitter)))
            }
        }
        let latest = nowMs - 2 * hourMs
        return slots.map { slot in (slot.text, slot.atMs > latest ? slot.atMs - dayMs : slot.atMs) }
            .sorted { $0.1 < $1.1 }
            .map { post($0.0, atMs: $0.1, nowMs: nowMs, &random) }
    }

    private static func at(_ day: Int64, minute: Int) -> Int64 {
        day * dayMs - DemoWorld.zoneOffsetMs + Int64(minute) * 60_000
    }

    /// Mornings, lunch, the rain of the afternoon, the evening; never on the full hour, as people are.
    private static func minute(of number: Int, _ random: inout SeededRandom) -> Int {
        [430, 745, 935, 1165][number % 4] + Int.random(in: 0..<47, using: &random)
    }

    private static func post(_ text: WorldText, atMs: Int64, nowMs: Int64, _ random: inout SeededRandom) -> WorldPost {
        let places = places(for: text, &random)
        var counts: [DemoWorld.Place: LivePost.Counts] = [:]
        let luck =
            Double.random(in: 0.35..<1.6, using: &random) * (Int.random(in: 0..<14, using: &random) == 0 ? 4.2 : 1)
        let growth = 1.35 - Double(nowMs - atMs) / Double(Int64(days) * dayMs) * 0.6
        for place in places { counts[place] = numbers(place, text, luck * growth, &random) }
        let authors = [DemoWorld.members[0], DemoWorld.members[2], DemoWorld.members[1], DemoWorld.members[0]]
        let author =
            switch text.place {
            case .ayu, .linked, .work: DemoWorld.members[0].name
            case .dimas: DemoWorld.members[3].name
            case .all, .short, .pic, .threads, .open, .thread:
                authors[Int.random(in: 0..<authors.count, using: &random)].name
            }
        return WorldPost(text: text, author: author, places: places, atMs: atMs, counts: counts)
    }

    /// One to five accounts a post.
    private static func places(for text: WorldText, _ random: inout SeededRandom) -> [DemoWorld.Place] {
        func some(_ places: [DemoWorld.Place], _ range: ClosedRange<Int>) -> [DemoWorld.Place] {
            let count = Int.random(in: range, using: &random)
            let chosen = places.shuffled(using: &random).prefix(count)
            return DemoWorld.Place.allCases.filter(chosen.contains)
        }
        switch text.place {
        case .all: return some([.x, .facebook, .instagram, .threads, .mastodon, .bluesky], 3...5)
        case .short: return some([.x, .threads, .mastodon, .bluesky], 2...3)
        case .pic: return [.instagram] + some([.facebook, .threads], 1...2)
        case .threads: return [.instagram, .threads]
        case .open: return [.mastodon, .bluesky]
        case .work: return [.facebook, .linkedin]
        case .linked: return [.linkedin]
        case .thread: return some([.x, .threads, .mastodon, .bluesky], 2...3)
        case .ayu: return [.ayuX]
        case .dimas: return [.dimasMastodon]
        }
    }

    private static func numbers(
        _ place: DemoWorld.Place, _ text: WorldText, _ luck: Double, _ random: inout SeededRandom
    ) -> LivePost.Counts {
        let views: Double =
            switch place {
            case .x: 920
            case .facebook: 640
            case .instagram: 1480
            case .threads: 700
            case .linkedin: 560
            case .mastodon: 330
            case .bluesky: 410
            case .ayuX: 260
            case .dimasMastodon: 140
            }
        let seen = views * luck * (text.pictures.isEmpty ? 1 : 1.4) * Double.random(in: 0.7..<1.3, using: &random)
        func share(_ range: Range<Double>) -> Int { Int(seen * Double.random(in: range, using: &random)) }
        var counts = LivePost.Counts()
        counts.views = Int(seen)
        counts.likes = share(0.03..<0.11)
        counts.reposts = share(0.002..<0.02)
        counts.replies = share(0.001..<0.012)
        return counts
    }
}
