import Foundation
import KicauCore

/// Comments below a post: where links go that should not stand in it.
extension LinkedInSimulator {
    @Sendable func comment(_ call: Call) throws -> Reply {
        let token = try enter(call)
        guard let target = ground.livePost(call["urn"]) else { throw refused(.notFound("No post \(call["urn"])")) }
        guard let body = call.json, let actor = body["actor"]?.string else {
            throw refused(.field("/actor", "field is required but not found and has no default value"))
        }
        let author = try author(actor, for: token, member: "w_member_social", organisation: "w_organization_social")
        guard let text = body["message"]?["text"]?.string, !text.isEmpty else {
            throw refused(.field("/message/text", "field is required but not found and has no default value"))
        }
        guard text.count <= 1250 else { throw refused(.fieldTooLong("/message/text", limit: 1250)) }
        let root = target.root ?? target.id
        let activity = root.split(separator: ":").last.map(String.init) ?? ""
        let number = ground.snowflake(at: ground.nowMs, epochMs: 0)
        let post = LivePost(
            id: "urn:li:comment:(urn:li:activity:\(activity),\(number))", by: author, text: text,
            createdAtMs: ground.nowMs, kind: .comment, parent: target.id, root: root,
            own: ["number": .string(String(number))]
        )
        ground.add(post)
        ground.changePost(target.id) { $0.counts.replies += 1 }
        return Reply.json(json(post), status: 201).with("x-restli-id", String(number))
    }

    @Sendable func comments(_ call: Call) throws -> Reply {
        let token = try enter(call)
        guard let target = ground.livePost(call["urn"]), let owner = ground.person(target.account) else {
            throw refused(.notFound("No post \(call["urn"])"))
        }
        _ = try author(
            Self.urn(of: owner), for: token, member: "r_member_social", organisation: "r_organization_social"
        )
        let elements = ground.answers(to: target.id).map { json($0) }
        return .json(["elements": .array(elements), "paging": Self.paging(call, count: elements.count)])
    }

    @Sendable func deleteComment(_ call: Call) throws -> Reply {
        let token = try enter(call)
        let actor = call.query["actor"] ?? "urn:li:person:\(token.account)"
        let author = try author(actor, for: token, member: "w_member_social", organisation: "w_organization_social")
        let number = call["id"]
        let found = ground.read { $0.posts.all.last { $0.kind == .comment && $0.own["number"]?.string == number } }
        guard let found, !found.isDeleted else { return .empty(204) }
        guard found.account == author.id else { throw refused(.accessDenied("Not your comment")) }
        _ = ground.delete(found.id)
        return .empty(204)
    }

    private func json(_ post: LivePost) -> JSONValue {
        let actor = ground.person(post.account).map(Self.urn) ?? ""
        return [
            "id": post.own["number"] ?? "", "$URN": .string(post.id), "commentUrn": .string(post.id),
            "actor": .string(actor), "object": .string(post.root ?? ""), "message": ["text": .string(post.text)],
            "created": ["actor": .string(actor), "time": .integer(post.createdAtMs)],
        ]
    }
}
