import Foundation
import KicauCore

/// Instagram: both sign-ins (its own, and Facebook's for accounts behind a Page) on one listener.
struct InstagramSimulator: GraphSimulator {
    let platform = "instagram"
    let useCase = "instagram"
    let ground: Ground
    let box: Locker<GraphState>
    let hooks: Locker<Hooks>
    let look = Look(
        name: "Instagram", sign: "Ig", accent: "#d6246e", paper: "#fafafa", quiet: "#737373", line: "#dbdbdb",
        round: "8px", postWord: "post"
    )

    init(_ ground: Ground) {
        self.ground = ground
        box = ground.locker("instagram", GraphState(settings: GraphSettings(rateLimitCode: 80_002, postsPerDay: 100)))
        hooks = ground.locker("instagram-hooks", Hooks())
    }

    func addRoutes(to routes: inout Routes) {
        let desk = AuthorisationDesk(
            ground: ground, look: look, path: "/oauth/authorize", pkce: .optional, codeLifeMs: 3_600_000,
            scopeSeparator: ",", words: Self.words
        )
        GraphDesk(desk).addRoutes(to: &routes)
        GraphDialog(ground: ground, look: look).addRoutes(to: &routes)
        routes.on("GET", "/p/{code}", at: .page, page)
        routes.on("GET", "/stories/{handle}/{code}", at: .page, page)
        addGraph(to: &routes)
    }

    func graphRoutes() -> [GraphRoute] {
        signInRoutes() + publishingRoutes() + commentRoutes() + ringingRoutes() + storyRoutes() + tagRoutes()
            + mentionRoutes() + readingRoutes()
    }

    @Sendable private func page(_ call: Call) -> Reply {
        let code = call["code"]
        guard let post = ground.listing(where: { $0.own["shortcode"]?.string == code && !hasEnded($0) }).first
        else {
            let page = TroublePage(look: look, title: "This post is not here", text: "It was deleted, or never was.")
            return .html(page.html, status: 404)
        }
        return .html(PermalinkPage(self, post).html)
    }

    func grant(to account: String, lifetimeMs: Int64?) -> JSONValue? {
        guard let person = ground.person(account) else { return nil }
        let token = userToken(
            person.id, Self.ownScopes, lifeMs: lifetimeMs ?? lifeMs(Self.longLifeMs),
            grant: ground.secret(12, prefix: "ig-")
        )
        return tokenJSON(token)
    }

    func userToken(_ account: String, _ scopes: [String], lifeMs: Int64, grant: String) -> Token {
        ground.issue(
            .access, to: account, scopes: scopes, lifeMs: lifeMs, grant: grant,
            value: ground.secret(120, prefix: grant.hasPrefix("fb-") ? "EAA" : "IGAA")
        )
    }

    func newPostID(at ms: Int64, by person: Person) -> String {
        String(ground.nextNumber(base: 18_020_000_000_000_000))
    }

    func permalink(of post: LivePost) -> String {
        let first = post.kind == .post ? post : post.root.flatMap { ground.post($0) } ?? post
        let place = isStory(first) ? "stories/\(first.handle)" : "p"
        return "\(ground.origin)/\(place)/\(Self.shortcode(first.id))/"
    }

    /// What is put under a post is a comment, and what is put under that an answer of the one level there is.
    func seeded(_ post: LivePost) -> LivePost {
        var copy = post
        if let parent = post.parent {
            let above = ground.post(parent)
            copy.kind = .comment
            copy.parent = above?.kind == .comment && above?.parent != above?.root ? above?.parent : parent
            return copy
        }
        copy.own["shortcode"] = .string(Self.shortcode(post.id))
        copy.own["media_type"] = copy.own["media_type"] ?? (post.media.count > 1 ? "CAROUSEL_ALBUM" : "IMAGE")
        copy.own["media_product_type"] = copy.own["media_product_type"] ?? "FEED"
        return copy
    }

    static let ownScopes = [
        "instagram_business_basic", "instagram_business_content_publish", "instagram_business_manage_comments",
        "instagram_business_manage_insights",
    ]

    private static let words = [
        "instagram_business_basic": "See your profile and your posts",
        "instagram_business_content_publish": "Publish posts",
        "instagram_business_manage_comments": "Read and write comments",
        "instagram_business_manage_insights": "See how your posts do",
    ]

    /// A permission goes by one name in each of the two sign-ins.
    func require(_ permission: Permission, _ token: Token) throws(GraphError) {
        try require(permission.name(for: token), token)
    }

    enum Permission: String {
        case basic
        case publish = "content_publish"
        case comments = "manage_comments"
        case insights = "manage_insights"

        func name(for token: Token) -> String {
            InstagramSimulator.isThroughPage(token) ? "instagram_\(rawValue)" : "instagram_business_\(rawValue)"
        }
    }

    /// It came by Facebook's sign-in: a person's, or the one of the Page behind an account.
    static func isThroughPage(_ token: Token) -> Bool { token.grant.hasPrefix("fb-") }

    /// The account in the path, when the token may act for it. To a Page's token "me" is the Page, which has no media.
    func account(_ asked: GraphCall, verb: String) throws(GraphError) -> (token: Token, person: Person) {
        let token = try session(asked)
        let isMe = asked.name("ig") == "me" && !Self.isThroughPage(token)
        let id = isMe ? token.account : asked.name("ig")
        guard let person = ground.person(id), token.account == id || person.managers.contains(token.account) else {
            throw .unknownObject(id, verb: verb)
        }
        return (token, person)
    }
}
