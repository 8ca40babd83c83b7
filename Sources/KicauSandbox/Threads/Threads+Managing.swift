import KicauCore

/// Hiding what others answer, and deleting what one has written.
extension ThreadsSimulator {
    func managingRoutes() -> [GraphRoute] {
        [
            GraphRoute(method: "POST", pattern: "{id}/manage_reply", takes: ["hide"], place: .comment, handler: hide),
            GraphRoute(method: "DELETE", pattern: "{id}", takes: [], place: .delete, handler: delete),
        ]
    }

    /// Only who wrote the first post of a thread may hide what others answer, right under it; what stands below goes
    /// along.
    @Sendable private func hide(_ asked: GraphCall) throws -> JSONValue {
        let (reply, root, isHidden) = try decided(asked, "hide")
        guard reply.parent == root.id else {
            throw ThreadsErrors.parameter("hide", "Only top-level replies can be hidden.")
        }
        for one in [reply] + below(reply) {
            ground.changePost(one.id) { $0.own["hide_status"] = isHidden ? "HIDDEN" : "UNHUSHED" }
        }
        return ["success": true]
    }

    /// What whoever wrote the first post of a thread decides about an answer in it.
    func decided(_ asked: GraphCall, _ field: String) throws -> (reply: LivePost, root: LivePost, isYes: Bool) {
        let token = try session(asked)
        try require("threads_manage_replies", token)
        let id = asked.name("id")
        _ = try asked.required(field)
        let isYes = try asked.flag(field, usual: false)
        guard let reply = ground.livePost(id), let root = reply.root.flatMap({ ground.post($0) }) else {
            throw ThreadsErrors.missing(id)
        }
        guard root.account == token.account else { throw GraphError.permission("threads_manage_replies") }
        return (reply, root, isYes)
    }

    private func below(_ reply: LivePost) -> [LivePost] {
        ground.answers(to: reply.id).flatMap { [$0] + below($0) }
    }

    @Sendable private func delete(_ asked: GraphCall) throws -> JSONValue {
        let token = try session(asked)
        try require("threads_delete", token)
        let id = asked.name("id")
        guard let post = ground.livePost(id), post.account == token.account else { throw ThreadsErrors.missing(id) }
        guard deletedToday(by: token.account) < Self.deletesPerDay else { throw ThreadsErrors.quota }
        guard ground.delete(id) else { throw ThreadsErrors.missing(id) }
        if let parent = post.parent { ground.changePost(parent) { $0.counts.replies -= 1 } }
        return ["success": true, "deleted_id": .string(id)]
    }

    func deletedToday(by account: String) -> Int {
        let since = ground.nowMs - GraphContainer.lifeMs
        return ground.read { state in
            state.posts.all.count { $0.account == account && ($0.deletedAtMs ?? 0) > since }
        }
    }
}
