import KicauCore

/// What one server announces and how it behaves; read when an account is connected and kept in its traits.
struct MastodonDialect {
    /// What a second request with the same Idempotency-Key brings.
    enum Idempotency: String {
        /// The first status again, or nothing special: sending it can only help.
        case harmless
        /// A refusal, even when the first try failed: so it is not sent.
        case refused
    }

    let traits: [String: JSONValue]

    init(_ account: Account) { self.init(traits: account.traits) }

    init(traits: [String: JSONValue]) { self.traits = traits }

    var maxCharacters: Int { traits["maxCharacters"]?.int ?? Mastodon().rules.textLimit.value }
    var urlWeight: Int { traits["urlWeight"]?.int ?? Mastodon.urlWeight.value }
    var maxPictures: Int { traits["maxPictures"]?.int ?? Mastodon().rules.maxPictures.value }
    var maxAlt: Int { traits["maxAlt"]?.int ?? Mastodon().rules.maxAltLength }
    var visibility: String { traits["visibility"]?.string ?? "public" }
    var language: String? { traits["language"]?.string }
    var maxPollAnswers: Int { traits["maxPollAnswers"]?.int ?? 4 }
    /// snac announces polls and drops them.
    var hasPolls: Bool { !["pixelfed", "snac"].contains(traits["software"]?.string) }
    /// Of Mastodon's own API; others announce none.
    var api: Int { traits["api"]?.int ?? 0 }
    var needsPicture: Bool { traits["software"]?.string == "pixelfed" }

    var idempotency: Idempotency {
        traits["idempotency"]?.string.flatMap(Idempotency.init) ?? .harmless
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
            maxBytes: traits["pictureBytes"]?.int ?? Mastodon.maxPictureBytes.value, maxWidth: 3840, maxHeight: 3840)
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

    /// From `/api/v2/instance` or, with the same names one level up or in Pleroma's, `/api/v1/instance`.
    static func traits(instance: JSONValue) -> [String: JSONValue] {
        let statuses = instance.at("configuration", "statuses")
        let media = instance.at("configuration", "media_attachments")
        let software = software(version: instance["version"]?.string ?? "")
        let found: [(String, JSONValue?)] = [
            ("maxCharacters", count(statuses?["max_characters"] ?? instance["max_toot_chars"])),
            ("maxPictures", count(statuses?["max_media_attachments"] ?? instance["max_media_attachments"])),
            ("urlWeight", count(statuses?["characters_reserved_per_url"])),
            ("maxAlt", count(media?["description_limit"] ?? instance["description_limit"])),
            ("pictureBytes", count(media?["image_size_limit"])),
            ("pictureTypes", media?["supported_mime_types"]),
            ("videoBytes", count(media?["video_size_limit"])),
            ("videoPixels", count(media?["video_matrix_limit"])),
            ("videoFPS", count(media?["video_frame_rate_limit"])),
            ("maxPollAnswers", count(instance.at("configuration", "polls", "max_options"))),
            ("api", count(instance.at("api_versions", "mastodon"))), ("software", .string(software)),
            ("idempotency", .string((software == "pixelfed" ? Idempotency.refused : .harmless).rawValue)),
        ]
        return JSONValue.members(found).object ?? [:]
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

    /// Version texts of forks name themselves after "compatible"; snac says it is not true.
    private static func software(version: String) -> String {
        let lowered = version.lowercased()
        let names = ["pixelfed", "akkoma", "pleroma", "snac", "gotosocial", "sharkey", "firefish", "misskey"]
        return names.first(where: lowered.contains) ?? "mastodon"
    }

    /// Zero or less means nothing was said.
    private static func count(_ value: JSONValue?) -> JSONValue? {
        value?.int.flatMap { $0 > 0 ? .integer(Int64($0)) : nil }
    }
}
