import Foundation
import KicauCore

/// Reactions: one of each actor to each post or comment.
extension LinkedInSimulator {
    private static let kinds: Set<String> = ["LIKE", "PRAISE", "EMPATHY", "INTEREST", "APPRECIATION", "ENTERTAINMENT"]

    /// The same once more changes nothing, another kind takes the first one's place.
    @Sendable func react(_ call: Call) throws -> Reply {
        let token = try enter(call)
        let actor = call.query["actor"] ?? "urn:li:person:\(token.account)"
        _ = try commenter(actor, token)
        guard let root = call.json?["root"]?.string, let target = target(root) else {
            throw refused(.notFound("No post or comment \(call.json?["root"]?.string ?? "")"))
        }
        guard let kind = call.json?["reactionType"]?.string, Self.kinds.contains(kind) else {
            throw refused(.field("/reactionType", "is not an enum symbol"))
        }
        let now = ground.nowMs
        ground.changePost(target.id) { post in
            var likes = (post.own["likes"]?.array ?? []).compactMap(\.string)
            if !likes.contains(actor) {
                likes.append(actor)
                post.counts.likes += 1
            }
            post.own["likes"] = .array(likes.map { .string($0) })
            post.own["reaction " + actor] = .string(kind)
        }
        return .json(Self.json(of: actor, to: target.id, kind, at: now), status: 201)
    }

    @Sendable func reaction(_ call: Call) throws -> Reply {
        let token = try enter(call)
        let (actor, target) = try key(call)
        _ = try author(
            actor, for: token, member: "r_member_social",
            organisation: "r_organization_social", "r_organization_social_feed"
        )
        guard let kind = target.own["reaction " + actor]?.string else { throw refused(.notFound("No such reaction")) }
        return .json(Self.json(of: actor, to: target.id, kind, at: target.createdAtMs))
    }

    @Sendable func takeBackReaction(_ call: Call) throws -> Reply {
        let token = try enter(call)
        let (actor, target) = try key(call)
        _ = try commenter(actor, token)
        guard target.own["reaction " + actor] != nil else { throw refused(.notFound("No such reaction")) }
        ground.changePost(target.id) { post in
            let others = (post.own["likes"]?.array ?? []).filter { $0.string != actor }
            post.own["likes"] = .array(others)
            post.own["reaction " + actor] = nil
            post.counts.likes -= 1
        }
        return .empty(204)
    }

    /// `(actor:urn%3Ali…,entity:urn%3Ali…)`, decoded by now.
    private func key(_ call: Call) throws -> (actor: String, target: LivePost) {
        let text = call["key"]
        guard text.hasPrefix("(actor:"), text.hasSuffix(")"), let middle = text.range(of: ",entity:") else {
            throw refused(.badRequest("\(text) is not a key of actor and entity"))
        }
        let actor = String(text[text.index(text.startIndex, offsetBy: 7)..<middle.lowerBound])
        let entity = String(text[middle.upperBound...].dropLast())
        guard let target = target(entity) else { throw refused(.notFound("No post or comment \(entity)")) }
        return (actor, target)
    }

    private static func json(of actor: String, to urn: String, _ kind: String, at ms: Int64) -> JSONValue {
        [
            "id": .string("urn:li:reaction:(\(actor),\(urn))"), "root": .string(urn), "reactionType": .string(kind),
            "created": ["actor": .string(actor), "time": .integer(ms)],
            "lastModified": ["actor": .string(actor), "time": .integer(ms)],
        ]
    }
}
