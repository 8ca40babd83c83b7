public import KicauCore

/// Mastodon and whatever speaks its API: each server has limits and a dialect of its own, kept as account traits.
public struct Mastodon: Platform {
    public let id: PlatformID = "mastodon"
    public let name = "Mastodon"
    public let rules = PlatformRules(
        textLimit: Fact(500, from: "docs.joinmastodon.org, posting; a server may announce another", read: "2026-07-02"),
        maxPictures: Fact(4, from: "docs.joinmastodon.org, posting; a server may announce another", read: "2026-07-02"),
        maxAltLength: 1500, videos: MastodonDialect(traits: [:]).videos, canThread: true, canFirstComment: true,
        canDelete: true, canEdit: true,
        inbox: InboxRules(deeds: [.like, .unlike], listensEvery: .minutes(5), callsByHandle: true),
        settleTime: .seconds(60), absence: .twoLooks,
        sendLimits: [
            SendLimit(.account, Mastodon.statusesInThreeHours, in: .hours(3))
        ],
        options: Mastodon.options)

    /// The older names, which every server knows. Notifications and favourites are for the inbox, the search finds a
    /// post of another server that is quoted; the rest is what publishing needs.
    public let signIn = SignInForm(
        kind: .serverThenRedirect,
        scopes: [
            "read:accounts", "read:statuses", "read:notifications", "read:search", "write:statuses", "write:media",
            "write:favourites",
        ], needsAppKeys: false)

    /// What a link counts for when a server does not say.
    static let urlWeight = Fact(23, from: "docs.joinmastodon.org, posting", read: "2026-07-02")
    static let maxPictureBytes = Fact(16_000_000, from: "docs.joinmastodon.org, posting", read: "2026-07-02")
    static let maxVideoBytes = Fact(99_000_000, from: "docs.joinmastodon.org, posting", read: "2026-07-02")
    /// Of a GIF: so many pixels in all.
    static let maxMovingSize = Fact(
        (width: 1280, height: 720), from: "mastodon/mastodon, attachmentable.rb, GIF_MATRIX_LIMIT", read: "2026-11-27")
    /// Servers sweep what hangs on no post after about a day.
    static let uploadLife = Duration.hours(12)

    public init() {}

    public func steps(for rendition: Rendition) -> [Step] {
        Mastodon.quoteSteps(for: rendition)
            + StepList.make(rendition) { _ in
                ["upload"]
            } commit: { part in
                switch part.role {
                case .post: "post"
                case .threadPart, .comment: "reply"
                }
            }
    }
}

/// What a call to a Mastodon server is priced by. All are free; the meter counts them.
enum MastodonUnit {
    static let publish = MeterUnit("publish")
    static let upload = MeterUnit("upload")
    static let read = MeterUnit("read")
    static let delete = MeterUnit("delete")
    static let edit = MeterUnit("edit")
    static let like = MeterUnit("like")
    static let register = MeterUnit("register")
    static let token = MeterUnit("token")
    static let identity = MeterUnit("identity")

    static let units = ["publish", "upload", "read", "delete", "edit", "like", "register", "token", "identity"]
}
