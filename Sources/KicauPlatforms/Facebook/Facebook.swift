public import KicauCore

/// Facebook Pages. Profiles and groups have no publishing interface any more.
public struct Facebook: Platform {
    public init() {}

    public let id: PlatformID = "facebook"
    public let name = "Facebook"

    public let rules = PlatformRules(
        textLimit: Fact(
            63_206, from: "schedulers in production; no first-party API page names it (doubtful)", read: "2026-10-10"),
        maxPictures: Fact(10, from: "what schedulers send; Meta names no number", read: "2026-10-10"),
        maxAltLength: 1000, videos: Format.post.videos, canThread: false, canFirstComment: true, canDelete: true,
        canEdit: true, inbox: InboxRules(deeds: [.like, .unlike, .hide, .unhide], listensEvery: .minutes(5)),
        settleTime: .seconds(60), absence: .weak, refusesRepeats: true, options: Facebook.options)

    public let signIn = SignInForm(kind: .redirect, scopes: Facebook.scopes, needsAppKeys: true)

    /// What a comment may hold; Meta's pages name no number.
    static let commentLimit = Fact(8000, from: "remembered from the site's own form (doubtful)", read: "2026-10-10")

    /// The photo page of the guide says 4 MB, others 10.
    static let fit = PictureFit(
        types: ["image/jpeg", "image/png"], maxBytes: 4_000_000, maxWidth: 4096, maxHeight: 4096)

    /// Into an album the picture goes with the commit, which has half a minute: smaller, so that slow lines manage it.
    static let albumFit = PictureFit(
        types: fit.types, maxBytes: 2_000_000, maxWidth: fit.maxWidth, maxHeight: fit.maxHeight)

    /// A photo that no post has taken up is kept for a day (assumed: Meta's pages do not say).
    static let photoLife = Duration.hours(23)
    /// As is a video that was uploaded and not published (assumed as well).
    static let videoLife = Duration.hours(23)

    /// `business_management` because pages held by a business are not listed without it, `pages_read_user_content` for
    /// what others say.
    static let scopes = [
        "pages_show_list", "pages_manage_posts", "pages_read_engagement", "pages_manage_engagement",
        "pages_read_user_content", "read_insights", "business_management",
    ]

    func graph(_ signedIn: SignedIn) -> Graph {
        Facebook.graph(signedIn.app, token: signedIn.credentials.accessToken, table: Facebook.errors)
    }

    /// Takes the pieces of long videos. A rehearsal, which sets the graph alone, is asked where the graph is.
    func videoGraph(_ signedIn: SignedIn) -> Graph {
        let usual = signedIn.app.address("graph", "https://graph-video.facebook.com")
        return Graph(
            base: signedIn.app.address("graphVideo", usual) + "/" + signedIn.app.graphVersion(Meta.graphVersion),
            token: signedIn.credentials.accessToken,
            proof: Graph.proof(of: signedIn.credentials.accessToken, secret: signedIn.app.clientSecret),
            table: Facebook.errors)
    }

    /// Also the way to Instagram for accounts that were connected through their page.
    static func graph(_ app: AppKeys, token: Redacted<String>, addressName: String = "graph", table: ErrorTable)
        -> Graph
    {
        Graph(
            base: app.address(addressName, "https://graph.facebook.com") + "/" + app.graphVersion(Meta.graphVersion),
            token: token, proof: Graph.proof(of: token, secret: app.clientSecret), table: table)
    }
}
