import KicauCore

/// What a caller wants to post, its rules checked.
struct ThreadsDraft: Sendable {
    enum Kind: Sendable, Hashable {
        case text
        case image(url: String, alt: String)
        case video(url: String, alt: String)
        case carousel([String])
    }

    let kind: Kind
    let text: String
    let isItem: Bool
    let parent: String?
    let quoted: String?
    let publishesItself: Bool
    var own: [String: JSONValue]

    init(_ asked: GraphCall) throws(GraphError) {
        kind = try Self.kind(asked)
        text = asked["text"] ?? ""
        isItem = try asked.flag("is_carousel_item", usual: false)
        parent = asked["reply_to_id"]
        quoted = asked["quote_post_id"]
        publishesItself = try asked.flag("auto_publish_text", usual: false)
        own = ["media_type": .string(kind.shown)]
        try checkText(asked)
        try checkExtras(asked)
        if let quoted { own["quoted_post"] = .string(quoted) }
    }

    private static func kind(_ asked: GraphCall) throws(GraphError) -> Kind {
        let alt = asked["alt_text"] ?? ""
        guard alt.count <= 1_000 else {
            throw ThreadsErrors.parameter("alt_text", "Param alt_text must be at most 1000 characters long.")
        }
        switch try asked.required("media_type") {
        case "TEXT": return .text
        case "IMAGE": return .image(url: try asked.required("image_url"), alt: alt)
        case "VIDEO": return .video(url: try asked.required("video_url"), alt: alt)
        case "CAROUSEL":
            let children = asked.list("children")
            guard (2...20).contains(children.count) else {
                throw ThreadsErrors.parameter("children", "A carousel needs 2 to 20 items.")
            }
            return .carousel(children)
        case let other: throw ThreadsErrors.parameter("media_type", "Param media_type is not valid: \(other)")
        }
    }

    private func checkText(_ asked: GraphCall) throws(GraphError) {
        if let broken = ThreadsText.broken(text) { throw broken }
        let hasOther = ["poll_attachment", "gif_attachment", "link_attachment", "text_attachment", "quote_post_id"]
            .contains { asked[$0] != nil }
        if kind == .text, text.isEmpty, !hasOther { throw .missing("text") }
        if kind == .text, isItem {
            throw ThreadsErrors.parameter("is_carousel_item", "A text cannot be an item of a carousel.")
        }
        if publishesItself, kind != .text {
            throw ThreadsErrors.parameter("auto_publish_text", "Only a text can publish itself.")
        }
    }

    private mutating func checkExtras(_ asked: GraphCall) throws(GraphError) {
        if let tag = asked["topic_tag"] {
            if let broken = ThreadsText.brokenTopic(tag) { throw broken }
            own["topic_tag"] = .string(tag)
        }
        if let control = asked["reply_control"] {
            guard Self.controls.contains(control) else {
                throw ThreadsErrors.parameter("reply_control", "Param reply_control is not valid: \(control)")
            }
            own["reply_audience"] = .string(control.uppercased())
        }
        for name in ["link_attachment", "poll_attachment", "text_attachment", "gif_attachment"] {
            guard let value = asked[name] else { continue }
            guard kind == .text else {
                throw ThreadsErrors.parameter(name, "Param \(name) is for media_type TEXT only.")
            }
            own[name == "link_attachment" ? "link_attachment_url" : name] = GraphCall.json(value) ?? .string(value)
        }
        try checkPoll()
        try checkLongText()
        own["location_id"] = asked["location_id"].map(JSONValue.string)
        own["text_entities"] = asked["text_entities"].flatMap(GraphCall.json)
        try checkSpoilers(asked)
        if try asked.flag("is_ghost_post", usual: false) { own["is_ghost_post"] = true }
        if try asked.flag("enable_reply_approvals", usual: false) { own["enable_reply_approvals"] = true }
    }

    /// Developers.facebook.com, Threads, Spoilers, as stored: media of any kind but none, and ten places in a text.
    private mutating func checkSpoilers(_ asked: GraphCall) throws(GraphError) {
        if try asked.flag("is_spoiler_media", usual: false) {
            guard kind != .text else {
                throw ThreadsErrors.parameter("is_spoiler_media", "Param is_spoiler_media is for media only.")
            }
            own["is_spoiler_media"] = true
        }
        guard let places = own["text_entities"] else { return }
        let length = text.unicodeScalars.count
        let areRight = (places.array ?? []).allSatisfy { place in
            guard let offset = place["offset"]?.int, let count = place["length"]?.int, offset >= 0, count > 0 else {
                return false
            }
            return ["SPOILER", "spoiler"].contains(place["entity_type"]?.string) && offset <= length
                && count <= length - offset
        }
        guard areRight, (1...10).contains(places.array?.count ?? 0) else {
            throw ThreadsErrors.parameter("text_entities", "Param text_entities holds no spoilers of this text.")
        }
    }

    /// Developers.facebook.com, Threads, Text Attachments, as stored. What counts as a character is not said: here, what
    /// a reader would call one.
    private func checkLongText() throws(GraphError) {
        guard let long = own["text_attachment"] else { return }
        guard let words = long["plaintext"]?.string, (1...10_000).contains(words.count) else {
            throw ThreadsErrors.parameter("text_attachment", "The plaintext must have 1 to 10000 characters.")
        }
        if own["poll_attachment"] != nil {
            throw ThreadsErrors.parameter("text_attachment", "A text attachment cannot be attached beside a poll.")
        }
        guard let link = long["link_attachment_url"]?.string else { return }
        if own["link_attachment_url"] != nil {
            throw ThreadsErrors.parameter("text_attachment", "The post has a link attachment already.")
        }
        if ThreadsText.links(in: text + " " + link) > ThreadsText.mostLinks {
            throw ThreadsErrors.parameter("text_attachment", "THREADS_API__LINK_LIMIT_EXCEEDED")
        }
    }

    private func checkPoll() throws(GraphError) {
        guard let poll = own["poll_attachment"] else { return }
        let options = ["option_a", "option_b", "option_c", "option_d"].compactMap { poll[$0]?.string }
        guard options.count >= 2, options.allSatisfy({ (1...25).contains($0.count) }) else {
            throw ThreadsErrors.parameter("poll_attachment", "A poll needs 2 to 4 options of 1 to 25 characters.")
        }
    }

    private static let controls: Set<String> = [
        "everyone", "accounts_you_follow", "mentioned_only", "parent_post_author_only", "followers_only",
    ]
}

extension ThreadsDraft.Kind {
    /// The word in `media_type` of a request.
    var word: String {
        switch self {
        case .text: "TEXT"
        case .image: "IMAGE"
        case .video: "VIDEO"
        case .carousel: "CAROUSEL"
        }
    }

    /// The word in `media_type` of a post.
    var shown: String {
        switch self {
        case .text: "TEXT_POST"
        case .image: "IMAGE"
        case .video: "VIDEO"
        case .carousel: "CAROUSEL_ALBUM"
        }
    }

    var children: [String] {
        guard case .carousel(let ids) = self else { return [] }
        return ids
    }
}
