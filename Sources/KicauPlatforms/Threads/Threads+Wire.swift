import KicauCore

extension Threads {
    /// The shapes of requests and answers.
    enum Wire {
        /// developers.facebook.com, Threads insights.
        static let counts: [(metric: Metric, name: String)] = [
            (.views, "views"), (.likes, "likes"), (.replies, "replies"), (.reposts, "reposts"), (.quotes, "quotes"),
            (.shares, "shares"),
        ]

        static let placeFields = "id,name,address,city,country"

        static let threadFields = "id,text,timestamp,permalink,media_type,alt_text,children"

        /// The form of the container an errand's step asks for; nil when what goes into it is missing.
        ///
        /// Never with `auto_publish_text`: it would take away the staged object that tells what became of a commit.
        static func container(_ errand: Errand) -> [(String, String)]? {
            let part = errand.part
            guard part.placeToFind == nil || Threads.placeNumber(errand) != nil else { return nil }
            guard errand.step.picture != nil else {
                guard !part.media.isEmpty else { return [("media_type", "TEXT")] + text(errand) }
                let children = errand.children
                guard children.count == part.media.count else { return nil }
                return [("media_type", "CAROUSEL"), ("children", children.joined(separator: ","))] + text(errand)
            }
            guard let media = errand.fitted, let address = media.publicURL else { return nil }
            let own = single(media, address)
            return part.media.count > 1 ? own + [("is_carousel_item", "true")] : own + text(errand)
        }

        /// Videos are described as pictures are.
        private static func single(_ media: FittedMedia, _ address: String) -> [(String, String)] {
            let place =
                media.isVideo
                ? [("media_type", "VIDEO"), ("video_url", address)] : [("media_type", "IMAGE"), ("image_url", address)]
            return place + (media.alt.isEmpty ? [] : [("alt_text", media.alt)])
        }

        private static func text(_ errand: Errand) -> [(String, String)] {
            let text = errand.part.wireText.isEmpty ? [] : [("text", errand.part.wireText)]
            var frozen = errand.part.frozen
            frozen[Threads.placeField] = Threads.placeNumber(errand).map(JSONValue.string)
            let options = frozen.sorted { $0.key < $1.key }.map {
                ($0.key, $0.value.string ?? $0.value.text)
            }
            return text + options + (errand.parent.map { [("reply_to_id", $0.remoteID)] } ?? [])
        }
    }
}
