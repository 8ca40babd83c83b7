import Foundation
import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A video's captions on their way to LinkedIn")
struct LinkedInCaptionTests {
    typealias It = LinkedInVideoSample

    static func errand(_ language: String = "pt-BR") -> Errand {
        let plain = It.errand(It.film(bytes: 100_000))
        let file = FittedCaptions.File(path: "/nowhere/words.srt", bytes: 90)
        return Errand(
            rendition: plain.rendition, step: plain.step, progress: plain.progress, signedIn: plain.signedIn,
            key: plain.key,
            media: plain.media.map {
                FittedMedia(
                    path: $0.path, mimeType: $0.mimeType, width: $0.width, height: $0.height, bytes: $0.bytes,
                    alt: $0.alt, motion: $0.motion, publicURL: nil,
                    captions: [FittedCaptions(language: language, webVTT: file, srt: file)])
            }, now: plain.now)
    }

    static let full: [String: JSONValue] = [
        "video": "urn:li:video:V", "token": "T", "places": [], "tags": ["a"], "ends": 1_795_608_000_000,
        "captions": "https://www.linkedin.com/dms/words",
    ]

    @Test func `are announced with the video, and their place is noted`() async {
        let begun = #"""
            {"value":{"uploadUrlsExpireAt":1795608000000,"video":"urn:li:video:V","uploadToken":"T","uploadInstructions":\
            [{"uploadUrl":"https://www.linkedin.com/dms/0","firstByte":0,"lastByte":99999}],\
            "captionsUploadUrl":"https://www.linkedin.com/dms/words","thumbnailUploadUrl":""}}
            """#
        let line = ScriptedLine([.reply(200, begun.replacing("\\\n", with: "")), It.taken("a")])

        let answer = await LinkedIn().prepare(Self.errand(), before: nil, via: line)

        #expect(line.asked[0].json?["initializeUploadRequest"]?["uploadCaptions"] == true)
        #expect(answer == .working(Self.full, askAgain: .noon))
    }

    @Test func `go to that place before the parts are put together, with what they are`() async throws {
        let line = ScriptedLine([.reply(201, "")])

        let answer = await LinkedIn().prepare(Self.errand(), before: Self.full, via: line)

        var left = Self.full
        left["captions"] = nil
        #expect(answer == .working(left, askAgain: .noon))
        #expect(line.asked[0].call.url == "https://www.linkedin.com/dms/words")
        #expect(line.asked[0].header("authorization")?.hasPrefix("Bearer ") == true)
        guard case .multipart(let fields, let files) = line.asked[0].call.body else {
            Issue.record("no form")
            return
        }
        #expect(files.map(\.field) == ["file"] && files.map(\.path) == ["/nowhere/words.srt"])
        let about = try #require(JSONValue(reading: Data(fields[0].1.utf8)))
        #expect(fields.map(\.0) == ["metadata"])
        #expect(
            about == [
                "format": "SRT", "formattedForEasyReader": true, "largeText": true, "source": "USER_PROVIDED",
                "locale": ["language": "PT", "country": "BR"], "transcriptType": "CLOSED_CAPTION",
            ])
    }

    @Test(arguments: [("id", nil), ("zh-Hans", nil), ("es-419", nil), ("en-US", JSONValue.string("US"))])
    func `name a country only where their language does`(language: String, country: JSONValue?) {
        #expect(LinkedIn.aboutCaptions(in: language)["locale"]?["country"] == country)
    }

    @Test func `that are not taken stop the post before it is published`() async {
        let line = ScriptedLine([.reply(400, #"{"status":400,"message":"The file is no SRT"}"#)])

        let answer = await LinkedIn().prepare(Self.errand(), before: Self.full, via: line)

        guard case .refused(let refusal) = answer else {
            Issue.record("\(answer)")
            return
        }
        #expect(refusal.kind == .media)
        #expect(refusal.what == "LinkedIn did not take the video's captions.")
    }

    @Test func `without a place of their own are not left behind`() async {
        let line = ScriptedLine([It.begun(bytes: 100_000)])

        let answer = await LinkedIn().prepare(Self.errand(), before: nil, via: line)

        guard case .refused(let refusal) = answer else {
            Issue.record("\(answer)")
            return
        }
        #expect(refusal.what == "LinkedIn gave no place for the video's captions.")
    }

    @Test func `are sent again when no answer came`() async {
        let line = ScriptedLine([.reply(503, "")])

        let answer = await LinkedIn().prepare(Self.errand(), before: Self.full, via: line)

        if case .refused = answer { Issue.record("\(answer)") }
        if case .ready = answer { Issue.record("\(answer)") }
    }
}
