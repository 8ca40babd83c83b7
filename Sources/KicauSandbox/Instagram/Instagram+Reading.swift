import Foundation
import KicauCore

/// Containers, media and the publishing limit as a caller reads them.
extension InstagramSimulator {
    func readingRoutes() -> [GraphRoute] {
        [
            GraphRoute(method: "GET", pattern: "{ig}/media", takes: ["since", "until"], place: .read, handler: media),
            GraphRoute(
                method: "GET", pattern: "{ig}/content_publishing_limit", takes: ["since"], place: .read,
                handler: publishingLimit
            ),
            GraphRoute(method: "GET", pattern: "{media}/children", takes: [], place: .read, handler: children),
            GraphRoute(
                method: "GET", pattern: "{media}/insights", takes: ["metric", "period"], place: .read,
                handler: insights
            ),
            GraphRoute(method: "GET", pattern: "{id}", takes: [], place: .read, handler: object),
        ]
    }

    @Sendable private func media(_ asked: GraphCall) throws -> JSONValue {
        let (token, person) = try account(asked, verb: "get")
        try require(.basic, token)
        let fields = try asked.fields(usual: "id")
        let posts = ground.listing(lagMs: asked.call.twist.listingLagMs) {
            $0.account == person.id && $0.kind == .post && !isStory($0)
        }
        if fields["comments"] != nil { try require(.comments, token) }
        return try edge(asked, posts) { shown(post: $0, fields) }
    }

    private func shown(post: LivePost, _ fields: GraphFields) -> JSONValue {
        var whole = whole(post)
        whole["comments"] = nested(fields["comments"], "comments", of: post.id)
        return fields.picked(from: whole)
    }

    @Sendable private func publishingLimit(_ asked: GraphCall) throws -> JSONValue {
        let (token, person) = try account(asked, verb: "get")
        try require(.basic, token)
        try require(.publish, token)
        let fields = try asked.fields(usual: "quota_usage")
        let whole: [String: JSONValue] = [
            "quota_usage": .integer(Int64(postsToday(of: person.id, .post).count)),
            "config": ["quota_total": .integer(Int64(graph.postsPerDay)), "quota_duration": 86_400],
        ]
        return ["data": [fields.picked(from: whole)]]
    }

    @Sendable private func object(_ asked: GraphCall) throws -> JSONValue {
        let token = try session(asked)
        let id = asked.name("id")
        if let container = container(id, of: token.account) {
            return try asked.fields(usual: "id").picked(from: status(container))
        }
        if id == "me", Self.isThroughPage(token) {
            return try asked.fields(usual: "name,id").picked(from: behind(token))
        }
        if id == "me" || id == token.account || id == "2" + token.account.dropFirst() {
            try require(.basic, token)
            guard let person = ground.person(token.account) else { throw GraphError.unknownObject(id, verb: "get") }
            var whole = profile(person, for: token)
            let fields = try asked.fields(usual: "id")
            whole["business_discovery"] = try discovered(fields["business_discovery"], for: token)
            whole.merge(try mentioned(fields, for: token)) { _, named in named }
            return fields.picked(from: whole)
        }
        if let page = ground.people.first(where: { Self.pageID($0.id) == id }), page.id == token.account {
            return try asked.fields(usual: "name,id").picked(from: pageWhole(page, for: token))
        }
        guard let post = standing(id) else { throw GraphError.unknownObject(id, verb: "get") }
        try require(.basic, token)
        let fields = try asked.fields(usual: "id")
        guard post.kind == .post else { return shown(post, fields) }
        if fields["comments"] != nil { try require(.comments, token) }
        return shown(post: post, fields)
    }

    private func status(_ container: GraphContainer) -> [String: JSONValue] {
        let status = container.status(at: ground.nowMs)
        let words =
            switch status {
            case .inProgress: "In Progress: Media is being processed"
            case .finished: "Finished: Media has been uploaded and it is ready to be published"
            case .failed: "Error: Media upload has failed with error code 2207053"
            case .expired: "Expired: The container was not published within 24 hours"
            case .published: "Published: Media has been published"
            }
        return ["id": .string(container.id), "status_code": .string(status.word), "status": .string(words)]
    }

    func whole(_ post: LivePost) -> [String: JSONValue] {
        var whole: [String: JSONValue] = [
            "id": .string(post.id), "permalink": .string(permalink(of: post)),
            "shortcode": .string(Self.shortcode(post.id)), "timestamp": .string(GraphTime.text(post.createdAtMs)),
            "username": .string(post.handle), "owner": ["id": .string(post.account)],
            "like_count": .integer(Int64(post.counts.likes)), "comments_count": .integer(Int64(post.counts.replies)),
            "is_comment_enabled": true,
        ]
        whole["media_type"] = post.own["media_type"]
        whole["media_product_type"] = post.own["media_product_type"]
        whole["is_shared_to_feed"] = post.own["is_shared_to_feed"]
        whole["is_ai_generated"] = post.own["is_ai_generated"] ?? false
        if !post.text.isEmpty { whole["caption"] = .string(post.text) }
        if let first = post.media.first {
            whole["media_url"] = mediaAddress(first)
            if post.media.count == 1, !first.alt.isEmpty { whole["alt_text"] = .string(first.alt) }
        }
        whole["thumbnail_url"] = post.own["cover"]?.string.map { .string("\(ground.origin)/_rehearsal/media/\($0)") }
        if post.media.count > 1 { whole["children"] = ["data": .array(post.media.map { .object(child($0)) })] }
        return whole
    }

    private func child(_ media: PostedMedia) -> [String: JSONValue] {
        var whole: [String: JSONValue] = [
            "id": .string(media.id), "media_type": media.type.hasPrefix("video/") ? "VIDEO" : "IMAGE",
            "media_url": mediaAddress(media),
        ]
        if !media.alt.isEmpty { whole["alt_text"] = .string(media.alt) }
        return whole
    }

    @Sendable private func children(_ asked: GraphCall) throws -> JSONValue {
        let token = try session(asked)
        try require(.basic, token)
        guard let post = standing(asked.name("media")) else { throw InstagramErrors.mediaMissing }
        let fields = try asked.fields(usual: "id")
        let shown = post.media.count > 1 ? post.media : []
        return ["data": .array(shown.map { fields.picked(from: child($0)) })]
    }

    @Sendable private func insights(_ asked: GraphCall) throws -> JSONValue {
        let token = try session(asked)
        try require(.insights, token)
        guard let post = standing(asked.name("media")), post.account == token.account else {
            throw InstagramErrors.mediaMissing
        }
        return try insights(asked, of: post.id, period: "lifetime") { metric in
            isStory(post) ? storyCount(metric, post.counts) : postCount(metric, post.counts)
        }
    }

    /// Nil for a name from outside.
    private func postCount(_ metric: String, _ counts: LivePost.Counts) -> JSONValue? {
        switch metric {
        case "views", "reach": .integer(Int64(counts.views))
        case "likes": .integer(Int64(counts.likes))
        case "comments": .integer(Int64(counts.replies))
        case "shares", "reposts": .integer(Int64(counts.reposts))
        case "saved": .integer(Int64(counts.saves))
        case "total_interactions":
            .integer(Int64(counts.likes + counts.replies + counts.reposts + counts.saves))
        default: nil
        }
    }

    /// Answers to a story come as messages, and nobody saves one.
    private func storyCount(_ metric: String, _ counts: LivePost.Counts) -> JSONValue? {
        switch metric {
        case "views", "reach": .integer(Int64(counts.views))
        case "replies": .integer(Int64(counts.replies))
        case "shares": .integer(Int64(counts.reposts))
        case "total_interactions": .integer(Int64(counts.replies + counts.reposts))
        default: nil
        }
    }
}
