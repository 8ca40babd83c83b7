public import KicauCore

/// Instagram's professional accounts.
///
/// There are two ways in, each with an app of its own. Accounts connected by Facebook Login carry the trait
/// `login: "facebook"` and speak to Facebook's graph with their page's token.
public struct Instagram: Platform {
    public init() {}

    public let id: PlatformID = "instagram"
    public let name = "Instagram"

    public let rules = PlatformRules(
        textLimit: Fact(2200, from: "developers.facebook.com, IG User media", read: "2026-10-10"),
        maxPictures: Instagram.maxItems, maxAltLength: 1000, videos: Format.post.videos, needsPicture: true,
        canThread: false, canFirstComment: true, canDelete: false,
        inbox: Instagram.inbox, fetchesMedia: true, settleTime: .seconds(60),
        // A container's state is certain and is answered as such; this is for comments, which have no container.
        absence: .twoLooks, refreshAtPercent: 12,
        sendLimits: [
            SendLimit(
                .account, Fact(100, from: "developers.facebook.com, content publishing limit", read: "2026-10-10"),
                in: .hours(24))
        ],
        options: Instagram.options, stagingLead: .minutes(3))

    public let signIn = SignInForm(
        kind: .redirect, scopes: Instagram.scopes, needsAppKeys: true, ways: Instagram.ways)

    /// Pictures and videos of a carousel, mixed as one likes.
    static let maxItems = Fact(10, from: "developers.facebook.com, carousel posts", read: "2026-10-10")
    static let maxHashtags = Fact(30, from: "developers.facebook.com, IG User media", read: "2026-10-10")
    static let maxMentions = Fact(20, from: "developers.facebook.com, IG User media", read: "2026-10-10")
    /// What the app is said to show; captions with more are warned of, not refused.
    static let usualHashtags = Fact(5, from: "press reports of December 2025 (doubtful)", read: "2026-10-10")
    /// Meta's comments page names none (300 was the limit of the interface retired in 2020): that of captions is taken.
    static let commentLimit = Fact(
        2200, from: "developers.facebook.com, IG Media comments, names none (doubtful)", read: "2026-11-23")

    /// JPEG alone, from 4:5 to 1.91:1.
    static let fit = PictureFit(
        types: ["image/jpeg"], maxBytes: 8_000_000, maxWidth: 1440, maxHeight: 1800, minRatioMilli: 800,
        maxRatioMilli: 1910)

    static let scopes = [
        "instagram_business_basic", "instagram_business_content_publish", "instagram_business_manage_comments",
        "instagram_business_manage_insights",
    ]
    static let scopesByFacebook = [
        "instagram_basic", "instagram_content_publish", "instagram_manage_comments", "instagram_manage_insights",
        "pages_show_list", "pages_read_engagement", "business_management",
    ]

    enum Login: String { case instagram, facebook }

    func login(of account: Account) -> Login {
        account.traits["login"]?.string.flatMap(Login.init(rawValue:)) ?? .instagram
    }

    func graph(_ signedIn: SignedIn) -> Graph {
        switch login(of: signedIn.account) {
        case .instagram: Instagram.graph(signedIn.app, token: signedIn.credentials.accessToken)
        case .facebook:
            Facebook.graph(
                signedIn.app, token: signedIn.credentials.accessToken, addressName: "facebookGraph",
                table: Instagram.errors)
        }
    }

    static func graph(_ app: AppKeys, token: Redacted<String>) -> Graph {
        Graph(
            base: host(app) + "/" + app.graphVersion(Meta.graphVersion), token: token, table: Instagram.errors)
    }

    static func host(_ app: AppKeys) -> String { app.address("graph", "https://graph.instagram.com") }
}
