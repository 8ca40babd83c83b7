public import KicauCore
import KicauText

/// Bluesky, over the AT Protocol: records with keys of our choosing on the account's own server.
public struct Bluesky: Platform {
    public let id: PlatformID = "bluesky"
    public let name = "Bluesky"
    public let rules = PlatformRules(
        textLimit: Fact(300, from: "lexicon app.bsky.feed.post, maxGraphemes", read: "2026-08-20"),
        maxPictures: Fact(20, from: "lexicon app.bsky.embed.gallery, items, maxLength", read: "2026-11-27"),
        maxAltLength: 2000, videos: Bluesky.videos, canThread: true, threadsAtOnce: true,
        canFirstComment: true, canDelete: true, inbox: Bluesky.inbox,
        showsCards: true, settleTime: .seconds(30),
        absence: .certain,
        sendLimits: [
            SendLimit(.account, Bluesky.records(in: Bluesky.pointsInHour), in: .hours(1)),
            SendLimit(.account, Bluesky.records(in: Bluesky.pointsInDay), in: .hours(24)),
        ],
        options: Bluesky.options)

    public let signIn = SignInForm(
        kind: .handleThenRedirect, scopes: Bluesky.scopes, needsAppKeys: false, second: .appPassword)
    let nonces = DPoPNonces()

    static let collection = "app.bsky.feed.post"
    static let maxTextBytes = Fact(3000, from: "lexicon app.bsky.feed.post, maxLength", read: "2026-08-20")
    /// The lexicon allows 2,000,000 by now; servers that still know only the old bound take this.
    static let maxPictureBytes = Fact(
        1_000_000, from: "lexicon app.bsky.embed.images, older edition", read: "2026-08-20")
    /// The protocol keeps a blob that no record names for at least an hour.
    static let uploadLife = Duration.minutes(50)

    static let fit = PictureFit(
        types: ["image/jpeg", "image/png", "image/webp"], maxBytes: maxPictureBytes.value, maxWidth: 4000,
        maxHeight: 4000)

    public init() {}

    /// The first commit writes every part, so all of them are made ready before it.
    public func steps(for rendition: Rendition) -> [Step] {
        let commits = rendition.parts.enumerated().map { number, part in
            let name =
                switch part.role {
                case .post: "post"
                case .threadPart, .comment: "reply"
                }
            return Step(.commit, name, part: number)
        }
        return rendition.parts.indices.flatMap { Bluesky.preparations(for: $0, of: rendition) } + commits
    }

    static func preparations(for number: Int, of rendition: Rendition) -> [Step] {
        let part = rendition.parts[number]
        let uploads = part.media.enumerated().flatMap { place, media -> [Step] in
            (["upload"] + (needsCaptions(media) ? ["captions"] : []))
                .map { Step(.prepare, $0, part: number, picture: place) }
        }
        let mentions =
            part.spans.contains { $0.kind == .mention } ? [Step(.prepare, "mentions", part: number)] : []
        return uploads + part.cardSteps(part: number) + mentions + findings(for: part, number, rendition)
    }
}

/// What a call to a Bluesky server is priced by. All are free; the meter counts them.
enum BlueskyUnit {
    static let publish = MeterUnit("publish")
    static let act = MeterUnit("act")
    static let upload = MeterUnit("upload")
    static let read = MeterUnit("read")
    static let delete = MeterUnit("delete")
    static let token = MeterUnit("token")
    static let identity = MeterUnit("identity")

    static let units = ["publish", "act", "upload", "read", "delete", "token", "identity"]
}
