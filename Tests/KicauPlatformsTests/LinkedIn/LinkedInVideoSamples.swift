import KicauCore

@testable import KicauPlatforms

/// A video, and LinkedIn's answers on its way there.
enum LinkedInVideoSample {
    static let member = Sample.signedIn(
        Sample.account("linkedin", remoteID: "urn:li:person:abc", handle: "Ayu"), refresh: nil)
    static let house = Sample.signedIn(
        Sample.account("linkedin", remoteID: "urn:li:organization:9", handle: "kedai"))
    static let part = 4_194_304
    static let upload = Step(.prepare, "upload", part: 0, picture: 0)

    static func film(bytes: Int = 9_000_000, alt: String = "") -> Media {
        Media(
            sha256: "cd", mimeType: "video/mp4", width: 640, height: 360, bytes: bytes, alt: alt,
            motion: Motion(milliseconds: 4000, milliFPS: 30_000, codec: "h264"))
    }

    static func errand(
        _ media: Media = film(), step: Step = upload, of signedIn: SignedIn = member, progress: Progress = Progress()
    ) -> Errand {
        let rendition = LinkedIn().render(Sample.post("kopi", pictures: [media]), for: signedIn.account, at: .noon)
            .rendition
        return Errand(
            rendition: rendition, step: step, progress: progress, signedIn: signedIn, key: "key-1",
            media: [
                FittedMedia(
                    path: "/nowhere/film", mimeType: "video/mp4", width: 640, height: 360, bytes: media.bytes,
                    alt: media.alt, motion: media.motion, publicURL: nil)
            ], now: .noon)
    }

    /// The answer to `initializeUpload` for so many bytes.
    static func begun(bytes: Int = 9_000_000) -> ScriptedLine.Answer {
        let places = stride(from: 0, to: bytes, by: part).enumerated().map { index, first in
            let last = min(first + part, bytes) - 1
            return #"{"uploadUrl":"https://www.linkedin.com/dms/\#(index)","firstByte":\#(first),"lastByte":\#(last)}"#
        }.joined(separator: ",")
        let value = #""video":"urn:li:video:V","uploadToken":"T","uploadInstructions":[\#(places)]"#
        return .reply(200, #"{"value":{"uploadUrlsExpireAt":1795608000000,\#(value)}}"#)
    }

    static func taken(_ tag: String) -> ScriptedLine.Answer { .reply(200, "", [("ETag", "\"\(tag)\"")]) }

    static func standing(_ word: String) -> ScriptedLine.Answer {
        .reply(200, #"{"id":"urn:li:video:V","status":"\#(word)"}"#)
    }

    /// What is noted when all parts have arrived.
    static let full: [String: JSONValue] = [
        "video": "urn:li:video:V", "token": "T", "places": [], "tags": ["a", "b", "c"], "ends": 1_795_608_000_000,
    ]
}
