import Foundation
import KicauCore

/// A body of `POST /2/tweets`, read as strictly as X reads it.
struct XNewPost: Sendable, Hashable {
    var text = ""
    var mediaIDs: [String] = []
    var taggedIDs: [String] = []
    var replyTo: String?
    var quoted: String?
    var pollOptions: [String] = []
    var pollMinutes = 0
    var replySettings: String?
    var editOf: String?
    /// All else that was sent and may be: kept, shown by nobody.
    var labels: [String: JSONValue] = [:]

    static let fields: Set<String> = [
        "card_uri", "community_id", "direct_message_deep_link", "edit_options", "for_super_followers_only", "geo",
        "made_with_ai", "media", "nullcast", "paid_partnership", "poll", "quote_tweet_id", "reply", "reply_settings",
        "share_with_followers", "text",
    ]
    /// Only the newer specification knows these.
    static let newFields: Set<String> = [
        "media.title", "media.description", "media.preview_media_id",
        "media.embeddable", "media.call_to_actions",
    ]

    /// The fields inside each object.
    static let inner: [String: Set<String>] = [
        "media": [
            "media_ids", "tagged_user_ids", "title", "description", "preview_media_id", "embeddable",
            "call_to_actions",
        ],
        "poll": ["options", "duration_minutes", "reply_settings"],
        "reply": ["in_reply_to_tweet_id", "exclude_reply_user_ids", "auto_populate_reply_metadata"],
        "geo": ["place_id"],
        "edit_options": ["previous_post_id"],
    ]

    static let replySettingsChoices: Set<String> = ["following", "mentionedUsers", "subscribers", "verified"]

    static func read(_ body: JSONValue?) -> Result<XNewPost, XBodyTrouble> {
        guard case .object(let members)? = body else {
            return .failure(.init("body", "", "The body of your request is not a JSON object."))
        }
        do {
            return .success(try XNewPost(members))
        } catch {
            return .failure(error)
        }
    }

    private init(_ members: [String: JSONValue]) throws(XBodyTrouble) {
        for name in members.keys.sorted() where !Self.fields.contains(name) { throw .unknown(name) }
        for (name, known) in Self.inner.sorted(by: { $0.key < $1.key }) {
            guard let value = members[name] else { continue }
            guard let inside = value.object else { throw .wrongType(name, value) }
            for field in inside.keys.sorted() where !known.contains(field) { throw .unknown("\(name).\(field)") }
        }
        text = try Self.string(members["text"], "text") ?? ""
        try readMedia(members["media"])
        try readPoll(members["poll"])
        try readReferences(members)
        replySettings = try Self.string(members["reply_settings"], "reply_settings")
        if let replySettings, !Self.replySettingsChoices.contains(replySettings) {
            throw XBodyTrouble("reply_settings", replySettings, "\(replySettings) is not one of the choices.")
        }
        for name in [
            "for_super_followers_only", "made_with_ai", "nullcast", "paid_partnership",
            "share_with_followers",
        ] {
            guard let value = members[name] else { continue }
            guard value.bool != nil else { throw .wrongType(name, value) }
            labels[name] = value
        }
        try checkPlace(members["geo"])
        for name in ["card_uri", "community_id", "direct_message_deep_link", "geo"] { labels[name] = members[name] }
        let attachments = ["media", "poll", "quote_tweet_id", "card_uri"].filter { members[$0] != nil }
        guard attachments.count <= 1 else {
            throw XBodyTrouble(attachments[0], attachments[1], "Only one of these may be there: \(attachments).")
        }
    }

    private mutating func readMedia(_ value: JSONValue?) throws(XBodyTrouble) {
        guard let value else { return }
        mediaIDs = try Self.ids(value["media_ids"], "media.media_ids")
        guard (1...4).contains(mediaIDs.count) else {
            throw XBodyTrouble("media.media_ids", "\(mediaIDs.count)", "There must be 1 to 4 media ids.")
        }
        guard value["tagged_user_ids"] != nil else { return }
        taggedIDs = try Self.ids(value["tagged_user_ids"], "media.tagged_user_ids")
        guard taggedIDs.count <= 10 else {
            throw XBodyTrouble("media.tagged_user_ids", "\(taggedIDs.count)", "At most 10 people may be tagged.")
        }
    }

    /// X OpenAPI 2.167, `CreatePostsGeo`: place_id is required. What an id may look like stands nowhere; letters and
    /// digits are all that was seen.
    private func checkPlace(_ geo: JSONValue?) throws(XBodyTrouble) {
        guard let geo else { return }
        guard let place = try Self.string(geo["place_id"], "geo.place_id") else {
            throw XBodyTrouble("geo", "", "$.geo.place_id: is missing but it is required")
        }
        guard !place.isEmpty, place.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }) else {
            throw XBodyTrouble("geo.place_id", place, "\(place) is no place.")
        }
    }

    private mutating func readPoll(_ value: JSONValue?) throws(XBodyTrouble) {
        guard let value else { return }
        pollOptions = (value["options"]?.array ?? []).compactMap(\.string)
        let isRight = (2...4).contains(pollOptions.count) && pollOptions.allSatisfy { (1...25).contains($0.count) }
        guard isRight else {
            throw XBodyTrouble("poll.options", "\(pollOptions)", "2 to 4 options of 1 to 25 letters.")
        }
        guard case .integer(let minutes)? = value["duration_minutes"], (5...10_080).contains(minutes) else {
            throw XBodyTrouble("poll.duration_minutes", "", "The duration must be from 5 to 10080 minutes.")
        }
        pollMinutes = Int(minutes)
    }

    private mutating func readReferences(_ members: [String: JSONValue]) throws(XBodyTrouble) {
        if let reply = members["reply"] {
            replyTo = try Self.id(reply["in_reply_to_tweet_id"], "reply.in_reply_to_tweet_id")
        }
        if let quote = members["quote_tweet_id"] { quoted = try Self.id(quote, "quote_tweet_id") }
        if let edit = members["edit_options"] {
            editOf = try Self.id(edit["previous_post_id"], "edit_options.previous_post_id")
        }
    }

    private static func string(_ value: JSONValue?, _ name: String) throws(XBodyTrouble) -> String? {
        guard let value else { return nil }
        guard case .string(let text) = value else { throw .wrongType(name, value) }
        return text
    }

    private static func ids(_ value: JSONValue?, _ name: String) throws(XBodyTrouble) -> [String] {
        var found: [String] = []
        for item in value?.array ?? [] { found.append(try id(item, name)) }
        return found
    }

    private static func id(_ value: JSONValue?, _ name: String) throws(XBodyTrouble) -> String {
        guard case .string(let text)? = value, (1...19).contains(text.count), text.allSatisfy(\.isNumber) else {
            throw XBodyTrouble(name, value?.string ?? "", "[\(name)] does not match ^[0-9]{1,19}$")
        }
        return text
    }
}

/// What is wrong with a body, and where.
struct XBodyTrouble: Error, Sendable, Hashable {
    let parameter: String
    let value: String
    let message: String

    init(_ parameter: String, _ value: String, _ message: String) {
        self.parameter = parameter
        self.value = value
        self.message = message
    }

    static func unknown(_ field: String) -> XBodyTrouble {
        XBodyTrouble(
            field, "", "$.\(field): is not defined in the schema and the schema does not allow additional properties")
    }

    static func wrongType(_ field: String, _ value: JSONValue) -> XBodyTrouble {
        XBodyTrouble(field, value.string ?? "", "$.\(field): is of another type than the schema asks")
    }
}
