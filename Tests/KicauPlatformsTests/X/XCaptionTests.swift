import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A video's captions on their way to X")
struct XCaptionTests {
    private let signedIn = Sample.signedIn(Sample.account("x"))

    private func video(_ languages: [String]) -> Media {
        var video = Sample.video()
        video.captions = languages.map { Captions(language: $0, sha256: String(repeating: "ef", count: 32)) }
        return video
    }

    private func rendered(_ languages: String...) -> Rendered {
        X().render(Sample.post("kopi", pictures: [video(languages)]), for: signedIn.account, at: .noon)
    }

    private func errand(_ languages: [String]) -> Errand {
        let post = Sample.post("kopi", pictures: [video(languages)])
        let upload = Step(.prepare, "upload", part: 0, picture: 0)
        return Sample.errand(
            X(), post, step: Step(.prepare, "captions", part: 0, picture: 0), signedIn: signedIn,
            progress: Progress(prepared: [(upload, ["media_id": "555"])])
        ).captioned(languages)
    }

    private static let file = ScriptedLine.Answer.reply(200, #"{"data":{"id":"777","expires_after_secs":86400}}"#)
    private static let tied = ScriptedLine.Answer.reply(200, #"{"data":{"id":"555"}}"#)

    @Test func `are a step of their own between upload and post, and are priced`() {
        let rendered = rendered("id", "en")

        #expect(X().steps(for: rendered.rendition).map(\.name) == ["upload", "captions", "post"])
        #expect(
            rendered.rendition.parts[0].units == [MeterUnit("post_create_url"), MeterUnit("media_metadata", count: 2)])
        #expect(rendered.broken.isEmpty)
        #expect(X().steps(for: self.rendered().rendition).map(\.name) == ["upload", "post"])
    }

    @Test func `go up as SRT, and are then tied to the video`() async throws {
        let line = ScriptedLine([Self.file, Self.tied])

        let answer = await X().prepare(errand(["id"]), before: nil, via: line)

        #expect(answer == .ready([:], expires: nil))
        #expect(
            line.asked.map(\.call.url) == [
                "https://api.x.com/2/media/upload", "https://api.x.com/2/media/subtitles",
            ])
        guard case .multipart(let fields, let files) = line.asked[0].call.body else { return #expect(Bool(false)) }
        #expect(fields.map(\.0) == ["media_category"] && fields.map(\.1) == ["subtitles"])
        #expect(files.map(\.path) == ["/nowhere/id.srt"] && files.map(\.field) == ["media"])
        #expect(
            line.asked[1].json == [
                "id": "555", "media_category": "TweetVideo",
                "subtitles": ["id": "777", "language_code": "ID", "display_name": "Indonesian"],
            ])
        #expect(line.asked.map(\.unit.name) == ["media_upload", "media_metadata"])
        #expect(line.asked.allSatisfy { !$0.call.isCommit })
    }

    @Test func `go one language after the other, and what is done is noted`() async {
        let line = ScriptedLine([Self.file, Self.tied, Self.file, Self.tied])

        let first = await X().prepare(errand(["id", "en"]), before: nil, via: line)
        let second = await X().prepare(errand(["id", "en"]), before: first.result, via: line)

        #expect(first == .working(["done": 1], askAgain: .noon))
        #expect(second == .ready([:], expires: nil))
        #expect(line.asked[3].json?["subtitles"]?["language_code"] == "EN")
    }

    @Test func `are asked after while X works on the file`() async {
        let line = ScriptedLine([
            Self.file, Self.tied,
            .reply(200, #"{"data":{"id":"778","processing_info":{"state":"pending","check_after_secs":3}}}"#),
            .reply(200, #"{"data":{"id":"778"}}"#), Self.tied,
        ])

        let one = await X().prepare(errand(["id", "en"]), before: nil, via: line)
        let two = await X().prepare(errand(["id", "en"]), before: one.result, via: line)
        let three = await X().prepare(errand(["id", "en"]), before: two.result, via: line)

        #expect(two == .working(["media_id": "778", "done": 1], askAgain: .noon + .seconds(3)))
        #expect(line.asked[3].query("command") == "STATUS")
        #expect(three == .ready([:], expires: nil))
    }

    @Test func `that X refuses are said to be what it refuses, and a forgotten video is uploaded anew`() async {
        let bad = #"{"title":"Invalid Request","type":"https://api.x.com/2/problems/invalid-request"}"#
        let gone = #"{"title":"Not Found Error","type":"https://api.x.com/2/problems/resource-not-found"}"#

        let refused = await X().prepare(
            errand(["id"]), before: nil, via: ScriptedLine([Self.file, .reply(400, bad)]))
        let forgotten = await X().prepare(
            errand(["id"]), before: nil, via: ScriptedLine([Self.file, .reply(404, gone)]))
        let lost = await X().prepare(errand(["id"]), before: nil, via: ScriptedLine([Self.file, .noAnswer]))

        guard case .refused(let refusal) = refused, case .stageAgain = forgotten, case .postponed = lost else {
            return #expect(Bool(false))
        }
        #expect(refusal.kind == .media && refusal.what.description.contains("captions"))
    }

    @Test func `in languages X has no name for are left out, and that is said`() {
        let rendered = rendered("jav", "pt-BR", "pt-PT", "en")

        #expect(XCaptionTrack.all(["jav", "pt-BR", "pt-PT", "en"]).map(\.code) == ["PT", "EN"])
        #expect(XCaptionTrack.all(["jav", "pt-BR", "pt-PT", "en"]).map(\.place) == [1, 3])
        #expect(rendered.refusals.isEmpty)
        #expect(rendered.broken.map(\.weight) == [.warns, .warns])
        #expect(rendered.broken[0].what.description.contains("jav"))
        #expect(X().steps(for: self.rendered("jav").rendition).map(\.name) == ["upload", "post"])
    }
}
