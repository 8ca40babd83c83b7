import KicauCore

/// Other words in a post's or comment's place, hiding, and likes.
extension FacebookSimulator {
    func changingRoutes() -> [GraphRoute] {
        [
            GraphRoute(method: "POST", pattern: "{id}/likes", takes: [], place: .comment) { try like($0, true) },
            GraphRoute(method: "DELETE", pattern: "{id}/likes", takes: [], place: .comment) { try like($0, false) },
            GraphRoute(
                method: "POST", pattern: "{id}", takes: ["message", "is_hidden", "description", "place", "tags"],
                place: .commit,
                placing: { GraphCall($0, version: "", names: [:])["is_hidden"] == nil ? .commit : .comment },
                handler: change
            ),
        ]
    }

    /// Done twice it is done once.
    private func like(_ asked: GraphCall, _ isLiked: Bool) throws -> JSONValue {
        let token = try session(asked)
        try require("pages_manage_engagement", token)
        let id = asked.name("id")
        guard let post = livePost(named: id) else { throw GraphError.unknownObject(id, verb: "post") }
        let liker = JSONValue.string(token.account)
        ground.changePost(post.id) { post in
            var likers = post.own["liked_by"]?.array ?? []
            guard likers.contains(liker) != isLiked else { return }
            if isLiked { likers.append(liker) } else { likers.removeAll { $0 == liker } }
            post.own["liked_by"] = .array(likers)
            post.counts.likes += isLiked ? 1 : -1
        }
        return ["success": true]
    }

    @Sendable private func change(_ asked: GraphCall) throws -> JSONValue {
        let token = try session(asked)
        let id = asked.name("id")
        guard let post = livePost(named: id) else { throw GraphError.unknownObject(id, verb: "post") }
        let isVideo = video(id) != nil
        try require(post.kind == .post ? "pages_manage_posts" : "pages_manage_engagement", token)
        if asked["is_hidden"] != nil {
            try hide(post, try asked.flag("is_hidden", usual: false), token)
            return ["success": true]
        }
        let name = isVideo ? "description" : "message"
        guard let text = asked.parameters[name] else { throw GraphError.missing(name) }
        guard post.account == token.account else {
            throw GraphError(403, 200, "(#200) Only what the Page wrote itself can be changed")
        }
        if let broken = FacebookText.broken(message: text, link: nil) { throw broken }
        guard !text.isEmpty || !post.media.isEmpty else {
            throw GraphError.parameter(name, "A post needs words or a picture")
        }
        let own = try FacebookAudience.own(asked)
        ground.changePost(post.id) { post in
            post.text = text
            post.own.merge(own) { _, asked in asked }
        }
        return ["success": true]
    }

    /// A page hides what others say under its posts.
    private func hide(_ post: LivePost, _ isHidden: Bool, _ token: Token) throws(GraphError) {
        let story = post.root.flatMap { ground.livePost($0) } ?? post
        guard story.account == token.account, post.kind == .post || post.account != token.account else {
            throw GraphError(403, 200, "(#200) This cannot be hidden")
        }
        ground.changePost(post.id) { $0.own["is_hidden"] = .bool(isHidden) }
    }
}
