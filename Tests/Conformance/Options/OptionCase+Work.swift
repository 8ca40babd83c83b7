import KicauCore
import KicauPlatforms

/// X and LinkedIn.
extension OptionCase {
    static let x: [OptionCase] = {
        func on(_ asked: Asked..., plan: String? = nil, settings: JSONValue? = nil) -> OptionCase {
            OptionCase(network: "x", asked: asked, plan: plan, settings: settings)
        }
        let poll = Asked("poll", yesOrNo, at: "poll.options", shows: ["Ya", "Tidak"])
        let community = Asked("community_id", ["14934468"], at: "community_id", shows: "14934468")
        let answerable = words(of: "reply_settings", on: X()).map {
            on(Asked("reply_settings", [$0], at: "replySettings", shows: .string($0)))
        }
        let lasting = words(of: "poll_duration_minutes", on: X()).map {
            on(
                poll,
                Asked("poll_duration_minutes", [$0], at: "poll.minutes", shows: Int64($0).map(JSONValue.integer)))
        }
        let single: [OptionCase] = [
            on(community),
            on(community, Asked("share_with_followers", ["yes"], at: "share_with_followers", shows: true)),
            on(Asked("made_with_ai", ["yes"], at: "made_with_ai", shows: true)),
            on(Asked("paid_partnership", ["yes"], at: "paid_partnership", shows: true)),
            OptionCase(
                network: "x",
                asked: [Asked("tagged_user_ids", ["@bima_pratama"], at: "tagged_user_ids", shows: ["{writer}"])],
                media: .picture),
            on(Asked("place_id", ["f7eb2fa2fea288b1"], at: "geo.place_id", shows: "f7eb2fa2fea288b1")),
            // Sold on Enterprise plans only.
            on(
                Asked("quote", ["{id}"], at: "quoted", shows: "{id}"), plan: "Enterprise Small",
                settings: ["plan": "enterprise"]),
        ]
        return answerable + lasting + single
    }()

    static let linkedIn: [OptionCase] = {
        func on(_ asked: Asked...) -> OptionCase { OptionCase(network: "linkedin", asked: asked) }
        let poll = [
            Asked("poll", yesOrNo, at: "poll.options", shows: [["text": "Ya"], ["text": "Tidak"]]),
            Asked("poll_question", ["Kopi lagi?"], at: "poll.question", shows: "Kopi lagi?"),
        ]
        let visible = words(of: "visibility", on: LinkedIn()).map {
            on(Asked("visibility", [$0], at: "visibility", shows: .string($0)))
        }
        let lasting = words(of: "poll_duration", on: LinkedIn()).map {
            OptionCase(
                network: "linkedin",
                asked: poll + [Asked("poll_duration", [$0], at: "poll.settings.duration", shows: .string($0))])
        }
        let embedded = "https://www.linkedin.com/embed/feed/update/{id}"
        let single: [OptionCase] = [
            on(Asked("isReshareDisabledByAuthor", ["yes"], at: "mayBeShared", shows: false)),
            OptionCase(
                network: "linkedin", asked: [Asked("title", ["Panen raya"], at: "title", shows: "Panen raya")],
                media: .picture),
            on(Asked("reshare_parent", [embedded], at: "reshared", shows: "{id}")),
        ]
        return visible + lasting + single
    }()
}
