import KicauCore

@testable import KicauPlatforms

/// The same account, pictures and errands for every test.
enum Sample {
    static func account(
        _ platform: PlatformID, remoteID: String = "42", handle: String = "ayu_lestari", server: String = "",
        traits: [String: JSONValue] = [:]
    ) -> Account {
        Account(
            id: ID(7), platform: platform, remoteID: remoteID, handle: handle, displayName: "Ayu Lestari",
            server: server, traits: traits)
    }

    static func signedIn(_ account: Account, addresses: [String: String] = [:], refresh: String? = "r1") -> SignedIn {
        SignedIn(
            account: account,
            credentials: Credentials(accessToken: Redacted("a1"), refreshToken: refresh.map { Redacted($0) }),
            app: AppKeys(clientID: "app", clientSecret: Redacted("secret"), addresses: addresses))
    }

    static func picture(alt: String = "", type: String = "image/jpeg") -> Media {
        Media(
            sha256: String(repeating: "ab", count: 32), mimeType: type, width: 800, height: 600, bytes: 1000, alt: alt)
    }

    static func video(
        seconds: Int = 20, width: Int = 1080, height: Int = 1920, milliFPS: Int = 30_000, alt: String = ""
    ) -> Media {
        Media(
            sha256: String(repeating: "cd", count: 32), mimeType: "video/mp4", width: width, height: height,
            bytes: 3000, alt: alt,
            motion: Motion(milliseconds: seconds * 1000, milliFPS: milliFPS, codec: "h264", soundCodec: "aac"))
    }

    static func post(_ texts: String..., pictures: [Media] = [], comment: String? = nil) -> Post {
        var parts = texts.map { Post.Part(text: $0) }
        parts[0].media = pictures
        return Post(parts: parts, firstComment: comment)
    }

    /// An errand for one step of a post, as the sender would make it.
    static func errand(
        _ platform: some Platform, _ post: Post, step: Step, signedIn: SignedIn, progress: Progress = Progress()
    ) -> Errand {
        let rendition = platform.render(post, for: signedIn.account, at: .noon).rendition
        let media = rendition.parts[step.part].media.map {
            FittedMedia(
                path: "/nowhere/picture", mimeType: $0.original.mimeType, width: 800, height: 600, bytes: 1000,
                alt: $0.original.alt, publicURL: nil)
        }
        return Errand(
            rendition: rendition, step: step, progress: progress, signedIn: signedIn, key: "key-1", media: media,
            now: .noon + .minutes(5))
    }

    static let doubt = Doubt(since: .noon, quietUntil: .noon + .minutes(2), part: 0)
}

extension Outcome {
    var receipt: Receipt? {
        switch self {
        case .published(let receipt), .duplicate(.some(let receipt), _): receipt
        case .refused, .postponed, .signedOut, .unknown, .duplicate, .stageAgain: nil
        }
    }

    var refusal: Refusal? {
        switch self {
        case .refused(let refusal), .signedOut(let refusal), .stageAgain(let refusal), .duplicate(_, let refusal):
            refusal
        case .published, .postponed, .unknown: nil
        }
    }

    var isUnknown: Bool {
        if case .unknown = self { true } else { false }
    }
}

extension Finding {
    var receipt: Receipt? {
        if case .found(let receipt) = self { receipt } else { nil }
    }
}

extension Preparation {
    var result: [String: JSONValue]? {
        switch self {
        case .ready(let result, _), .working(let result, _): result
        case .refused, .postponed, .signedOut, .stageAgain: nil
        }
    }
}
