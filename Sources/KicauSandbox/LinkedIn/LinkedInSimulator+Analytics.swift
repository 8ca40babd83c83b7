import Foundation
import KicauCore

/// A member's own numbers, for apps with the Community Management API: learn.microsoft.com, Member Post Statistics and
/// Member Follower Statistics, read 2026-11-28 as stored.
extension LinkedInSimulator {
    /// The finders `entity`, of one post, and `me`, of all of them; the rehearsal counts no days.
    @Sendable func postAnalytics(_ call: Call) throws -> Reply {
        let token = try enter(call)
        try checkScope(
            "r_member_postAnalytics", token, "memberCreatorPostAnalytics.FINDER-\(call.query["q"] ?? "")")
        let kind = call.query["queryType"] ?? ""
        guard Self.count(kind, in: LivePost.Counts()) != nil else {
            throw refused(.field("/queryType", "\(kind) is not an enum symbol"))
        }
        guard call.query["aggregation"] == "TOTAL" else {
            throw refused(.badRequest("aggregation must be TOTAL: the rehearsal counts no days"))
        }
        let named = try named(call)
        let meant = try named.map { [try ownPost($0.urn, token)] } ?? posts(of: token)
        let total = meant.reduce(0) { $0 + (Self.count(kind, in: $1.counts) ?? 0) }
        let target = named.map { entity -> JSONValue in [entity.kind: .string(entity.urn)] }
        let element = JSONValue.members([
            "count": .integer(Int64(total)), "metricType": Self.metricType(kind, call), "targetEntity": target,
        ])
        return .json(["elements": [element], "paging": Self.paging(call, count: 1)])
    }

    private static func count(_ kind: String, in counts: LivePost.Counts) -> Int? {
        switch kind {
        case "IMPRESSION", "MEMBERS_REACHED": counts.views
        case "REACTION": counts.likes
        case "COMMENT": counts.replies
        case "RESHARE": counts.reposts
        default: nil
        }
    }

    /// `(share:urn%3Ali%3Ashare%3A1)` or `(ugc:urn%3Ali%3AugcPost%3A1)`, decoded by now; a bare name is not taken. Nil:
    /// all posts are meant.
    private func named(_ call: Call) throws -> (kind: String, urn: String)? {
        let finder = call.query["q"]
        guard finder != "me" else { return nil }
        guard finder == "entity" else { throw refused(.badRequest("q must be entity or me")) }
        let text = call.query["entity"] ?? ""
        for (kind, start) in [("share", "urn:li:share:"), ("ugc", "urn:li:ugcPost:")] {
            let lead = "(\(kind):"
            guard text.hasPrefix(lead + start), text.hasSuffix(")") else { continue }
            return (kind, String(text.dropFirst(lead.count).dropLast()))
        }
        throw refused(.badRequest("Invalid query parameter entity: \(text)"))
    }

    private func ownPost(_ urn: String, _ token: Token) throws -> LivePost {
        guard let post = ground.livePost(urn), post.kind == .post else { throw refused(.notFound("No post \(urn)")) }
        guard post.account == token.account else {
            throw refused(.accessDenied("Not enough permissions to access the statistics of \(urn)"))
        }
        return post
    }

    private func posts(of token: Token) -> [LivePost] {
        ground.listing { $0.account == token.account && $0.kind == .post }
    }

    /// Since 202605 it is a plain text; before, an object with the type's full name.
    private static func metricType(_ kind: String, _ call: Call) -> JSONValue {
        let version = call[header: "linkedin-version"].flatMap { Int($0.prefix(6)) } ?? 0
        guard version < 202605 else { return .string(kind) }
        return ["com.linkedin.adsexternalapi.memberanalytics.v1.CreatorPostAnalyticsMetricTypeV1": .string(kind)]
    }

    @Sendable func memberFollowers(_ call: Call) throws -> Reply {
        let token = try enter(call)
        try checkScope("r_member_profileAnalytics", token, "memberFollowersCount.FINDER-me")
        guard call.query["q"] == "me" else {
            throw refused(.badRequest("q must be me: the rehearsal counts no days"))
        }
        guard let person = ground.person(token.account) else { throw refused(.notFound("No such member")) }
        return .json([
            "elements": [["memberFollowersCount": .integer(Int64(person.followers))]],
            "paging": Self.paging(call, count: 1),
        ])
    }

    /// The profile of an app that has no OpenID Connect.
    @Sendable func basicProfile(_ call: Call) throws -> Reply {
        let token = try signedIn(call)
        try checkScope("r_basicprofile", token, "me.GET")
        guard let person = ground.person(token.account) else { throw refused(.notFound("No such member")) }
        let names = person.name.split(separator: " ", maxSplits: 1).map(String.init)
        return .json([
            "id": .string(person.id), "localizedFirstName": .string(names.first ?? ""),
            "localizedLastName": .string(names.count > 1 ? names[1] : ""), "vanityName": .string(person.handle),
        ])
    }

    private func checkScope(_ scope: String, _ token: Token, _ what: String) throws {
        guard state.read({ $0.settings.hasCommunityManagement }), token.scopes.contains(scope) else {
            throw refused(.accessDenied("Not enough permissions to access: \(what)"))
        }
    }
}
