import KicauCore
import KicauPublish

/// How a published post is doing: the newest number of each kind, and how they grew.
struct DeliveryNumbers: Sendable {
    struct Newest: Sendable {
        let name: String
        let value: String
    }

    struct Row: Sendable {
        let at: Moment
        let values: [String]
    }

    let newest: [Newest]
    let at: Moment
    let names: [String]
    /// Newest first.
    let rows: [Row]
    let hasGrown: Bool

    /// Nil: nothing was counted yet.
    init?(_ readings: [Reading], _ voice: Voice) {
        guard let last = readings.map(\.at).max() else { return nil }
        let byMetric = Dictionary(grouping: readings, by: \.metric)
        let metrics = byMetric.keys.sorted { DeliveryNumbers.place($0) < DeliveryNumbers.place($1) }
        names = metrics.map(voice.metric)
        newest = metrics.compactMap { metric in
            byMetric[metric]?.max { $0.at < $1.at }
                .map { Newest(name: voice.metric(metric), value: voice.number($0.value)) }
        }
        at = voice.moment(last)
        rows = Dictionary(grouping: readings, by: \.at).sorted { $0.key > $1.key }.map { at, taken in
            let values = Dictionary(taken.map { ($0.metric, $0.value) }) { first, _ in first }
            return Row(at: voice.moment(at), values: metrics.map { values[$0].map(voice.number) ?? "–" })
        }
        hasGrown = rows.count > 1
    }

    /// Kicau's own metrics in their order, others behind them by their names.
    private static func place(_ metric: String) -> (Int, String) {
        (Metric(rawValue: metric).flatMap(Metric.allCases.firstIndex(of:)) ?? Metric.allCases.count, metric)
    }
}

extension Voice {
    /// A measurement's name; the stored word when it is none of ours.
    func metric(_ name: String) -> String {
        switch Metric(rawValue: name) {
        case .views: say("Views")
        case .reach: say("People reached")
        case .likes: say("Likes")
        case .replies: say("Replies")
        case .reposts: say("Reposts")
        case .quotes: say("Quotes")
        case .saves: say("Saves")
        case .shares: say("Shares")
        case .clicks: say("Clicks")
        case .followers: say("Followers")
        case .posts: say("Posts")
        case nil: name
        }
    }
}
