import KicauCore

/// The shapes of the Mastodon API that Kicau uses.
enum MastodonWire {
    static func newStatus(
        _ part: RenderedPart, mediaIDs: [String], inReplyTo parent: String?, quoting quoted: String?
    ) -> JSONValue {
        .members([
            ("status", .string(part.wireText)),
            ("visibility", part.frozen["visibility"]),
            ("language", part.frozen["language"]),
            ("spoiler_text", part.frozen["spoiler_text"]),
            ("sensitive", part.frozen["sensitive"]),
            ("quote_approval_policy", part.frozen["quote_approval_policy"]),
            ("poll", part.frozen["poll"]),
            ("media_ids", mediaIDs.isEmpty ? nil : .array(mediaIDs.map(JSONValue.string))),
            ("in_reply_to_id", parent.map(JSONValue.string)),
            ("quoted_status_id", quoted.map(JSONValue.string)),
        ])
    }

    static let counts: [Metric: [String]] = [
        .likes: ["favourites_count"], .replies: ["replies_count"], .reposts: ["reblogs_count"],
        .quotes: ["quotes_count"],
    ]

    /// A status as a server shows it. Ids are opaque texts everywhere.
    struct Status {
        let id: String
        /// The server's number of whoever wrote it.
        let author: String?
        let url: String?
        let uri: String?
        let text: String
        let created: Instant?
        let media: [Attached]
        let parent: String?
        let visibility: String?
        let language: String?
        let spoiler: String?
        let isSensitive: Bool?
        let poll: Poll?
        let quote: Quote?
        /// Nil: the server does not tell.
        let quotePolicy: String?

        var answers: [String] { poll?.answers ?? [] }

        init?(_ value: JSONValue) {
            guard let id = value["id"]?.string, !id.isEmpty, value["scheduled_at"] == nil,
                let content = value["content"]?.string
            else { return nil }
            self.id = id
            author = value.at("account", "id")?.string
            url = value["url"]?.string
            uri = value["uri"]?.string
            text = StatusText.plain(content)
            created = value["created_at"]?.string.flatMap(TimeReading.iso)
            media = (value["media_attachments"]?.array ?? []).map(Attached.init)
            // Pixelfed of older days shows an empty text where there is none.
            parent = value["in_reply_to_id"]?.string.flatMap { $0.isEmpty ? nil : $0 }
            visibility = value["visibility"]?.string
            language = value["language"]?.string
            spoiler = value["spoiler_text"]?.string
            isSensitive = value["sensitive"]?.bool
            poll = Poll(value["poll"])
            quote = Quote(value["quote"])
            quotePolicy = MastodonWire.quotePolicy(value)
        }
    }
}
