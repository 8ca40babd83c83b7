import Foundation
import KicauCore

/// Comments below a post, and answers below a comment: there are two levels.
extension LinkedInSimulator {
    @Sendable func comment(_ call: Call) throws -> Reply {
        let token = try enter(call)
        let new = try LinkedInNewComment(call.json)
        let place = try place(of: new, at: call["urn"])
        let author = try commenter(new.actor, token)
        let number = ground.snowflake(at: ground.nowMs, epochMs: 0)
        let post = LivePost(
            id: Self.commentURN(place.post, number), by: author, text: new.text, createdAtMs: ground.nowMs,
            kind: .comment, parent: place.thread?.id ?? place.post.id, root: place.post.id,
            own: ["number": .string(String(number))]
        )
        ground.add(post)
        for id in [place.post.id, place.thread?.id].compactMap({ $0 }) {
            ground.changePost(id) { $0.counts.replies += 1 }
        }
        return Reply.json(json(post, for: token), status: 201).with("x-restli-id", String(number))
    }

    /// An answer names the comment it is under, in the address or the body; one to an answer stands beside that.
    private func place(
        of new: LinkedInNewComment, at urn: String
    ) throws -> (post: LivePost, thread: LivePost?) {
        guard let target = target(urn) else { throw refused(.notFound("No post \(urn)")) }
        guard let post = ground.livePost(target.root ?? target.id) else { throw refused(.notFound("No post \(urn)")) }
        if let object = new.object, self.target(object)?.id != post.id {
            throw refused(.field("/object", "\(object) is not what is commented on"))
        }
        guard let named = new.parent ?? (target.kind == .comment ? target.id : nil) else { return (post, nil) }
        guard let parent = ground.livePost(named), parent.kind == .comment, parent.root == post.id else {
            throw refused(.notFound("No comment \(named)"))
        }
        return (post, parent.parent == post.id ? parent : parent.parent.flatMap { ground.livePost($0) })
    }

    /// Oldest first; those under a comment are asked for by its name.
    @Sendable func comments(_ call: Call) throws -> Reply {
        let token = try enter(call)
        let target = try readableTarget(call["urn"], token)
        let start = max(0, call.query.int("start") ?? 0)
        let count = min(100, max(1, call.query.int("count") ?? 10))
        let all = ground.answers(to: target.id)
        let elements = all.dropFirst(start).prefix(count).map { json($0, for: token) }
        return .json([
            "elements": .array(elements), "paging": Self.paging(call, count: elements.count, total: all.count),
        ])
    }

    @Sendable func readComment(_ call: Call) throws -> Reply {
        let token = try enter(call)
        _ = try readableTarget(call["urn"], token)
        return .json(json(try liveComment(call["id"]), for: token))
    }

    private func readableTarget(_ urn: String, _ token: Token) throws -> LivePost {
        guard let target = target(urn), let post = ground.livePost(target.root ?? target.id),
            let owner = ground.person(post.account)
        else { throw refused(.notFound("No post \(urn)")) }
        _ = try author(
            Self.urn(of: owner), for: token, member: "r_member_social",
            organisation: "r_organization_social", "r_organization_social_feed"
        )
        return target
    }

    @Sendable func updateComment(_ call: Call) throws -> Reply {
        let token = try enter(call)
        guard call[header: "x-restli-method"]?.uppercased() == "PARTIAL_UPDATE" else {
            throw refused(.badRequest("X-RestLi-Method must be PARTIAL_UPDATE"))
        }
        let comment = try ownComment(call, token)
        guard let text = call.json?["patch"]?["message"]?["$set"]?["text"]?.string else {
            throw refused(.field("/patch/message/$set/text", "there is nothing to change"))
        }
        try LinkedInNewComment.check(text)
        let now = ground.nowMs
        ground.changePost(comment.id) { comment in
            comment.text = text
            comment.own["editedAtMs"] = .integer(now)
        }
        return .empty(200).with("x-resourceidentity-urn", comment.id)
    }

    /// Deleting what is gone already is as good.
    @Sendable func deleteComment(_ call: Call) throws -> Reply {
        let token = try enter(call)
        guard found(call["id"])?.isDeleted == false else { return .empty(204) }
        remove(try ownComment(call, token).id)
        return .empty(204)
    }

    private func ownComment(_ call: Call, _ token: Token) throws -> LivePost {
        let author = try commenter(call.query["actor"] ?? "urn:li:person:\(token.account)", token)
        let comment = try liveComment(call["id"])
        guard comment.account == author.id else { throw refused(.accessDenied("Not your comment")) }
        return comment
    }

    private func liveComment(_ number: String) throws -> LivePost {
        guard let comment = found(number), !comment.isDeleted else { throw refused(.notFound("No comment \(number)")) }
        return comment
    }

    private func found(_ number: String) -> LivePost? {
        ground.read { $0.posts.all.last { $0.kind == .comment && $0.own["number"]?.string == number } }
    }

    /// What stands under something goes with it.
    func remove(_ id: String) {
        for answer in ground.answers(to: id) { remove(answer.id) }
        _ = ground.delete(id)
    }

    /// Who comments or reacts.
    func commenter(_ urn: String, _ token: Token) throws -> Person {
        try author(
            urn, for: token, member: "w_member_social", "w_member_social_feed",
            organisation: "w_organization_social", "w_organization_social_feed"
        )
    }

    /// What is commented on or reacted to: a post by the name it was made with or by its activity's, or a comment.
    func target(_ urn: String) -> LivePost? {
        if let post = ground.livePost(urn) { return post }
        guard let number = Self.id(urn, "activity") else { return nil }
        return ["share", "ugcPost"].lazy.compactMap { ground.livePost("urn:li:\($0):\(number)") }.first
    }

    static func activity(of post: String) -> String {
        "urn:li:activity:" + (post.split(separator: ":").last.map(String.init) ?? "")
    }

    static func commentURN(_ post: LivePost, _ number: Int64) -> String {
        "urn:li:comment:(\(activity(of: post.id)),\(number))"
    }
}
