import Foundation
import KicauCore

/// LinkedIn: the versioned REST API for members and organisations.
struct LinkedInSimulator: Simulator {
    let platform = "linkedin"
    let ground: Ground
    let state: Locker<LinkedInState>
    let hooks: Locker<Hooks>
    let look = Look(
        name: "LinkedIn", sign: "in", accent: "#0a66c2", paper: "#f4f2ee", quiet: "#5e5e5e", line: "#dfdeda",
        round: "8px", postWord: "update"
    )

    init(_ ground: Ground) {
        self.ground = ground
        state = ground.locker("linkedin", LinkedInState())
        hooks = ground.locker("linkedin-hooks", Hooks())
    }

    func addRoutes(to routes: inout Routes) {
        desk.addRoutes(to: &routes)
        routes.on("POST", "/oauth/v2/accessToken", at: .token, token)
        routes.on("POST", "/oauth/v2/introspectToken", at: .token, introspect)
        routes.on("POST", "/oauth/v2/revoke", at: .token, revoke)
        routes.on("GET", "/v2/userinfo", at: .read, userInfo)
        routes.on("GET", "/v2/me", at: .read, basicProfile)
        routes.on("GET", "/rest/organizationAcls", at: .read, organisationRoles)
        routes.on("GET", "/rest/organizations/{id}", at: .read, organisation)
        routes.on("GET", "/rest/organizations", at: .read, findOrganisation)

        for (path, kind) in Self.uploadPaths {
            routes.on("POST", path, at: .upload) { call in try startUpload(call, kind) }
            routes.on("GET", path + "/{urn}", at: .upload) { call in try uploadState(call) }
        }
        routes.on("PUT", "/dms-uploads/{ticket}/{part}", at: .upload, putBytes)
        routes.on("POST", "/dms-captions/{ticket}", at: .upload, putCaptions)

        routes.on("POST", "/rest/posts", at: .commit, create)
        routes.on("GET", "/rest/posts", at: .read, find)
        routes.on("GET", "/rest/posts/{urn}", at: .read, readOne)
        routes.on("POST", "/rest/posts/{urn}", at: .commit, update)
        routes.on("DELETE", "/rest/posts/{urn}", at: .delete, delete)
        routes.on("POST", "/rest/socialActions/{urn}/comments", at: .comment, comment)
        routes.on("GET", "/rest/socialActions/{urn}/comments", at: .read, comments)
        routes.on("GET", "/rest/socialActions/{urn}/comments/{id}", at: .read, readComment)
        routes.on("POST", "/rest/socialActions/{urn}/comments/{id}", at: .comment, updateComment)
        routes.on("DELETE", "/rest/socialActions/{urn}/comments/{id}", at: .delete, deleteComment)
        routes.on("POST", "/rest/reactions", at: .comment, react)
        routes.on("GET", "/rest/reactions/{key}", at: .read, reaction)
        routes.on("DELETE", "/rest/reactions/{key}", at: .delete, takeBackReaction)
        routes.on("GET", "/rest/organizationalEntityShareStatistics", at: .read, shareStatistics)
        routes.on("GET", "/rest/networkSizes/{urn}", at: .read, networkSize)
        routes.on("GET", "/rest/memberCreatorPostAnalytics", at: .read, postAnalytics)
        routes.on("GET", "/rest/memberFollowersCount", at: .read, memberFollowers)
        routes.on("GET", "/rest/organizationalEntityNotifications", at: .read, notifications)

        routes.on("PUT", "/rest/eventSubscriptions/{key}", at: .read, subscribeEvents)

        routes.on("GET", "/feed/update/{urn}", at: .page, page)
    }

    static let uploadPaths: [(path: String, kind: LinkedInUpload.Kind)] = [
        ("/rest/images", .image), ("/rest/documents", .document), ("/rest/videos", .video),
    ]

    func newPostID(at ms: Int64, by person: Person) -> String {
        "urn:li:share:\(ground.snowflake(at: ms, epochMs: 0))"
    }

    func permalink(of post: LivePost) -> String {
        "\(ground.origin)/feed/update/\(post.kind == .comment ? post.root ?? post.id : post.id)/"
    }

    func seeded(_ post: LivePost) -> LivePost {
        if let parent = post.parent { return seeded(post, under: parent) }
        var copy = post
        if copy.own["commentary"] == nil { copy.own["commentary"] = .string(post.text) }
        if !Self.mentioned(in: copy).isEmpty { copy.text = shown(post.text) }
        if copy.own["digest"] == nil, copy.media.isEmpty, let person = ground.person(post.account) {
            copy.own["digest"] = .string([Self.urn(of: person), post.text, "", "", ""].joined(separator: "\u{1F}"))
        }
        return copy
    }

    func rewrite(_ post: LivePost, as text: String) {
        ground.changePost(post.id) { post in
            post.text = text
            post.own["commentary"] = .string(text)
        }
    }

    func takeDown(_ post: LivePost) { remove(post.id) }

    func rateLimited(_ call: Call, resetMs: Int64) -> Reply { LinkedInTrouble.tooMany.reply }
    func serverError(_ call: Call) -> Reply { LinkedInTrouble.broken.reply }
    func notFound(_ call: Call) -> Reply {
        LinkedInTrouble.notFound("No virtual resource found for \(call.path)").reply
    }

    func settings() -> JSONValue { JSONValue(of: state.read { $0.settings }) }

    func set(_ settings: JSONValue) -> Bool {
        guard case .object(let wanted) = settings, case .object(var members) = self.settings() else { return false }
        guard wanted.keys.allSatisfy({ members[$0] != nil }) else { return false }
        members.merge(wanted) { _, new in new }
        let bytes = Data(JSONValue.object(members).bytes)
        guard let read = try? JSONDecoder().decode(LinkedInSettings.self, from: bytes)  // a wrong kind: no such setting
        else { return false }
        state.change { $0.settings = read }
        return true
    }

    @Sendable private func page(_ call: Call) -> Reply {
        guard let post = ground.livePost(call["urn"]) else {
            let page = TroublePage(look: look, title: "This update is not here", text: "It was deleted, or never was.")
            return .html(page.html, status: 404)
        }
        return .html(PermalinkPage(self, post).html)
    }
}
