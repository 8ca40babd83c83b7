import KicauCore

/// The shapes of the Mastodon API that Kicau uses.
enum MastodonWire {
    static func newStatus(_ part: RenderedPart, mediaIDs: [String], inReplyTo parent: String?) -> JSONValue {
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
        ])
    }

    static let counts: [Metric: [String]] = [
        .likes: ["favourites_count"], .replies: ["replies_count"], .reposts: ["reblogs_count"],
        .quotes: ["quotes_count"],
    ]

    /// A status as a server shows it. Ids are opaque texts everywhere.
    struct Status {
        let id: String
        let url: String?
        let uri: String?
        let text: String
        let created: Instant?
        let descriptions: [String]
        let parent: String?
        let visibility: String?
        let language: String?
        let spoiler: String?
        let isSensitive: Bool?
        let answers: [String]

        init?(_ value: JSONValue) {
            guard let id = value["id"]?.string, !id.isEmpty, value["scheduled_at"] == nil,
                let content = value["content"]?.string
            else { return nil }
            self.id = id
            url = value["url"]?.string
            uri = value["uri"]?.string
            text = StatusText.plain(content)
            created = value["created_at"]?.string.flatMap(TimeReading.iso)
            descriptions = (value["media_attachments"]?.array ?? []).map { $0["description"]?.string ?? "" }
            parent = value["in_reply_to_id"]?.string
            visibility = value["visibility"]?.string
            language = value["language"]?.string
            spoiler = value["spoiler_text"]?.string
            isSensitive = value["sensitive"]?.bool
            answers = (value.at("poll", "options")?.array ?? []).compactMap { $0["title"]?.string }
        }

        /// Servers answer yes and drop what they do not know: each field that shows is compared.
        func differences(from part: RenderedPart, parent: String?) -> [Sentence] {
            var found: [Sentence] = []
            if StatusText.canonical(text) != StatusText.canonical(part.wireText) {
                found.append("The server shows another text than was sent: \(Words.cut(text))")
            }
            if descriptions.count != part.media.count {
                found.append("The server shows \(descriptions.count) pictures, and \(part.media.count) were sent.")
            } else if zip(descriptions, part.media).contains(where: { $0 != $1.original.alt }) {
                found.append("The server did not keep every picture's description as it was sent.")
            }
            if let visibility, let sent = part.frozen["visibility"]?.string, visibility != sent {
                found.append("The server shows it as \(visibility), and it was sent as \(sent).")
            }
            if let sent = part.frozen["language"]?.string, language != sent {
                found.append("The server marks the language as \(language ?? "none"), and it was sent as \(sent).")
            }
            if let sent = part.frozen["spoiler_text"]?.string, spoiler != sent {
                found.append("The server did not keep the content warning as it was sent.")
            }
            if part.frozen["sensitive"]?.bool == true, isSensitive == false {
                found.append("The server does not mark it as sensitive.")
            }
            let asked = (part.frozen["poll"]?["options"]?.array ?? []).compactMap(\.string)
            if answers != asked { found.append("The server shows another poll than was sent.") }
            if parent != self.parent { found.append("The server does not show it as an answer to the part before.") }
            return found
        }
    }
}
