import KicauCore

extension Instagram.Wire {
    /// What a container becomes. Each takes fields of its own: developers.facebook.com, IG User media, 2026-11-27.
    private enum Purpose {
        case picture, reel, story, item, carousel

        /// What of the options goes with it.
        var options: [String] {
            switch self {
            case .picture: ["collaborators", "location_id", "user_tags"] + Purpose.labels
            case .carousel: ["collaborators", "location_id"] + Purpose.labels
            case .reel:
                [
                    "collaborators", "location_id", "share_to_feed", "thumb_offset", "user_tags", "trial_params",
                    "audio_name",
                ]
                    + Purpose.labels
            case .story: ["user_tags"] + Purpose.labels
            case .item: []
            }
        }

        /// A carousel has them once, not on each of its items.
        private static let labels = ["is_ai_generated", "is_paid_partnership"]

        var hasCaption: Bool {
            switch self {
            case .picture, .reel, .carousel: true
            case .story, .item: false
            }
        }
    }

    /// The form of the container an errand's step asks for; nil when what goes into it is missing.
    static func container(_ errand: Errand) -> [(String, String)]? {
        let part = errand.part
        guard errand.step.picture != nil else {
            let children = errand.children
            guard children.count == part.media.count else { return nil }
            return [("media_type", "CAROUSEL"), ("children", children.joined(separator: ","))] + words(part, .carousel)
        }
        guard let media = errand.fitted, let address = media.publicURL else { return nil }
        let purpose = purpose(of: media, in: part)
        let place = (media.isVideo ? "video_url" : "image_url", address)
        let cover = purpose == .reel ? errand.cover?.publicURL.map { [("cover_url", $0)] } ?? [] : []
        let people = Instagram.people(of: purpose == .item ? errand.step.picture : nil, in: part)
        return kind(purpose, media) + [place] + cover + alt(media, purpose) + words(part, purpose)
            + (people.map { [("user_tags", $0.text)] } ?? [])
    }

    private static func purpose(of media: FittedMedia, in part: RenderedPart) -> Purpose {
        switch Instagram.Format(part) {
        case .story: .story
        case .post: part.media.count > 1 ? .item : media.isVideo ? .reel : .picture
        }
    }

    /// A picture is what is taken when no type is named.
    private static func kind(_ purpose: Purpose, _ media: FittedMedia) -> [(String, String)] {
        switch purpose {
        case .picture: []
        case .reel: [("media_type", "REELS")]
        case .story: [("media_type", "STORIES")]
        case .carousel: [("media_type", "CAROUSEL")]
        case .item: (media.isVideo ? [("media_type", "VIDEO")] : []) + [("is_carousel_item", "true")]
        }
    }

    private static func alt(_ media: FittedMedia, _ purpose: Purpose) -> [(String, String)] {
        switch purpose {
        case .picture, .item: media.isVideo || media.alt.isEmpty ? [] : [("alt_text", media.alt)]
        case .reel, .story, .carousel: []
        }
    }

    private static func words(_ part: RenderedPart, _ purpose: Purpose) -> [(String, String)] {
        let caption = purpose.hasCaption && !part.wireText.isEmpty ? [("caption", part.wireText)] : []
        return caption
            + purpose.options.compactMap { name in part.frozen[name].map { (name, $0.string ?? $0.text) } }
    }
}
