import KicauCore

/// Comments under a post and the one level of answers under each.
extension InstagramSimulator {
    func commentRoutes() -> [GraphRoute] {
        [
            GraphRoute(
                method: "POST", pattern: "{media}/comments", takes: ["message"], place: .comment, handler: comment),
            GraphRoute(
                method: "POST", pattern: "{comment}/replies", takes: ["message"], place: .comment, handler: reply),
            GraphRoute(method: "GET", pattern: "{media}/comments", takes: [], place: .read, handler: comments),
            GraphRoute(method: "GET", pattern: "{comment}/replies", takes: [], place: .read, handler: replies),
            GraphRoute(method: "POST", pattern: "{comment}", takes: ["hide"], place: .comment, handler: hide),
        ]
    }

    @Sendable private func comment(_ asked: GraphCall) throws -> JSONValue {
        let token = try session(asked)
        try require(.comments, token)
        guard let post = standing(asked.name("media")), post.kind == .post else { throw InstagramErrors.mediaMissing }
        return try put(asked, under: post, root: post.id, by: token)
    }

    /// An answer to an answer is put under the comment of the first level.
    @Sendable private func reply(_ asked: GraphCall) throws -> JSONValue {
        let (token, comment) = try ownPostsComment(asked)
        let top = comment.parent.flatMap { ground.livePost($0) }.flatMap { $0.kind == .comment ? $0 : nil } ?? comment
        guard top.own["hidden"] != true, comment.own["hidden"] != true else {
            throw GraphError.parameter("message", "You cannot reply to a hidden comment")
        }
        return try put(asked, under: top, root: top.root ?? "", by: token)
    }

    func put(
        _ asked: GraphCall, under parent: LivePost, root: String, by token: Token
    ) throws(GraphError) -> JSONValue {
        guard let author = ground.person(token.account) else { throw InstagramErrors.mediaMissing }
        let comment = LivePost(
            id: String(ground.nextNumber(base: 18_060_000_000_000_000)), by: author,
            text: try asked.required("message"), createdAtMs: ground.nowMs, kind: .comment, parent: parent.id,
            root: root)
        ground.add(comment)
        ground.changePost(parent.id) { $0.counts.replies += 1 }
        return ["id": .string(comment.id)]
    }

    @Sendable private func comments(_ asked: GraphCall) throws -> JSONValue {
        let token = try session(asked)
        try require(.comments, token)
        let id = asked.name("media")
        guard let post = standing(id), post.kind == .post else { throw InstagramErrors.mediaMissing }
        let fields = try asked.fields(usual: "timestamp,text,id")
        let found = standingUnder(id, lagMs: asked.call.twist.listingLagMs)
        return try edge(asked, found, most: Self.commentsAtATime) { shown($0, fields) }
    }

    @Sendable private func replies(_ asked: GraphCall) throws -> JSONValue {
        let (_, comment) = try ownPostsComment(asked)
        let fields = try asked.fields(usual: "timestamp,text,id")
        let found = standingUnder(comment.id, lagMs: asked.call.twist.listingLagMs)
        return try edge(asked, found, direction: .oldestFirst, most: Self.commentsAtATime) { shown($0, fields) }
    }

    /// What the owner of the post said stays in sight.
    @Sendable private func hide(_ asked: GraphCall) throws -> JSONValue {
        let (token, comment) = try ownPostsComment(asked)
        _ = try asked.required("hide")
        let isHidden = try asked.flag("hide", usual: false)
        if comment.account != token.account { ground.changePost(comment.id) { $0.own["hidden"] = .bool(isHidden) } }
        return ["success": true]
    }

    /// A comment under a post of the caller's.
    private func ownPostsComment(_ asked: GraphCall) throws(GraphError) -> (token: Token, comment: LivePost) {
        let token = try session(asked)
        try require(.comments, token)
        guard let comment = standing(asked.name("comment")), comment.kind == .comment,
            let post = comment.root.flatMap({ standing($0) })
        else { throw InstagramErrors.mediaMissing }
        guard post.account == token.account else {
            throw GraphError.permission(Permission.comments.name(for: token))
        }
        return (token, comment)
    }

    private func standingUnder(_ id: String, lagMs: Int64 = 0) -> [LivePost] {
        ground.listing(lagMs: lagMs) { $0.parent == id && $0.kind == .comment }
    }

    /// No call gives more.
    private static let commentsAtATime = 50
}

/// Comments as fields of something else: `comments.limit(25){id,replies{id}}`.
extension InstagramSimulator {
    func shown(_ comment: LivePost, _ fields: GraphFields) -> JSONValue {
        var whole = commentWhole(comment)
        whole["replies"] = nested(fields["replies"], "replies", of: comment.id, direction: .oldestFirst)
        return fields.picked(from: whole)
    }

    /// Nil when it is not asked for, and when there are none: Graph leaves an empty edge out.
    func nested(
        _ field: GraphFields.Field?, _ edge: String, of id: String, direction: GraphPaging.Direction = .newestFirst
    ) -> JSONValue? {
        guard let field else { return nil }
        let found = standingUnder(id)
        let limit = field.modifiers["limit"].flatMap { Int($0) } ?? 25
        let asked = try? GraphPaging(["limit": String(limit)], most: Self.commentsAtATime)  // a number is no mistake
        guard !found.isEmpty, var paging = asked else { return nil }
        paging.direction = direction
        let page = paging.page(of: found.map { .init(id: $0.id, createdMs: $0.createdAtMs) })
        let byID = Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let member = GraphPaging.member(page) { "\(ground.origin)/\(id)/\(edge)?after=\($0)" }
        return .members([
            "data": .array(page.ids.compactMap { byID[$0] }.map { shown($0, field.inner) }), "paging": member,
        ])
    }

    func commentWhole(_ comment: LivePost) -> [String: JSONValue] {
        var whole: [String: JSONValue] = [
            "id": .string(comment.id), "text": .string(comment.text), "username": .string(comment.handle),
            "timestamp": .string(GraphTime.text(comment.createdAtMs)), "hidden": comment.own["hidden"] ?? false,
            "like_count": .integer(Int64(comment.counts.likes)),
            "from": ["id": .string(comment.account), "username": .string(comment.handle)],
        ]
        whole["media"] = comment.root.map { ["id": .string($0)] }
        if comment.parent != comment.root { whole["parent_id"] = comment.parent.map(JSONValue.string) }
        return whole
    }
}
