import KicauCore

extension Instagram {
    /// The shapes of requests and answers.
    enum Wire {
        static let mediaFields = "id,caption,timestamp,permalink,media_type,alt_text,children{id}"
        /// developers.facebook.com, Instagram media insights: `impressions` and `plays` are gone since v22.
        static let counts: [(metric: Metric, name: String)] = [
            (.views, "views"), (.reach, "reach"), (.likes, "likes"), (.replies, "comments"), (.shares, "shares"),
            (.saves, "saved"),
        ]
        static let commentFields = "id,text,timestamp"

        /// The form of the container an errand's step asks for; nil when its picture or video or its children are missing.
        static func container(_ errand: Errand) -> [(String, String)]? {
            let part = errand.part
            guard let index = errand.step.picture else {
                let children = errand.children
                guard children.count == part.media.count else { return nil }
                return [("media_type", "CAROUSEL"), ("children", children.joined(separator: ","))] + words(part)
            }
            guard errand.media.indices.contains(index), let address = errand.media[index].publicURL else { return nil }
            let one = errand.media[index]
            let isItem = part.media.count > 1
            if isStory(part) { return [("media_type", "STORIES"), (one.isVideo ? "video_url" : "image_url", address)] }
            guard one.isVideo else {
                let picture = [("image_url", address)] + (one.alt.isEmpty ? [] : [("alt_text", one.alt)])
                return isItem ? picture + item : picture + words(part)
            }
            // By itself a video is a reel; VIDEO is left for carousels.
            let video = [("media_type", isItem ? "VIDEO" : "REELS"), ("video_url", address)]
            return isItem ? video + item : video + words(part) + reel(part)
        }

        private static let item = [("is_carousel_item", "true")]

        private static func words(_ part: RenderedPart) -> [(String, String)] {
            let caption = part.wireText.isEmpty ? [] : [("caption", part.wireText)]
            let together = part.frozen["collaborators"].map { [("collaborators", $0.text)] } ?? []
            let place = part.frozen["location_id"]?.string.map { [("location_id", $0)] } ?? []
            return caption + together + place
        }

        private static func reel(_ part: RenderedPart) -> [(String, String)] {
            ["share_to_feed", "thumb_offset"].compactMap { name in part.frozen[name]?.string.map { (name, $0) } }
        }
    }
}

/// What is said when a network that fetches pictures cannot reach us.
enum PublicMedia {
    static func missing(_ network: String) -> Refusal {
        Refusal(
            .appConfig, "\(network) fetches pictures from a public address, and this installation has none.",
            do: "Ask whoever runs Kicau to set its public media address, then send the post again.")
    }
}
