import Foundation
import KicauCore

/// What happened around a page, called out and to be asked for: learn.microsoft.com, Organization Social Action
/// Notifications, read 2026-11-28 as stored. Of likes and shares the rehearsal keeps no time, so none are told.
extension LinkedInSimulator {
    private static let actions: Set<String> = [
        "LIKE", "COMMENT", "SHARE", "SHARE_MENTION", "ADMIN_COMMENT", "COMMENT_EDIT", "COMMENT_DELETE",
    ]
    /// 60 days.
    private static let keptMs: Int64 = 60 * 86_400_000

    @Sendable func notifications(_ call: Call) throws -> Reply {
        let token = try enter(call)
        guard call.query["q"] == "criteria" else { throw refused(.badRequest("q must be criteria")) }
        let page = try administered(call.query["organizationalEntity"] ?? "", token)
        let wanted = try wantedActions(call.query["actions"])
        let span = try span(call.query["timeRange"])
        let oldest = max(span.from, ground.nowMs - Self.keptMs)
        let around = ground.listing(lagMs: call.twist.listingLagMs) { post in
            post.createdAtMs >= oldest && post.createdAtMs <= span.to
        }
        let all = around.compactMap { notification(about: $0, to: page) }.filter { told in
            wanted.contains(told["action"]?.string ?? "")
        }
        let start = max(0, call.query.int("start") ?? 0)
        let count = min(100, max(1, call.query.int("count") ?? 10))
        let elements = Array(all.dropFirst(start).prefix(count))
        return .json([
            "elements": .array(elements), "paging": Self.paging(call, count: elements.count, total: all.count),
        ])
    }

    private func administered(_ urn: String, _ token: Token) throws -> Person {
        guard state.read({ $0.settings.hasCommunityManagement }), token.scopes.contains("rw_organization_admin"),
            let page = Self.id(urn, "organization").flatMap({ ground.person($0) }), page.kind == .organisation,
            page.managers.contains(token.account)
        else {
            throw refused(
                .accessDenied("Not enough permissions to access: organizationalEntityNotifications.FINDER-criteria"))
        }
        return page
    }

    /// `List(COMMENT,SHARE_MENTION)`; without it, all of them.
    private func wantedActions(_ list: String?) throws -> Set<String> {
        guard let list else { return Self.actions }
        guard list.hasPrefix("List("), list.hasSuffix(")") else {
            throw refused(.badRequest("actions must be a List(…)"))
        }
        let wanted = Set(list.dropFirst(5).dropLast().split(separator: ",").map(String.init))
        guard wanted.isSubset(of: Self.actions) else {
            throw refused(.field("/actions", "\(list) has what is not an enum symbol"))
        }
        return wanted
    }

    /// `(start:1551715200000,end:1552580307361)`, in milliseconds; without it, from the first day to the last.
    private func span(_ text: String?) throws -> (from: Int64, to: Int64) {
        guard let text else { return (0, .max) }
        guard let found = text.wholeMatch(of: /\(start:([0-9]{1,15})(?:,end:([0-9]{1,15}))?\)/)?.output,
            let from = Int64(found.1)
        else { throw refused(.badRequest("timeRange must be (start:…,end:…)")) }
        return (from, found.2.flatMap { Int64($0) } ?? .max)
    }

    /// Nil: it is nothing to this page.
    func notification(about post: LivePost, to page: Person) -> JSONValue? {
        guard let admin = page.managers.first, let share = ground.post(post.root ?? post.id),
            let action = Self.action(of: post, under: share, at: page)
        else { return nil }
        let actor = ground.person(post.account).map(Self.urn) ?? ""
        let told: JSONValue = [
            "notificationId": .integer(Self.number(of: post)), "organizationalEntity": .string(Self.urn(of: page)),
            "action": .string(action), "sourcePost": .string(share.id), "generatedActivity": .string(post.id),
            "decoratedGeneratedActivity": [
                post.kind == .comment ? "comment" : "share": [
                    "entity": .string(post.id), "owner": .string(actor), "text": .string(post.text),
                ]
            ],
            "lastModifiedAt": .integer(post.createdAtMs), "subscriber": .string("urn:li:person:\(admin)"),
        ]
        return told
    }

    /// What the page itself says has a word of its own; in comments nobody is told of a mention.
    private static func action(of post: LivePost, under share: LivePost, at page: Person) -> String? {
        switch post.kind {
        case .comment where share.account == page.id: post.account == page.id ? "ADMIN_COMMENT" : "COMMENT"
        case .post where post.account != page.id && mentioned(in: post).contains(page.id): "SHARE_MENTION"
        case .comment, .post, .reply: nil
        }
    }

    /// The same each time it is told: the post's own.
    private static func number(of post: LivePost) -> Int64 {
        let digits = post.own["number"]?.string ?? post.id.split(separator: ":").last.map(String.init) ?? ""
        return Int64(digits) ?? 0
    }

    /// The organisations that a post mentions in LinkedIn's own form.
    static func mentioned(in post: LivePost) -> Set<String> {
        let commentary = post.own["commentary"]?.string ?? ""
        return Set(commentary.matches(of: /\]\(urn:li:organization:([0-9]+)\)/).map { String($0.output.1) })
    }
}
