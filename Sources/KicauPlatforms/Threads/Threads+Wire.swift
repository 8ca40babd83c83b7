import KicauCore

extension Threads {
    /// The shapes of requests and answers.
    enum Wire {
        /// developers.facebook.com, Threads insights.
        static let counts: [(metric: Metric, name: String)] = [
            (.views, "views"), (.likes, "likes"), (.replies, "replies"), (.reposts, "reposts"), (.quotes, "quotes"),
            (.shares, "shares"),
        ]

        static let threadFields = "id,text,timestamp,permalink,media_type,alt_text,children"

        /// The form of the container an errand's step asks for; nil when its picture or video or its children are missing.
        ///
        /// Never with `auto_publish_text`: it would take away the staged object that tells what became of a commit.
        static func container(_ errand: Errand) -> [(String, String)]? {
            let part = errand.part
            guard let index = errand.step.picture else {
                guard !part.media.isEmpty else { return [("media_type", "TEXT")] + text(errand) }
                let children = errand.children
                guard children.count == part.media.count else { return nil }
                return [("media_type", "CAROUSEL"), ("children", children.joined(separator: ","))] + text(errand)
            }
            guard errand.media.indices.contains(index), let address = errand.media[index].publicURL else { return nil }
            let one = errand.media[index]
            let kind =
                one.isVideo
                ? [("media_type", "VIDEO"), ("video_url", address)] : [("media_type", "IMAGE"), ("image_url", address)]
            let shown = kind + (one.alt.isEmpty ? [] : [("alt_text", one.alt)])
            return part.media.count > 1 ? shown + [("is_carousel_item", "true")] : shown + text(errand)
        }

        private static func text(_ errand: Errand) -> [(String, String)] {
            let text = errand.part.wireText.isEmpty ? [] : [("text", errand.part.wireText)]
            let options = errand.part.frozen.sorted { $0.key < $1.key }.map {
                ($0.key, $0.value.string ?? $0.value.text)
            }
            return text + options + (errand.parent.map { [("reply_to_id", $0.remoteID)] } ?? [])
        }
    }
}
