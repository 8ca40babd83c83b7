import KicauCore

/// A person's own threads, replies and limits.
extension ThreadsSimulator {
    func listingRoutes() -> [GraphRoute] {
        [
            GraphRoute(method: "GET", pattern: "{user}/threads", takes: [], place: .read, handler: threads),
            GraphRoute(method: "GET", pattern: "{user}/replies", takes: ["reverse"], place: .read, handler: replies),
            GraphRoute(method: "GET", pattern: "{user}/mentions", takes: [], place: .read, handler: mentions),
            GraphRoute(
                method: "GET", pattern: "{user}/threads_publishing_limit", takes: [], place: .read, handler: limits
            ),
            GraphRoute(
                method: "GET", pattern: "{user}/threads_insights", takes: ["metric", "breakdown"], place: .read,
                handler: accountInsights
            ),
        ]
    }

    @Sendable private func threads(_ asked: GraphCall) throws -> JSONValue {
        let (token, person) = try account(asked, verb: "get")
        try require("threads_basic", token)
        return try list(asked) { $0.account == person.id && $0.kind == .post }
    }

    /// `me/replies` are a person's own; `{id}/replies` are the answers to a post.
    @Sendable private func replies(_ asked: GraphCall) throws -> JSONValue {
        let token = try session(asked)
        try require("threads_read_replies", token)
        let id = asked.name("user")
        if id == "me" || id == token.account {
            return try list(asked) { $0.account == token.account && $0.kind == .reply }
        }
        guard ground.livePost(id) != nil else { throw ThreadsErrors.missing(id) }
        return try list(asked) { $0.parent == id && !Self.waits($0) }
    }

    @Sendable private func mentions(_ asked: GraphCall) throws -> JSONValue {
        let (token, person) = try account(asked, verb: "get")
        try require("threads_manage_mentions", token)
        let sign = "@\(person.handle)"
        return try list(asked) { post in
            post.account != person.id && post.text.split { $0.isWhitespace || $0 == "," }.contains { $0 == sign }
        }
    }

    func list(_ asked: GraphCall, where isMeant: @escaping (LivePost) -> Bool) throws(GraphError) -> JSONValue {
        let fields = try asked.fields(usual: "id")
        let isReversed = try asked.flag("reverse", usual: true)
        let reader = caller(of: asked.call)
        let posts = ground.listing(lagMs: asked.call.twist.listingLagMs, where: isMeant)
        return try edge(asked, posts, direction: isReversed ? .newestFirst : .oldestFirst) {
            fields.picked(from: whole($0, reader: reader))
        }
    }

    @Sendable private func limits(_ asked: GraphCall) throws -> JSONValue {
        let (token, person) = try account(asked, verb: "get")
        try require("threads_basic", token)
        let fields = try asked.fields(usual: "quota_usage,config")
        let posts = postsToday(of: person.id, .post).count
        let replies = postsToday(of: person.id, .reply).count
        let whole: [String: JSONValue] = [
            "quota_usage": .integer(Int64(posts)), "config": Self.config(graph.postsPerDay),
            "reply_quota_usage": .integer(Int64(replies)), "reply_config": Self.config(Self.repliesPerDay),
            "delete_quota_usage": .integer(Int64(deletedToday(by: person.id))),
            "delete_config": Self.config(Self.deletesPerDay), "location_search_quota_usage": 0,
            "location_search_config": Self.config(500),
        ]
        return ["data": [fields.picked(from: whole)]]
    }

    private static func config(_ total: Int) -> JSONValue {
        ["quota_total": .integer(Int64(total)), "quota_duration": 86_400]
    }

    @Sendable private func accountInsights(_ asked: GraphCall) throws -> JSONValue {
        let (token, person) = try account(asked, verb: "get")
        try require("threads_manage_insights", token)
        let posts = ground.listing { $0.account == person.id }
        return try insights(asked, of: person.id, period: "day") { metric in
            switch metric {
            case "views": .integer(posts.reduce(0) { $0 + Int64($1.counts.views) })
            case "likes": .integer(posts.reduce(0) { $0 + Int64($1.counts.likes) })
            case "replies": .integer(posts.reduce(0) { $0 + Int64($1.counts.replies) })
            case "reposts": .integer(posts.reduce(0) { $0 + Int64($1.counts.reposts) })
            case "quotes": .integer(posts.reduce(0) { $0 + Int64($1.counts.quotes) })
            case "followers_count": .integer(Int64(person.followers))
            default: nil  // a name from outside
            }
        }
    }
}
