import KicauCore

@testable import KicauPlatforms

/// What the tests of the three networks share.
enum MetaSample {
    static func signedIn(_ platform: PlatformID, traits: [String: JSONValue] = [:]) -> SignedIn {
        Sample.signedIn(Sample.account(platform, traits: traits), refresh: nil)
    }

    /// An errand whose pictures can be fetched from outside.
    static func errand(
        _ platform: some Platform, _ post: Post, _ step: Step, progress: Progress = Progress(),
        traits: [String: JSONValue] = [:], now: Instant = .noon + .minutes(5), isPublic: Bool = true
    ) -> Errand {
        let signedIn = signedIn(platform.id, traits: traits)
        let rendition = platform.render(post, for: signedIn.account, at: .noon).rendition
        let media = rendition.parts[step.part].media.enumerated().map { index, picture in
            FittedMedia(
                path: "/nowhere/\(index)", mimeType: "image/jpeg", width: 800, height: 800, bytes: 1000,
                alt: picture.original.alt, publicURL: isPublic ? "https://media.example/\(index).jpg" : nil)
        }
        return Errand(
            rendition: rendition, step: step, progress: progress, signedIn: signedIn, key: "key-1", media: media,
            now: now)
    }

    static func prepared(_ step: Step, _ key: String, _ value: String) -> (step: Step, result: [String: JSONValue]) {
        (step, [key: .string(value)])
    }

    /// Graph's error body.
    static func error(_ code: Int, _ subcode: Int? = nil, more: String = "") -> String {
        let inner = subcode.map { #","error_subcode":\#($0)"# } ?? ""
        return
            #"{"error":{"message":"Said no","type":"OAuthException","code":\#(code)\#(inner)\#(more),"fbtrace_id":"T1"}}"#
    }

    static func complaint(_ status: Int, _ body: String, _ table: ErrorTable) -> Complaint? {
        let reply = Reply(status: status, headers: [], body: Array(body.utf8), at: .noon)
        guard case .no(let complaint) = GraphAnswer(reply, table: table) else { return nil }
        return complaint
    }
}
