import KicauCore

/// What one server announces and how it behaves; read when an account is connected and each day after, and kept in its
/// traits.
struct MastodonDialect {
    typealias Idempotency = MastodonSoftware.Idempotency

    let traits: [String: JSONValue]

    init(_ account: Account) { self.init(traits: account.traits) }

    init(traits: [String: JSONValue]) { self.traits = traits }

    var software: MastodonSoftware {
        traits["software"]?.string.map { MastodonSoftware(rawValue: $0) ?? .other } ?? .mastodon
    }

    var maxCharacters: Int { traits["maxCharacters"]?.int ?? Mastodon().rules.textLimit.value }
    var urlWeight: Int { traits["urlWeight"]?.int ?? Mastodon.urlWeight.value }
    var maxPictures: Int { traits["maxPictures"]?.int ?? Mastodon().rules.maxPictures.value }
    var maxAlt: Int { traits["maxAlt"]?.int ?? Mastodon().rules.maxAltLength }
    var visibility: String { traits["visibility"]?.string ?? "public" }
    var language: String? { traits["language"]?.string }
    /// Of Mastodon's own API; others announce none.
    var api: Int { traits["api"]?.int ?? 0 }
    var polls: MastodonPollLimits { MastodonPollLimits(traits: traits) }

    var idempotency: Idempotency {
        traits["idempotency"]?.string.flatMap(Idempotency.init) ?? software.idempotency
    }

    /// What moves keeps moving where the server takes GIFs.
    func fit(of media: Media) -> PictureFit {
        let taken = traits["pictureTypes"]?.array?.compactMap(\.string) ?? ["image/gif"]
        guard media.isAnimation, taken.contains("image/gif") else { return fit }
        let most = Mastodon.maxMovingSize.value
        return PictureFit(
            types: ["image/gif"], maxBytes: fit.maxBytes, maxWidth: most.width, maxHeight: most.height)
    }

    var fit: PictureFit {
        let known = ["image/jpeg", "image/png", "image/webp"]
        let taken = traits["pictureTypes"]?.array?.compactMap(\.string) ?? known
        let types = known.filter(taken.contains)
        return PictureFit(
            types: types.isEmpty ? ["image/jpeg"] : types,
            maxBytes: traits["pictureBytes"]?.int ?? Mastodon.maxPictureBytes.value, maxWidth: longestSide,
            maxHeight: longestSide)
    }

    /// A picture with no longer side than this has no more pixels than the server takes, whatever its shape.
    private var longestSide: Int {
        let usual = 3840
        guard let pixels = traits["picturePixels"]?.int, pixels < usual * usual else { return usual }
        return max(1, Int(Double(pixels).squareRoot()))
    }

    /// A server names bytes, pixels and frames a second; none names a longest time.
    var videos: VideoRules? {
        let taken = traits["pictureTypes"]?.array?.compactMap(\.string) ?? ["video/mp4"]
        guard taken.contains("video/mp4") else { return nil }
        let pixels = traits["videoPixels"]?.int ?? 8_294_400
        let isLarge = pixels >= 3840 * 2160
        return VideoRules(
            VideoFit(
                maxBytes: traits["videoBytes"]?.int ?? Mastodon.maxVideoBytes.value, milliseconds: 1...86_400_000,
                maxLongSide: isLarge ? 3840 : 1920, maxShortSide: isLarge ? 2160 : 1080, minShortSide: 2,
                maxMilliFPS: (traits["videoFPS"]?.int ?? 120) * 1000))
    }

    /// From the account as its server shows it to its owner.
    static func traits(me: JSONValue) -> [String: JSONValue] {
        let visibility = me.at("source", "privacy")?.string
        // A person whose posts are private by default publishes here on purpose; "direct" reaches nobody.
        let taken = visibility == "unlisted" || visibility == "private" ? visibility : "public"
        let language = me.at("source", "language")?.string
        return JSONValue.members([
            ("visibility", taken.map(JSONValue.string)),
            ("language", language.flatMap { $0.isEmpty ? nil : .string($0) }),
            ("actor", me["uri"] ?? me["url"]),
        ]).object ?? [:]
    }
}

/// What a server takes of a poll.
struct MastodonPollLimits: Hashable {
    let mostAnswers: Int
    /// In characters, each.
    let longestAnswer: Int
    let seconds: ClosedRange<Int>

    /// Of Mastodon itself, where a server does not say (docs.joinmastodon.org, Instance, polls, read 2026-07-02).
    static let usual = MastodonPollLimits(mostAnswers: 4, longestAnswer: 50, seconds: 300...2_629_746)

    init(mostAnswers: Int, longestAnswer: Int, seconds: ClosedRange<Int>) {
        self.mostAnswers = mostAnswers
        self.longestAnswer = longestAnswer
        self.seconds = seconds
    }

    init(traits: [String: JSONValue]) {
        let usual = MastodonPollLimits.usual
        let least = traits["minPollSeconds"]?.int ?? usual.seconds.lowerBound
        self.init(
            mostAnswers: max(2, traits["maxPollAnswers"]?.int ?? usual.mostAnswers),
            longestAnswer: traits["maxPollAnswer"]?.int ?? usual.longestAnswer,
            seconds: least...max(least, traits["maxPollSeconds"]?.int ?? usual.seconds.upperBound))
    }
}
