public import KicauCore

/// LinkedIn, for members and, with an app allowed to, organisations.
public struct LinkedIn: Platform {
    public let id: PlatformID = "linkedin"
    public let name = "LinkedIn"
    public let rules = PlatformRules(
        textLimit: Fact(3000, from: "learn.microsoft.com, Posts API, commentary", read: "2026-09-01"),
        maxPictures: Fact(20, from: "learn.microsoft.com, MultiImage API", read: "2026-09-01"),
        maxAltLength: 4086, videos: LinkedIn.videos, documents: LinkedIn.documents, canThread: false,
        canFirstComment: true, canDelete: true,
        canEdit: true, inbox: LinkedIn.inbox,
        showsCards: true, settleTime: .seconds(60),
        absence: .weak, refusesRepeats: true,
        sendLimits: [
            SendLimit(.account, LinkedIn.postsInDay, in: .hours(24))
        ],
        options: LinkedIn.options)

    public let signIn = SignInForm(
        kind: .redirect, scopes: LinkedIn.memberScopes, needsAppKeys: true, ways: LinkedIn.ways)

    static let memberScopes = ["openid", "profile", "w_member_social"]

    /// Comments and reactions have permissions of their own beside those for posts: learn.microsoft.com, Reactions API,
    /// read 2026-11-27 as stored. All five come with the Community Management API.
    static let organisationScopes = [
        "w_organization_social", "r_organization_social", "w_organization_social_feed", "r_organization_social_feed",
        "rw_organization_admin",
    ]
    static let commentLimit = Fact(1250, from: "learn.microsoft.com, Comments API", read: "2026-09-01")
    static let maxVideoBytes = Fact(500_000_000, from: "learn.microsoft.com, Videos API, limits", read: "2026-09-01")
    /// A video of fewer bytes is not taken in at all.
    static let minVideoBytes = Fact(76_800, from: "learn.microsoft.com, Videos API, limits", read: "2026-09-01")
    /// learn.microsoft.com, Videos API, read 2026-09-01: MP4, 3 seconds to 30 minutes; one page names 5 GB, which is
    /// not counted on.
    static let videos = VideoRules(
        VideoFit(maxBytes: maxVideoBytes.value, milliseconds: 3000...1_800_000), captions: LinkedIn.captions)

    /// Below LinkedIn's bound of 36,152,320 pixels in all.
    static let fit = PictureFit(
        types: ["image/jpeg", "image/png", "image/gif"], maxBytes: 10_000_000, maxWidth: 6000, maxHeight: 6000,
        maxFrames: maxFrames.value)
    static let maxFrames = Fact(250, from: "learn.microsoft.com, pictures of posts", read: "2026-09-01")

    public init() {}

    public func steps(for rendition: Rendition) -> [Step] {
        StepList.make(rendition) { _ in
            ["upload"]
        } commit: { part in
            switch part.role {
            case .post, .threadPart: "post"
            case .comment: "comment"
            }
        }
    }
}

/// What a call to LinkedIn is priced by. All are free; the meter counts them against the day's quota.
enum LinkedInUnit {
    static let publish = MeterUnit("publish")
    static let comment = MeterUnit("comment")
    static let upload = MeterUnit("upload")
    static let read = MeterUnit("read")
    static let react = MeterUnit("react")
    static let edit = MeterUnit("edit")
    static let delete = MeterUnit("delete")
    static let token = MeterUnit("token")
    static let identity = MeterUnit("identity")

    static let units = [
        "publish", "comment", "upload", "read", "react", "edit", "delete", "token", "identity",
    ]
}
