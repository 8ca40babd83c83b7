import KicauCore

/// Readings of posts and pages, by the names of the day: some were given others on 2026-06-15.
extension FacebookSimulator {
    /// 2026-06-15T00:00:00Z.
    private static let renamedMs: Int64 = 1_781_481_600_000

    /// One unknown metric fails the whole call, as it does there. A page and a post share the address.
    @Sendable func insights(_ asked: GraphCall) throws -> JSONValue {
        let token = try session(asked)
        try require("read_insights", token)
        let id = asked.name("post") == "me" ? token.account : asked.name("post")
        if let page = ground.person(id), page.kind == .page, token.account == page.id {
            return try pageInsights(asked, of: page)
        }
        guard let post = ground.livePost(id), post.account == token.account else {
            throw GraphError.unknownObject(id, verb: "get")
        }
        let counts = post.counts
        return try insights(asked, of: post.id, period: "lifetime") { metric in
            switch (metric, isRenamed) {
            case ("post_total_media_view_unique", true), ("post_media_view", true), ("post_impressions_unique", false):
                .integer(Int64(counts.views))
            case ("post_clicks", _): 0  // nobody clicks in a rehearsal
            case ("post_reactions_by_type_total", _): ["like": .integer(Int64(counts.likes))]
            default: nil  // a name from outside
            }
        }
    }

    /// All that is live counts as seen on the last day.
    private func pageInsights(_ asked: GraphCall, of page: Person) throws -> JSONValue {
        let period = asked["period"] ?? "day"
        guard ["day", "week", "days_28"].contains(period) else {
            throw GraphError.parameter("period", "period must be one of day, week, days_28")
        }
        let posts = ground.listing { $0.account == page.id && $0.kind == .post && isInFeed($0) }
        let seen = Int64(posts.reduce(0) { $0 + $1.counts.views })
        return try insights(asked, of: page.id, period: period) { metric in
            switch (metric, isRenamed) {
            case ("page_media_view", true): ["is_from_followers": .integer(seen)]
            case ("page_total_media_view_unique", true), ("page_impressions_unique", false),
                ("page_posts_impressions_unique", false), ("page_video_views", false):
                .integer(seen)
            case ("page_post_engagements", _), ("page_daily_follows", _): 0
            default: nil  // a name from outside
            }
        }
    }

    private var isRenamed: Bool {
        switch graph.insightNames {
        case .old: false
        case .new: true
        case nil: ground.nowMs >= Self.renamedMs
        }
    }
}
