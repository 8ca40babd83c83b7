import Foundation
import KicauCore
import KicauText

/// The shapes of X's requests and answers, in the old names (tweet) and the new ones (post).
enum XWire {
    static func newPost(
        text: String, mediaIDs: [String], tagged: [String] = [], inReplyTo parent: String?,
        options: [String: JSONValue] = [:]
    ) -> JSONValue {
        .members(
            options.sorted { $0.key < $1.key } + [
                ("text", .string(text)),
                ("media", mediaIDs.isEmpty ? nil : media(mediaIDs, tagged)),
                ("reply", parent.map { ["in_reply_to_tweet_id": .string($0)] }),
            ])
    }

    private static func media(_ ids: [String], _ tagged: [String]) -> JSONValue {
        .members([
            ("media_ids", .array(ids.map(JSONValue.string))),
            (X.taggedField, tagged.isEmpty ? nil : .array(tagged.map(JSONValue.string))),
        ])
    }

    static func altText(_ text: String, mediaID: String) -> JSONValue {
        ["id": .string(mediaID), "metadata": ["alt_text": ["text": .string(text)]]]
    }

    /// X keeps descriptions of pictures, moving ones too, and none of videos.
    static func isDescribed(_ media: Media) -> Bool { !media.alt.isEmpty && !media.isVideo }

    /// One call takes pictures only; their type is read by X from the bytes.
    static let uploadFields = [("media_category", "tweet_image")]

    /// The fields asked for when own posts are read, by the vocabulary the app is set to.
    static func listFields(_ app: AppKeys) -> (String, String) {
        speaksOfPosts(app)
            ? ("post.fields", "attachments,created_at,entities,note_post")
            : ("tweet.fields", "attachments,created_at,entities,note_tweet,referenced_tweets")
    }

    static func fieldsWithNumbers(_ app: AppKeys) -> (String, String) {
        let (name, fields) = listFields(app)
        return (name, fields + ",public_metrics")
    }

    static let counts: [Metric: [String]] = [
        .views: ["impression_count"], .likes: ["like_count"], .replies: ["reply_count"],
        .reposts: ["repost_count", "retweet_count"], .quotes: ["quote_count"], .saves: ["bookmark_count"],
    ]

    /// A post as it is read back.
    struct Seen {
        let id: String
        let text: String
        let created: Instant?
        let pictures: Int
        /// The post it answers; nil when it answers none or the answer does not say.
        let parent: String?
        /// The post it quotes; nil as above.
        let quoted: String?

        init?(_ value: JSONValue) {
            guard let id = value["id"]?.string, let short = value["text"]?.string else { return nil }
            let note = value["note_tweet"] ?? value["note_post"]
            self.id = id
            text = XText.expanded(note?["text"]?.string ?? short, note?["entities"] ?? value["entities"])
            created = value["created_at"]?.string.flatMap(TimeReading.iso)
            pictures = value.at("attachments", "media_keys")?.array?.count ?? 0
            let references = (value["referenced_tweets"] ?? value["referenced_posts"])?.array
            parent = references?.first { $0["type"]?.string == "replied_to" }?["id"]?.string
            quoted = references?.first { $0["type"]?.string == "quoted" }?["id"]?.string
        }
    }
}

/// X changes texts on their way (t.co links, entities of HTML); these bring both sides to one form.
enum XText {
    /// The text with every t.co link put back, the links of pictures dropped, and HTML unescaped.
    static func expanded(_ text: String, _ entities: JSONValue?) -> String {
        var result = text
        for link in entities?["urls"]?.array ?? [] {
            guard let short = link["url"]?.string, !short.isEmpty else { continue }
            let long = link["expanded_url"]?.string ?? short
            let isPicture = link["media_key"] != nil || long.contains("/photo/") || long.contains("/video/")
            result = result.replacing(short, with: isPicture ? "" : long)
        }
        return unescaped(result)
    }

    static func unescaped(_ text: String) -> String {
        text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
    }

    /// For comparing: NFC, links without scheme and closing slash, runs of space as one.
    static func canonical(_ text: String) -> String {
        let composed = text.precomposedStringWithCanonicalMapping
        var result = ""
        var rest = composed.startIndex
        for link in Entities.urls(in: composed) {
            result += composed[rest..<link.range.lowerBound] + bare(link.text)
            rest = link.range.upperBound
        }
        return joined(result + composed[rest...])
    }

    /// For answers without entities: the text without any link.
    static func skeleton(_ text: String) -> String {
        let composed = unescaped(text).precomposedStringWithCanonicalMapping
        var result = ""
        var rest = composed.startIndex
        for link in Entities.urls(in: composed) {
            result += composed[rest..<link.range.lowerBound]
            rest = link.range.upperBound
        }
        return joined(result + composed[rest...])
    }

    private static func bare(_ link: String) -> String {
        var text = link.lowercased()
        for scheme in ["https://", "http://"] where text.hasPrefix(scheme) { text.removeFirst(scheme.count) }
        while text.hasSuffix("/") { text.removeLast() }
        return text
    }

    private static func joined(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
