import KicauCore

/// Answers that wait until whoever began the thread approves them: developers.facebook.com, Threads, Reply Management,
/// 2026-02-13, as stored. What Threads says of a post that holds no answers back is shown nowhere: a refusal here.
extension ThreadsSimulator {
    func approvingRoutes() -> [GraphRoute] {
        [
            GraphRoute(
                method: "GET", pattern: "{id}/pending_replies", takes: ["reverse", "approval_status"], place: .read,
                handler: held),
            GraphRoute(
                method: "POST", pattern: "{id}/manage_pending_reply", takes: ["approve"], place: .comment,
                handler: review),
        ]
    }

    static func waits(_ post: LivePost) -> Bool {
        ["PENDING", "IGNORED"].contains(post.own["reply_approval_status"]?.string)
    }

    /// What others answer under a post that holds answers back.
    func heldBack(_ post: LivePost) -> LivePost {
        guard let parent = post.parent.flatMap({ ground.post($0) }) else { return post }
        let root = parent.root.flatMap { ground.post($0) } ?? parent
        guard root.own["enable_reply_approvals"] == .bool(true), root.account != post.account else { return post }
        var held = post
        held.own["reply_approval_status"] = "PENDING"
        return held
    }

    @Sendable private func held(_ asked: GraphCall) throws -> JSONValue {
        let token = try session(asked)
        try require("threads_read_replies", token)
        let id = asked.name("id")
        guard let root = ground.livePost(id) else { throw ThreadsErrors.missing(id) }
        guard root.account == token.account else { throw GraphError.permission("threads_read_replies") }
        guard root.own["enable_reply_approvals"] == .bool(true) else {
            throw ThreadsErrors.parameter("id", "Reply approvals are not enabled for this post.")
        }
        let wanted = asked["approval_status"]?.uppercased()
        return try list(asked) { post in
            post.root == id && Self.waits(post)
                && (wanted.map { post.own["reply_approval_status"]?.string == $0 } ?? true)
        }
    }

    @Sendable private func review(_ asked: GraphCall) throws -> JSONValue {
        let (reply, _, isApproved) = try decided(asked, "approve")
        guard reply.own["reply_approval_status"] != nil else {
            throw ThreadsErrors.parameter("approve", "This reply does not wait for approval.")
        }
        ground.changePost(reply.id) { $0.own["reply_approval_status"] = isApproved ? "APPROVED" : "IGNORED" }
        return ["success": true]
    }
}
