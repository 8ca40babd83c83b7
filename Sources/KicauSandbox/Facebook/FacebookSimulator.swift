import Foundation
import KicauCore

/// Facebook: Pages through the Graph API, the sign-in dialog, and a page to look at each post.
struct FacebookSimulator: GraphSimulator {
    let platform = "facebook"
    let useCase = "pages"
    let ground: Ground
    let box: Locker<GraphState>
    let videos: Locker<FacebookVideos>
    let albums: Locker<FacebookAlbums>
    let hooks: Locker<Hooks>
    let look = Look(
        name: "Facebook", sign: "f", accent: "#0866ff", paper: "#f0f2f5", quiet: "#65686c", line: "#dadde1",
        round: "10px", postWord: "post"
    )

    init(_ ground: Ground) {
        self.ground = ground
        box = ground.locker("facebook", GraphState(settings: GraphSettings(rateLimitCode: 80_001, postsPerDay: 1_000)))
        videos = ground.locker("facebook-videos", FacebookVideos())
        albums = ground.locker("facebook-albums", FacebookAlbums())
        hooks = ground.locker("facebook-hooks", Hooks())
    }

    func addRoutes(to routes: inout Routes) {
        GraphDialog(ground: ground, look: look).addRoutes(to: &routes)
        routes.on("GET", "/{handle}/posts/{id}", at: .page, page)
        routes.on("GET", "/{handle}/videos/{id}", at: .page, page)
        routes.on("GET", "/reel/{id}", at: .page, page)
        routes.on("GET", "/stories/{handle}/{id}", at: .page, page)
        addGraph(to: &routes)
    }

    func graphRoutes() -> [GraphRoute] {
        signInRoutes() + videoRoutes() + storyRoutes() + albumRoutes() + publishingRoutes() + commentRoutes()
            + changingRoutes()
            + ringingRoutes() + readingRoutes()
    }

    @Sendable private func page(_ call: Call) -> Reply {
        guard let post = livePost(named: call["id"]), isPublished(post) else {
            let page = TroublePage(look: look, title: "This post is not here", text: "It was deleted, or never was.")
            return .html(page.html, status: 404)
        }
        return .html(PermalinkPage(self, post).html)
    }

    func grant(to account: String, lifetimeMs: Int64?) -> JSONValue? {
        guard let person = ground.person(account) else { return nil }
        let sign = ground.secret(12, prefix: "fb-")
        switch person.kind {
        case .page:
            let token = ground.issue(
                .access, to: person.id, scopes: Self.allScopes, lifeMs: lifetimeMs, grant: sign,
                value: ground.secret(120, prefix: "EAA")
            )
            return tokenJSON(token)
        case .person, .organisation:
            let token = userToken(person.id, Self.allScopes, lifeMs: lifetimeMs ?? lifeMs(Self.longLifeMs), grant: sign)
            return tokenJSON(token)
        }
    }

    func userToken(_ account: String, _ scopes: [String], lifeMs: Int64, grant: String) -> Token {
        ground.issue(
            .access, to: account, scopes: scopes, lifeMs: lifeMs, grant: grant,
            value: ground.secret(120, prefix: "EAA")
        )
    }

    func newPostID(at ms: Int64, by person: Person) -> String {
        "\(person.id)_\(ground.nextNumber(base: 122_100_000_000_000))"
    }

    func permalink(of post: LivePost) -> String {
        if let path = videoPath(of: post) ?? storyPath(of: post) { return ground.origin + path }
        let id = post.kind == .post ? post.id : post.root ?? post.id
        return "\(ground.origin)/\(post.handle.isEmpty ? post.account : post.handle)/posts/\(id)" + commentMark(post)
    }

    func isPublished(_ post: LivePost) -> Bool { post.own["is_published"]?.bool ?? true }
    func isStory(_ post: LivePost) -> Bool { post.own["is_story"]?.bool ?? false }
    /// Stories stand in a list of their own.
    func isInFeed(_ post: LivePost) -> Bool { isPublished(post) && !isStory(post) }

    /// By its own id or by that of its video.
    func livePost(named id: String) -> LivePost? {
        ground.livePost(id) ?? video(id)?.post.flatMap { ground.livePost($0) }
    }

    static let allScopes = [
        "pages_show_list", "business_management", "pages_manage_posts", "pages_manage_engagement",
        "pages_read_engagement", "pages_read_user_content", "read_insights",
        "pages_manage_metadata",
    ]
}
