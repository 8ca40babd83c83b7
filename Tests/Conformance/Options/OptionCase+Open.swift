import KicauCore
import KicauPlatforms

/// Mastodon and Bluesky.
extension OptionCase {
    static let mastodon: [OptionCase] = {
        func on(_ asked: Asked..., media: Media = .none) -> OptionCase {
            OptionCase(network: "mastodon", asked: asked, media: media)
        }
        let poll = Asked("poll", yesOrNo, at: "poll.answers", shows: ["Ya", "Tidak"])
        let visible = words(of: "visibility", on: Mastodon()).map {
            on(Asked("visibility", [$0], at: "visibility", shows: .string($0)))
        }
        let lasting = words(of: "poll_expires_in", on: Mastodon()).map {
            on(poll, Asked("poll_expires_in", [$0], at: "poll.seconds", shows: Int64($0).map(JSONValue.integer)))
        }
        let quotable = words(of: "quote_approval_policy", on: Mastodon()).map {
            on(Asked("quote_approval_policy", [$0], at: "quote_policy", shows: .string($0)))
        }
        let single: [OptionCase] = [
            on(Asked("spoiler_text", ["Pedas"], at: "spoiler", shows: "Pedas")),
            on(Asked("sensitive", ["yes"], at: "sensitive", shows: true), media: .picture),
            on(Asked("language", ["en"], at: "language", shows: "en")),
            on(poll, Asked("poll_multiple", ["yes"], at: "poll.multiple", shows: true)),
            on(poll, Asked("poll_hide_totals", ["yes"], at: "poll.hide_totals", shows: true)),
            on(Asked("quote", ["{link}"], at: "quote", shows: "{id}")),
        ]
        return visible + lasting + quotable + single
    }()

    static let bluesky: [OptionCase] = {
        func on(_ asked: Asked..., media: Media = .none) -> OptionCase {
            OptionCase(network: "bluesky", asked: asked, media: media)
        }
        func labels(_ words: [String]) -> OptionCase {
            let shown = JSONValue.array(words.map { ["val": .string($0)] })
            return on(Asked("labels", words, at: "record.labels.values", shows: shown), media: .picture)
        }
        let warnings = words(of: "labels", on: Bluesky())
        let answerable = words(of: "threadgate", on: Bluesky()).map { word in
            let allowed: JSONValue =
                word == "nobody" ? [] : [["$type": .string("app.bsky.feed.threadgate#\(word)")]]
            return on(Asked("threadgate", [word], at: "threadgate.allow", shows: allowed))
        }
        let list = "at://{page}/app.bsky.graph.list/3kabcdefghi2z"
        let rule: JSONValue = ["$type": "app.bsky.feed.threadgate#listRule", "list": .string(list)]
        let mentioned: JSONValue = ["$type": "app.bsky.feed.threadgate#mentionRule"]
        let listed = [
            on(Asked("threadgate_lists", [list], at: "threadgate.allow", shows: [rule])),
            on(
                Asked("threadgate", ["mentionRule"], at: "threadgate.allow", shows: [mentioned, rule]),
                Asked(
                    "threadgate_lists", ["https://bsky.app/profile/{page}/lists/3kabcdefghi2z"],
                    at: "threadgate.allow", shows: [mentioned, rule])),
        ]
        let quotable = words(of: "postgate", on: Bluesky()).map { word in
            on(
                Asked(
                    "postgate", [word], at: "postgate.embeddingRules",
                    shows: [["$type": .string("app.bsky.feed.postgate#\(word)")]]))
        }
        let single: [OptionCase] = [
            on(Asked("langs", ["id", "en"], at: "record.langs", shows: ["id", "en"])),
            on(Asked("tags", ["kopi", "#menu"], at: "record.tags", shows: ["kopi", "menu"])),
            on(Asked("quote", ["{link}"], at: "record.embed.record.uri", shows: "{id}")),
        ]
        return warnings.map { labels([$0]) } + [labels(warnings)] + answerable + listed + quotable + single
    }()
}
