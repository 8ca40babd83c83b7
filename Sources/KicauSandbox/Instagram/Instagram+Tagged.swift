import KicauCore

/// Posts by others in which an account is tagged: by `user_tags`, not by a name in the words.
extension InstagramSimulator {
    func tagRoutes() -> [GraphRoute] {
        [GraphRoute(method: "GET", pattern: "{ig}/tags", takes: [], place: .read, handler: tagged)]
    }

    /// Cursors, and no `next` and `previous`: so IG User tags has it.
    @Sendable private func tagged(_ asked: GraphCall) throws -> JSONValue {
        let (token, person) = try account(asked, verb: "get")
        try require(.basic, token)
        try require(.comments, token)
        if Self.isThroughPage(token) { try require("pages_read_engagement", token) }
        let fields = try asked.fields(usual: "id")
        let posts = ground.listing(lagMs: asked.call.twist.listingLagMs) { post in
            post.kind == .post && post.account != person.id && !isStory(post) && names(post, person.handle)
        }
        let list = try edge(asked, posts) { post in
            // Whose it is shows by name alone: `owner` is for one's own.
            fields.picked(from: whole(post).filter { $0.key != "owner" })
        }
        return .members(["data": list["data"], "paging": list["paging"]?["cursors"].map { ["cursors": $0] }])
    }

    private func names(_ post: LivePost, _ handle: String) -> Bool {
        let people = post.own["user_tags"]?.array ?? []
        return people.contains { $0["username"]?.string?.lowercased() == handle.lowercased() }
    }
}
