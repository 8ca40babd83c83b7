import Foundation
import KicauCore

/// Threads: containers and commits as on Instagram, replies as posts, ids beyond what a Double holds.
struct ThreadsSimulator: GraphSimulator {
    let platform = "threads"
    let useCase = "threads"
    let ground: Ground
    let box: Locker<GraphState>
    let hooks: Locker<Hooks>
    let look = Look(
        name: "Threads", sign: "@", accent: "#111111", paper: "#fafafa", quiet: "#777777", line: "#e0e0e0",
        round: "18px", postWord: "thread"
    )

    static let repliesPerDay = 1_000
    static let deletesPerDay = 100

    init(_ ground: Ground) {
        self.ground = ground
        box = ground.locker("threads", GraphState(settings: GraphSettings(rateLimitCode: 4, postsPerDay: 250)))
        hooks = ground.locker("threads-hooks", Hooks())
    }

    func addRoutes(to routes: inout Routes) {
        let desk = AuthorisationDesk(
            ground: ground, look: look, path: "/oauth/authorize", pkce: .optional, codeLifeMs: 3_600_000,
            scopeSeparator: ",", words: Self.words
        )
        GraphDesk(desk).addRoutes(to: &routes)
        routes.on("GET", "/{who}/post/{code}", at: .page, page)
        addGraph(to: &routes)
    }

    func graphRoutes() -> [GraphRoute] {
        signInRoutes() + publishingRoutes() + managingRoutes() + approvingRoutes() + listingRoutes()
            + discoveringRoutes() + readingRoutes()
    }

    @Sendable private func page(_ call: Call) -> Reply {
        guard let post = post(shortcode: call["code"]) else {
            let page = TroublePage(look: look, title: "This thread is not here", text: "It was deleted, or never was.")
            return .html(page.html, status: 404)
        }
        return .html(PermalinkPage(self, post).html)
    }

    func post(shortcode: String) -> LivePost? {
        ground.listing(where: { $0.own["shortcode"]?.string == shortcode }).first
    }

    func grant(to account: String, lifetimeMs: Int64?) -> JSONValue? {
        guard let person = ground.person(account) else { return nil }
        let sign = ground.secret(12, prefix: "th-")
        return tokenJSON(
            userToken(person.id, Self.allScopes, lifeMs: lifetimeMs ?? lifeMs(Self.longLifeMs), grant: sign)
        )
    }

    func userToken(_ account: String, _ scopes: [String], lifeMs: Int64, grant: String) -> Token {
        ground.issue(
            .access, to: account, scopes: scopes, lifeMs: lifeMs, grant: grant,
            value: ground.secret(120, prefix: "THAA")
        )
    }

    func newPostID(at ms: Int64, by person: Person) -> String {
        String(ground.nextNumber(base: 18_010_000_000_000_000))
    }

    func permalink(of post: LivePost) -> String {
        "\(ground.origin)/@\(post.handle)/post/\(Self.shortcode(post.id))"
    }

    func seeded(_ post: LivePost) -> LivePost {
        var copy = heldBack(post)
        copy.own["shortcode"] = .string(Self.shortcode(post.id))
        let usual: JSONValue = post.media.isEmpty ? "TEXT_POST" : post.media.count > 1 ? "CAROUSEL_ALBUM" : "IMAGE"
        copy.own["media_type"] = copy.own["media_type"] ?? usual
        return copy
    }

    /// The person in the path, when it is the one behind the token.
    func account(_ asked: GraphCall, verb: String) throws(GraphError) -> (token: Token, person: Person) {
        let token = try session(asked)
        let id = asked.name("user")
        guard id == "me" || id == token.account, let person = ground.person(token.account) else {
            throw .unknownObject(id, verb: verb)
        }
        return (token, person)
    }

    static let allScopes = [
        "threads_basic", "threads_content_publish", "threads_manage_replies", "threads_read_replies",
        "threads_manage_insights", "threads_keyword_search", "threads_manage_mentions", "threads_delete",
        "threads_location_tagging", "threads_profile_discovery",
    ]

    private static let words = [
        "threads_basic": "See your profile and your threads", "threads_content_publish": "Publish threads",
        "threads_manage_replies": "Hide replies and choose who may reply", "threads_read_replies": "Read replies",
        "threads_manage_insights": "See how your threads do", "threads_delete": "Delete your threads",
        "threads_manage_mentions": "See and answer threads that mention you",
    ]
}
