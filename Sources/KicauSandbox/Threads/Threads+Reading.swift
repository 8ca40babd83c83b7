import KicauCore

/// One thread, one container, one person.
extension ThreadsSimulator {
    func readingRoutes() -> [GraphRoute] {
        [
            GraphRoute(
                method: "GET", pattern: "{id}/conversation", takes: ["reverse"], place: .read, handler: conversation
            ),
            GraphRoute(method: "GET", pattern: "{id}/insights", takes: ["metric"], place: .read, handler: postInsights),
            GraphRoute(method: "GET", pattern: "{id}", takes: [], place: .read, handler: object),
        ]
    }

    @Sendable private func conversation(_ asked: GraphCall) throws -> JSONValue {
        try require("threads_read_replies", try session(asked))
        let id = asked.name("id")
        guard ground.livePost(id) != nil else { throw ThreadsErrors.missing(id) }
        return try list(asked) { ($0.root == id || $0.parent == id) && !Self.waits($0) }
    }

    @Sendable private func object(_ asked: GraphCall) throws -> JSONValue {
        let token = try session(asked)
        try require("threads_basic", token)
        let id = asked.name("id")
        if let container = container(id, of: token.account) {
            return try asked.fields(usual: "id,status").picked(from: status(container))
        }
        if id == "me" || id == token.account {
            guard let person = ground.person(token.account) else { throw ThreadsErrors.missing(id) }
            return try asked.fields(usual: "id,name").picked(from: profile(person))
        }
        if let place = ThreadsPlace.of(id: id) { return try asked.fields(usual: "id").picked(from: place.whole) }
        guard let post = ground.livePost(id) else { throw GraphError.unknownObject(id, verb: "get") }
        return try asked.fields(usual: "id").picked(from: whole(post, reader: token.account))
    }

    private func status(_ container: GraphContainer) -> [String: JSONValue] {
        let status = container.status(at: ground.nowMs)
        var whole: [String: JSONValue] = ["id": .string(container.id), "status": .string(status.word)]
        if status == .failed { whole["error_message"] = container.failure.map(JSONValue.string) }
        return whole
    }

    func profile(_ person: Person) -> [String: JSONValue] {
        [
            "id": .string(person.id), "username": .string(person.handle), "name": .string(person.name),
            "threads_profile_picture_url": .string("\(ground.origin)/_rehearsal"),
            "threads_biography": .string(person.bio), "biography": .string(person.bio), "is_verified": false,
            "is_eligible_for_geo_gating": false,
        ]
    }

    func whole(_ post: LivePost, reader: String?) -> [String: JSONValue] {
        var whole: [String: JSONValue] = [
            "id": .string(post.id), "media_product_type": "THREADS", "permalink": .string(permalink(of: post)),
            "owner": ["id": .string(post.account)], "username": .string(post.handle),
            "timestamp": .string(GraphTime.text(post.createdAtMs)), "shortcode": .string(Self.shortcode(post.id)),
            "is_quote_post": .bool(post.own["quoted_post"] != nil), "has_replies": .bool(post.counts.replies > 0),
            "is_reply": .bool(post.kind == .reply), "is_reply_owned_by_me": .bool(post.account == reader),
            "is_verified": false, "profile_picture_url": .string("\(ground.origin)/_rehearsal"),
            "hide_status": post.own["hide_status"] ?? "NOT_HUSHED",
        ]
        if !post.text.isEmpty { whole["text"] = .string(post.text) }
        for name in [
            "media_type", "topic_tag", "link_attachment_url", "poll_attachment", "location_id", "reply_audience",
            "text_attachment", "reply_approval_status",
        ] {
            whole[name] = post.own[name]
        }
        for name in ["quoted_post", "reposted_post"] {
            whole[name] = post.own[name]?.string.map { ["id": .string($0)] }
        }
        if let parent = post.parent { whole["replied_to"] = ["id": .string(parent)] }
        if let root = post.root { whole["root_post"] = ["id": .string(root)] }
        if let first = post.media.first {
            whole["media_url"] = mediaAddress(first)
            if post.media.count == 1, !first.alt.isEmpty { whole["alt_text"] = .string(first.alt) }
        }
        if post.media.count > 1 { whole["children"] = ["data": .array(post.media.map(child))] }
        return whole
    }

    private func child(_ media: PostedMedia) -> JSONValue {
        .members([
            "id": .string(media.id), "media_url": mediaAddress(media),
            "media_type": media.type.hasPrefix("video/") ? "VIDEO" : "IMAGE",
            "alt_text": media.alt.isEmpty ? nil : .string(media.alt),
        ])
    }

    @Sendable private func postInsights(_ asked: GraphCall) throws -> JSONValue {
        let token = try session(asked)
        try require("threads_manage_insights", token)
        let id = asked.name("id")
        guard let post = ground.livePost(id), post.account == token.account else { throw ThreadsErrors.missing(id) }
        let counts = post.counts
        return try insights(asked, of: id, period: "lifetime") { metric in
            switch metric {
            case "views": .integer(Int64(counts.views))
            case "likes": .integer(Int64(counts.likes))
            case "replies": .integer(Int64(counts.replies))
            case "reposts": .integer(Int64(counts.reposts))
            case "quotes": .integer(Int64(counts.quotes))
            case "shares": .integer(Int64(counts.saves))
            default: nil  // a name from outside
            }
        }
    }
}
