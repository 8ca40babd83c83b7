import KicauCore

extension Instagram {
    /// The shapes of requests and answers.
    enum Wire {
        static let mediaFields = "id,caption,timestamp,permalink,media_type,alt_text,children{id}"
        /// A story has no words, no description and no children.
        static let storyFields = "id,timestamp,permalink,media_type"
        /// developers.facebook.com, Instagram media insights: `impressions` and `plays` are gone since v22.
        static let counts: [(metric: Metric, name: String)] = [
            (.views, "views"), (.reach, "reach"), (.likes, "likes"), (.replies, "comments"), (.shares, "shares"),
            (.saves, "saved"),
        ]
        /// developers.facebook.com, insights of stories: answers come as messages, and nobody can save one.
        static let storyCounts: [(metric: Metric, name: String)] = [
            (.views, "views"), (.reach, "reach"), (.replies, "replies"), (.shares, "shares"),
        ]
        static let commentFields = "id,text,timestamp,username,from"
    }
}

/// What is said when a network that fetches pictures and videos cannot reach us.
enum PublicMedia {
    static func missing(_ network: String) -> Refusal {
        Refusal(
            .appConfig, "\(network) fetches pictures and videos from a public address, and this installation has none.",
            do: "Ask whoever runs Kicau to set its public media address, then send the post again.")
    }
}
