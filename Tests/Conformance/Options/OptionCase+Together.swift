import KicauCore
import KicauPlatforms

/// One post of each network with much of what may stand side by side.
extension OptionCase {
    static let together: [String: OptionCase] = Dictionary(
        uniqueKeysWithValues: apart.map { network, names in
            let cases = all.filter { $0.network == network && names.contains($0.asked.last?.name ?? "") }
            var asked: [Asked] = []
            // The last word of a choice: the first is often what the network takes anyway.
            for name in names { asked += cases.last { $0.asked.last?.name == name }?.asked ?? [] }
            let first = asked.reduce(into: [Asked]()) { kept, next in
                if !kept.contains(where: { $0.name == next.name }) { kept.append(next) }
            }
            return (network, OptionCase(network: network, asked: first, media: media[network] ?? .none))
        })

    private static let media: [String: Media] = ["facebook": .film, "instagram": .film, "bluesky": .picture]

    private static let apart: [String: [String]] = [
        "x": [
            "reply_settings", "poll_duration_minutes", "share_with_followers", "made_with_ai", "paid_partnership",
            "place_id",
        ],
        "facebook": ["title", "countries", "age_min", "feed_locales"],
        "instagram": [
            "share_to_feed", "thumb_offset", "collaborators", "location_id", "user_tags", "is_ai_generated",
            "audio_name",
        ],
        "threads": ["reply_control", "topic_tag", "poll", "enable_reply_approvals", "location_id"],
        "linkedin": ["visibility", "poll_duration", "isReshareDisabledByAuthor"],
        "mastodon": [
            "visibility", "poll_expires_in", "poll_multiple", "poll_hide_totals", "quote_approval_policy",
            "spoiler_text", "language",
        ],
        "bluesky": ["labels", "threadgate", "postgate", "langs", "tags"],
    ]
}
