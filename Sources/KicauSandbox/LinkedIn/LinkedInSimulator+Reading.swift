import Foundation
import KicauCore

/// Reading back: for organisations only. A member's own posts cannot be read.
extension LinkedInSimulator {
    @Sendable func find(_ call: Call) throws -> Reply {
        let token = try enter(call)
        guard call.query["q"] == "author" else { throw refused(.badRequest("Unknown query")) }
        guard call[header: "x-restli-method"]?.uppercased() == "FINDER" else {
            throw refused(.badRequest("X-RestLi-Method must be FINDER"))
        }
        let page = try readable(call.query["author"] ?? "", token)
        let start = max(0, call.query.int("start") ?? 0)
        let count = min(100, max(1, call.query.int("count") ?? 10))
        let all = ground.listing(lagMs: call.twist.listingLagMs) { $0.account == page.id && $0.kind == .post }
        let elements = all.dropFirst(start).prefix(count).map { json($0) }
        return .json([
            "elements": .array(elements), "paging": Self.paging(call, count: elements.count, total: all.count),
        ])
    }

    @Sendable func readOne(_ call: Call) throws -> Reply {
        let token = try enter(call)
        guard let post = ground.livePost(call["urn"]), post.kind == .post else {
            throw refused(.notFound("No post \(call["urn"])"))
        }
        guard let owner = ground.person(post.account) else { throw refused(.notFound("No such author")) }
        _ = try readable(Self.urn(of: owner), token)
        return .json(json(post))
    }

    /// The organisation, when this token may read its posts.
    private func readable(_ urn: String, _ token: Token) throws -> Person {
        guard Self.id(urn, "person") == nil else {
            throw refused(.accessDenied("Not enough permissions to access: posts.FINDER-author, r_member_social"))
        }
        return try author(urn, for: token, member: "r_member_social", organisation: "r_organization_social")
    }

    private func json(_ post: LivePost) -> JSONValue {
        let owner = ground.person(post.account)
        return .members([
            "id": .string(post.id), "author": owner.map { .string(Self.urn(of: $0)) },
            "commentary": post.own["commentary"], "visibility": post.own["visibility"] ?? "PUBLIC",
            "lifecycleState": "PUBLISHED", "createdAt": .integer(post.createdAtMs),
            "publishedAt": .integer(post.createdAtMs),
            "lastModifiedAt": post.own["editedAtMs"] ?? .integer(post.createdAtMs),
            "isReshareDisabledByAuthor": .bool(post.own["mayBeShared"]?.bool == false),
            "reshareContext": context(of: post), "content": content(of: post), "distribution": post.own["distribution"],
            "lifecycleStateInfo": ["isEditedByAuthor": .bool(post.own["editedAtMs"] != nil)],
        ])
    }

    /// What it shares, and where that began.
    private func context(of post: LivePost) -> JSONValue? {
        guard let parent = post.own["reshared"]?.string else { return nil }
        var root = parent
        while let earlier = ground.post(root)?.own["reshared"]?.string { root = earlier }
        return ["parent": .string(parent), "root": .string(root)]
    }

    private func content(of post: LivePost) -> JSONValue? {
        if let article = post.own["article"] { return ["article": article] }
        if let poll = post.own["poll"] { return ["poll": poll] }
        let pieces = post.media.map { piece -> JSONValue in
            let isDocument = piece.id.hasPrefix("urn:li:document:")
            let words: JSONValue? = piece.alt.isEmpty ? nil : .string(piece.alt)
            return .members([
                "id": .string(piece.id), "altText": isDocument ? nil : words,
                "title": isDocument ? words : post.own["title"],
            ])
        }
        if pieces.count > 1 { return ["multiImage": ["images": .array(pieces)]] }
        return pieces.first.map { ["media": $0] }
    }

    @Sendable func shareStatistics(_ call: Call) throws -> Reply {
        let token = try enter(call)
        let page = try readable(call.query["organizationalEntity"] ?? "", token)
        // The list's urns are encoded a second time, inside `List(…)`.
        let urns = [call.query["shares"], call.query["ugcPosts"]].compactMap { $0 }.flatMap { list in
            list.replacingOccurrences(of: "List(", with: "").replacingOccurrences(of: ")", with: "")
                .split(separator: ",").map { $0.removingPercentEncoding ?? String($0) }
        }
        let posts = urns.compactMap { ground.livePost($0) }.filter { $0.account == page.id }
        let elements = posts.map { post -> JSONValue in
            let counts = post.counts
            return [
                post.id.contains("ugcPost") ? "ugcPost" : "share": .string(post.id),
                "organizationalEntity": .string(Self.urn(of: page)),
                "totalShareStatistics": [
                    "impressionCount": .integer(Int64(counts.views)), "likeCount": .integer(Int64(counts.likes)),
                    "uniqueImpressionsCount": .integer(Int64(counts.views)), "clickCount": .integer(0),
                    "commentCount": .integer(Int64(counts.replies)), "shareCount": .integer(Int64(counts.reposts)),
                    "engagement": .number(
                        counts.views == 0 ? 0 : Double(counts.likes + counts.replies) / Double(counts.views)
                    ),
                ],
            ]
        }
        return .json(["elements": .array(elements), "paging": Self.paging(call, count: elements.count)])
    }

    @Sendable func networkSize(_ call: Call) throws -> Reply {
        let token = try enter(call)
        guard call.query["edgeType"] == "COMPANY_FOLLOWED_BY_MEMBER" else {
            throw refused(.field("/edgeType", "Unknown edge type"))
        }
        let page = try readable(call["urn"], token)
        return .json(["firstDegreeSize": .integer(Int64(page.followers))])
    }
}
