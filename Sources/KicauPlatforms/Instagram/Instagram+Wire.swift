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

        /// The form of the container an errand's step asks for; nil when its picture or its children are missing.
        static func container(_ errand: Errand) -> [(String, String)]? {
            let part = errand.part
            guard let index = errand.step.picture else {
                let children = errand.children
                guard children.count == part.media.count else { return nil }
                return [("media_type", "CAROUSEL"), ("children", children.joined(separator: ","))] + caption(part)
            }
            guard errand.media.indices.contains(index), let address = errand.media[index].publicURL else { return nil }
            let alt = errand.media[index].alt
            let picture = [("image_url", address)] + (alt.isEmpty ? [] : [("alt_text", alt)])
            return part.media.count > 1 ? picture + [("is_carousel_item", "true")] : picture + caption(part)
        }

        private static func caption(_ part: RenderedPart) -> [(String, String)] {
            part.wireText.isEmpty ? [] : [("caption", part.wireText)]
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
