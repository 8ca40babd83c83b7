import KicauCore

/// What a container is to become, and what may be said of it: the fields Instagram takes for each.
struct InstagramDraft: Sendable {
    enum Kind: Sendable, Hashable { case image, reel, story, imageItem, videoItem, carousel }

    let kind: Kind
    /// What a reader of the post is shown of it.
    private(set) var own: [String: JSONValue] = [:]

    init(_ asked: GraphCall) throws(GraphError) {
        kind = try Self.kind(asked)
        try checkCaption(asked)
        try checkPeople(asked)
        try checkPlace(asked)
        try checkCover(asked)
        try checkLabels(asked)
    }

    /// A single VIDEO is refused since 2023-11-09, and a reel cannot stand in a carousel.
    private static func kind(_ asked: GraphCall) throws(GraphError) -> Kind {
        let isItem = try asked.flag("is_carousel_item", usual: false)
        switch (asked["media_type"], isItem) {
        case ("CAROUSEL", false): return .carousel
        case (nil, _), ("IMAGE", _): return isItem ? .imageItem : .image
        case ("VIDEO", true): return .videoItem
        case ("REELS", false): return .reel
        case ("STORIES", false): return .story
        case (.some, _): throw InstagramErrors.mediaType
        }
    }

    var isPaid: Bool { own["is_paid_partnership"] == true }
    var isItem: Bool { kind == .imageItem || kind == .videoItem }

    /// Of an item the caption is passed over; to a story, which can have none, it would be lost.
    private func checkCaption(_ asked: GraphCall) throws(GraphError) {
        guard let caption = asked["caption"] else { return }
        if let broken = InstagramCaption.broken(caption) { throw broken }
        if kind == .story { throw .parameter("caption", "caption is not supported for stories") }
    }

    private mutating func checkPeople(_ asked: GraphCall) throws(GraphError) {
        if asked["collaborators"] != nil {
            let names = asked.list("collaborators")
            guard kind == .image || kind == .reel || kind == .carousel else {
                throw .parameter("collaborators", "collaborators is for feed images, reels and carousels only")
            }
            guard (1...3).contains(names.count), names.allSatisfy(InstagramTag.isName) else {
                throw .parameter("collaborators", "collaborators must be at most 3 user names")
            }
            own["collaborators"] = .array(names.map(JSONValue.string))
        }
        guard let tags = asked["user_tags"] else { return }
        own["user_tags"] = .array(try InstagramTag.all(tags, in: kind))
    }

    private mutating func checkPlace(_ asked: GraphCall) throws(GraphError) {
        guard let place = asked["location_id"] else { return }
        guard kind == .image || kind == .reel || kind == .carousel else {
            throw .parameter("location_id", "location_id is not supported here")
        }
        guard Int64(place).map({ $0 > 0 }) == true else {
            throw .parameter("location_id", "location_id must be the ID of a Page")
        }
        own["location_id"] = .string(place)
    }

    private mutating func checkCover(_ asked: GraphCall) throws(GraphError) {
        if asked["share_to_feed"] != nil {
            guard kind == .reel else { throw .parameter("share_to_feed", "share_to_feed is for reels only") }
            own["is_shared_to_feed"] = .bool(try asked.flag("share_to_feed", usual: true))
        }
        if asked["cover_url"] != nil, kind != .reel {
            throw .parameter("cover_url", "cover_url is for reels only")
        }
        guard let offset = asked["thumb_offset"] else { return }
        guard kind == .reel || kind == .videoItem else {
            throw .parameter("thumb_offset", "thumb_offset is for videos and reels only")
        }
        guard let moment = Int64(offset), moment >= 0 else {
            throw .parameter("thumb_offset", "thumb_offset must be a number of milliseconds")
        }
        own["thumb_offset"] = .integer(moment)
    }

    /// Of a carousel the carousel itself is labelled. Trials and sounds are a reel's.
    private mutating func checkLabels(_ asked: GraphCall) throws(GraphError) {
        for name in ["is_ai_generated", "is_paid_partnership"] where asked[name] != nil {
            guard !isItem else { throw .parameter(name, "\(name) belongs on the carousel container") }
            own[name] = .bool(try asked.flag(name, usual: false))
        }
        for name in ["trial_params", "audio_name"] where asked[name] != nil {
            guard kind == .reel else { throw .parameter(name, "\(name) is for reels only") }
        }
        own["audio_name"] = asked["audio_name"].map(JSONValue.string)
        guard let trial = asked["trial_params"] else { return }
        let strategy = GraphCall.json(trial)?["graduation_strategy"]?.string ?? ""
        guard ["MANUAL", "SS_PERFORMANCE"].contains(strategy) else {
            throw .parameter("trial_params", "graduation_strategy must be MANUAL or SS_PERFORMANCE")
        }
        own["trial_params"] = ["graduation_strategy": .string(strategy)]
    }
}
