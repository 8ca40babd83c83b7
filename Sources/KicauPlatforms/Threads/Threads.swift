public import KicauCore

/// Threads, through its own app id and secret.
public struct Threads: Platform {
    public init() {}

    public let id: PlatformID = "threads"
    public let name = "Threads"

    public let rules = PlatformRules(
        textLimit: Fact(500, from: "developers.facebook.com, Threads overview", read: "2026-10-10"),
        maxPictures: Threads.maxItems, maxAltLength: 1000, videos: Threads.videos, canThread: true,
        canFirstComment: true, canDelete: true, inbox: Threads.inbox, fetchesMedia: true, settleTime: .seconds(60),
        absence: .certain,
        refreshAtPercent: 12,
        sendLimits: [
            SendLimit(
                .account, Fact(250, from: "developers.facebook.com, Threads rate limiting", read: "2026-10-10"),
                in: .hours(24))
        ],
        options: Threads.options,
        stagingLead: .minutes(3))

    public let signIn = SignInForm(
        kind: .redirect,
        scopes: [
            "threads_basic", "threads_content_publish", "threads_manage_replies", "threads_read_replies",
            "threads_manage_mentions", "threads_manage_insights", "threads_delete",
        ],
        needsAppKeys: true)

    static let version = Fact("v1.0", from: "developers.facebook.com, Threads API", read: "2026-10-10")
    /// Pictures and videos of a carousel, mixed as one likes.
    static let maxItems = Fact(20, from: "developers.facebook.com, Threads carousel posts", read: "2026-10-10")
    static let maxLinks = Fact(5, from: "developers.facebook.com, Threads posts", read: "2026-10-10")

    /// Ratios from 1:10 to 10:1.
    static let fit = PictureFit(
        types: ["image/jpeg", "image/png"], maxBytes: 8_000_000, maxWidth: 1440, minRatioMilli: 100,
        maxRatioMilli: 10_000)

    static let largestVideo = Fact(
        1_000_000_000, from: "developers.facebook.com, Threads posts, video specifications", read: "2026-10-10")
    /// Five minutes, and more than nothing. The shape stands in a scheduler's copy of Meta's page (ayrshare.com, read
    /// 2026-11-27).
    static let videos = VideoRules(
        VideoFit(
            maxBytes: largestVideo.value, milliseconds: 1...300_000, ratioMilli: 10...10_000,
            maxBitsPerSecond: 100_000_000),
        most: maxItems.value, mixesWithPictures: true)

    /// A reply made right after its parent may be told that there is no such post.
    static let patience = Duration.minutes(5)

    static func host(_ app: AppKeys) -> String { app.address("graph", "https://graph.threads.net") }

    static func graph(_ app: AppKeys, token: Redacted<String>) -> Graph {
        Graph(base: host(app) + "/" + version.value, token: token, table: errors)
    }

    func graph(_ signedIn: SignedIn) -> Graph {
        Threads.graph(signedIn.app, token: signedIn.credentials.accessToken)
    }
}
