public import KicauCore

/// X, by its API v2 and pay-per-use prices.
public struct X: Platform {
    public let id: PlatformID = "x"
    public let name = "X"

    public init() {}

    public let rules = PlatformRules(
        textLimit: Fact(280, from: "docs.x.com, counting characters", read: "2026-08-22"),
        maxPictures: Fact(4, from: "X OpenAPI 2.167, CreatePostsMedia.media_ids", read: "2026-07-25"),
        maxAltLength: 1000, videos: X.videos, canThread: true, canFirstComment: true, canDelete: true,
        canEdit: true, inbox: X.inbox, settleTime: .seconds(60),
        absence: .weak, refusesRepeats: true,
        sendLimits: [
            SendLimit(.account, X.postsInQuarter, in: .minutes(15)),
            SendLimit(.app, X.postsInDay, in: .hours(24)),
        ],
        countsEvery: .days(7), tellsUsage: true, options: X.options + [X.tagged, X.place, X.quote])

    public let signIn = SignInForm(
        kind: .redirect,
        scopes: [
            "tweet.read", "tweet.write", "tweet.moderate.write", "users.read", "media.write", "offline.access",
        ],
        needsAppKeys: true, second: .userKeys)

    /// A look at the mentions is booked as five posts, found or not: eight a day come to $1.20 a month, one every hour to
    /// $3.60, and to five times that for who does not own the app. A webhook rings sooner.
    private static let inbox = InboxRules(deeds: [.hide, .unhide], listensEvery: .hours(3))

    /// The longest text of accounts with a subscription.
    static let longTextLimit = Fact(25_000, from: "docs.x.com, manage posts", read: "2026-08-22")
    /// More than this in one post is refused to self-serve apps.
    static let maxCashtags = Fact(1, from: "docs.x.com changelog, 2026-04-16", read: "2026-08-22")
    static let maxPictureBytes = Fact(5_000_000, from: "docs.x.com, media best practices", read: "2026-08-22")

    static let fit = PictureFit(
        types: ["image/jpeg", "image/png", "image/webp"], maxBytes: maxPictureBytes.value, maxWidth: 8192,
        maxHeight: 8192)

    /// docs.x.com, media best practices, read 2026-08-22. Longer ones for some accounts since 2026-09 are doubtful, and
    /// not counted on.
    static let videos = VideoRules(
        VideoFit(
            maxBytes: 512_000_000, milliseconds: 500...140_000, maxLongSide: 1280, maxShortSide: 1024,
            ratioMilli: 333...3000, maxBitsPerSecond: 25_000_000), captions: X.captions)

    /// A moving GIF keeps moving where it is alone.
    static let gifFit = PictureFit(
        types: ["image/gif"], maxBytes: 15_000_000, maxWidth: 1280, maxHeight: 1080, maxFrames: maxFrames.value)
    static let maxFrames = Fact(350, from: "docs.x.com, media best practices", read: "2026-08-22")

    public func steps(for rendition: Rendition) -> [Step] {
        let steps = StepList.make(rendition) { media in
            ["upload"] + (XWire.isDescribed(media.original) ? ["alt text"] : [])
                + (X.tracks(of: media.original).isEmpty ? [] : ["captions"])
        } commit: { part in
            switch part.role {
            case .post: "post"
            case .threadPart, .comment: "reply"
            }
        }
        return steps.flatMap { step -> [Step] in
            let isPeopled = step.kind == .commit && !rendition.parts[step.part].taggedOnX.isEmpty
            return isPeopled ? [Step(.prepare, "people", part: step.part), step] : [step]
        }
    }
}
