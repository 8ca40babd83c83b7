import KicauCore
import KicauPlatforms

/// Instagram and Threads.
extension OptionCase {
    static let instagram: [OptionCase] = {
        func on(
            _ asked: Asked..., media: Media, hasText: Bool = true, app: [String: String] = [:]
        ) -> OptionCase {
            OptionCase(network: "instagram", asked: asked, media: media, hasText: hasText, app: app)
        }
        let products = ["story": "STORY", "post": "FEED"]
        let formats = words(of: "format", on: Instagram()).map { word in
            on(
                Asked("format", [word], at: "media_product_type", shows: .string(products[word] ?? "none")),
                media: .picture, hasText: word != "story")
        }
        let shared = words(of: "share_to_feed", on: Instagram()).map {
            on(Asked("share_to_feed", [$0], at: "is_shared_to_feed", shows: .bool($0 == "true")), media: .film)
        }
        let trials = words(of: "trial_params", on: Instagram()).map {
            on(Asked("trial_params", [$0], at: "trial_params.graduation_strategy", shows: .string($0)), media: .film)
        }
        let single: [OptionCase] = [
            on(Asked("thumb_offset", ["1500"], at: "thumb_offset", shows: 1500), media: .film),
            on(Asked("cover", ["1"], at: "cover", shows: nil), media: .coverAndFilm),
            on(
                Asked(
                    "collaborators", ["@bima_pratama", "citra_dewi"], at: "collaborators",
                    shows: [
                        "bima_pratama", "citra_dewi",
                    ]), media: .picture),
            on(Asked("location_id", ["14934468"], at: "location_id", shows: "14934468"), media: .picture),
            on(
                Asked(
                    "user_tags", ["bima_pratama 0.5 0.25"], at: "user_tags",
                    shows: [["username": "bima_pratama", "x": .number(0.5), "y": .number(0.25)]]),
                media: .picture),
            on(
                Asked("user_tags", ["@bima_pratama"], at: "user_tags", shows: [["username": "bima_pratama"]]),
                media: .film),
            on(Asked("is_ai_generated", ["yes"], at: "is_ai_generated", shows: true), media: .picture),
            on(
                Asked("is_paid_partnership", ["yes"], at: "is_paid_partnership", shows: true), media: .picture,
                app: ["login": "facebook"]),
            on(Asked("audio_name", ["Hujan pagi"], at: "audio_name", shows: "Hujan pagi"), media: .film),
        ]
        let cases = formats + shared + trials + single
        return cases + cases.filter(\.app.isEmpty).map(byPage)
    }()

    /// The same for an account that came through its Facebook page.
    private static func byPage(_ own: OptionCase) -> OptionCase {
        var other = own
        other.app = ["login": "facebook"]
        return other
    }

    static let threads: [OptionCase] = {
        func on(_ asked: Asked...) -> OptionCase { OptionCase(network: "threads", asked: asked) }
        let answerable = words(of: "reply_control", on: Threads()).map {
            on(Asked("reply_control", [$0], at: "reply_audience", shows: .string($0.uppercased())))
        }
        let single: [OptionCase] = [
            on(Asked("topic_tag", ["Kopi"], at: "topic_tag", shows: "Kopi")),
            on(
                Asked(
                    "link_attachment", ["https://kedai-aksara.com/menu"], at: "link_attachment_url",
                    shows: "https://kedai-aksara.com/menu")),
            on(Asked("poll", yesOrNo, at: "poll_attachment", shows: ["option_a": "Ya", "option_b": "Tidak"])),
            on(Asked("enable_reply_approvals", ["yes"], at: "enable_reply_approvals", shows: true)),
            on(Asked("is_ghost_post", ["yes"], at: "is_ghost_post", shows: true)),
            on(
                Asked(
                    "text_entities", ["teh"], at: "text_entities",
                    shows: [["entity_type": "SPOILER", "offset": 10, "length": 3]])),
            OptionCase(
                network: "threads",
                asked: [Asked("is_spoiler_media", ["yes"], at: "is_spoiler_media", shows: true)], media: .picture),
            on(
                Asked(
                    "text_attachment", ["Resep kopi.\n\nSatu sendok."], at: "text_attachment.plaintext",
                    shows: "Resep kopi.\n\nSatu sendok.")),
            on(
                Asked(
                    "text_attachment", ["Resep kopi."], at: "text_attachment.plaintext", shows: "Resep kopi."),
                Asked(
                    "text_attachment_link", ["https://kedai-aksara.com/resep"],
                    at: "text_attachment.link_attachment_url", shows: "https://kedai-aksara.com/resep")),
            on(Asked("location_id", ["9000000003"], at: "location_id", shows: "9000000003")),
            on(Asked("location_id", ["pasar beringharjo"], at: "location_id", shows: "9000000002")),
            on(Asked("quote_post_id", ["{id}"], at: "quoted_post", shows: "{id}")),
        ]
        return answerable + single
    }()
}
