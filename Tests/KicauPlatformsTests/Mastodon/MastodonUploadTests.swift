import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A picture or video on its way to a Mastodon server")
struct MastodonUploadTests {
    let signedIn = Sample.signedIn(
        Sample.account("mastodon", handle: "ayu@mastodon.example", server: "https://mastodon.example"))
    static let working = ScriptedLine.Answer.reply(206, #"{"id":"m1","url":null}"#)

    func errand(_ media: Media) -> Errand {
        let rendition = Mastodon().render(Sample.post("kopi", pictures: [media]), for: signedIn.account, at: .noon)
            .rendition
        return Errand(
            rendition: rendition, step: Step(.prepare, "upload", part: 0, picture: 0), progress: Progress(),
            signedIn: signedIn, key: "key-1",
            media: [
                FittedMedia(
                    path: "/nowhere/file", mimeType: media.mimeType, width: media.width, height: media.height,
                    bytes: media.bytes, alt: media.alt, motion: media.motion, publicURL: nil)
            ], now: .noon)
    }

    func film(bytes: Int = 50_000_000) -> Media {
        Media(
            sha256: "cd", mimeType: "video/mp4", width: 640, height: 360, bytes: bytes, alt: "Kopi dituang",
            motion: Motion(milliseconds: 4000, milliFPS: 30_000, codec: "h264"))
    }

    @Test func `carries its description, and a slow one is asked after`() async {
        let line = ScriptedLine([
            .reply(202, #"{"id":"m1","url":null}"#), Self.working, .reply(200, #"{"id":"m1","url":"https://x"}"#),
        ])
        let errand = errand(Sample.picture(alt: "A cup"))

        let first = await Mastodon().prepare(errand, before: nil, via: line)
        let second = await Mastodon().prepare(errand, before: first.result, via: line)
        let third = await Mastodon().prepare(errand, before: second.result, via: line)

        #expect(first == .working(["media_id": "m1", "asked": 0], askAgain: .noon + .seconds(2)))
        #expect(second == .working(["media_id": "m1", "asked": 1], askAgain: .noon + .seconds(3)))
        #expect(third == .ready(["media_id": "m1"], expires: .noon + .hours(12)))
        guard case .multipart(let fields, let files) = line.asked[0].call.body else { return #expect(Bool(false)) }
        #expect(fields.map(\.1) == ["A cup"])
        #expect(files.map(\.fileName) == ["picture.jpg"])
        #expect(line.asked[2].call.url == "https://mastodon.example/api/v1/media/m1")
    }

    @Test func `says which side of a picture stays in view`() async throws {
        let line = ScriptedLine([.reply(200, #"{"id":"m1","url":"https://x"}"#)])
        var picture = Sample.picture()
        picture.framing = .top

        _ = await Mastodon().prepare(errand(picture), before: nil, via: line)

        guard case .multipart(let fields, _) = line.asked[0].call.body else { return #expect(Bool(false)) }
        #expect(fields.map(\.0) == ["focus"] && fields.map(\.1) == ["0,0.9"])
        #expect(Mastodon.focus(.whole) == nil && Mastodon.focus(.left) == "-0.9,0")
        #expect(Mastodon.focus(.around(FocusPoint(clampingX: 300, y: -250))) == "0.3,-0.25")
    }

    @Test func `a video goes whole, under a video's name, with the time its bytes need`() async {
        let line = ScriptedLine([.reply(202, #"{"id":"m1","url":null}"#)])

        _ = await Mastodon().prepare(errand(film()), before: nil, via: line)

        let call = line.asked[0].call
        guard case .multipart(let fields, let files) = call.body else { return #expect(Bool(false)) }
        #expect(call.url == "https://mastodon.example/api/v2/media")
        #expect(fields.map(\.0) == ["description"])
        #expect(files.map(\.fileName) == ["video.mp4"] && files.map(\.type) == ["video/mp4"])
        #expect(files.first?.piece == nil)
        #expect(call.deadline == .seconds(60 + 400))
        #expect(!call.isCommit)
    }

    @Test func `is asked after ever more seldom, and after an hour no more`() async {
        var known: [String: JSONValue] = ["media_id": "m1", "asked": 0]
        var waits: [Duration] = [.seconds(2)]
        var end: Preparation?
        while end == nil, waits.count < 1000 {
            let answer = await Mastodon().prepare(
                errand(film()), before: known, via: ScriptedLine([Self.working]))
            if case .working(let next, let again) = answer {
                known = next
                waits.append(again - .noon)
            } else {
                end = answer
            }
        }

        #expect(Array(waits.prefix(7)) == [2, 3, 5, 10, 20, 30, 30].map { Duration.seconds($0) })
        let all = waits.reduce(Duration.zero, +)
        #expect(all >= .hours(1) && all < .hours(1) + .minutes(1))
        guard case .refused(let refusal) = end else { return #expect(Bool(false)) }
        #expect(refusal.kind == .media)
    }

    @Test(arguments: [nil, ["media_id": "m1", "asked": 3]] as [[String: JSONValue]?])
    func `what the server cannot use is refused as such, with its own words`(before: [String: JSONValue]?) async {
        let words = #"{"error":"Error processing thumbnail for uploaded media"}"#

        let answer = await Mastodon().prepare(errand(film()), before: before, via: ScriptedLine([.reply(422, words)]))

        guard case .refused(let refusal) = answer else { return #expect(Bool(false)) }
        #expect(refusal.kind == .media && refusal.status == 422 && refusal.answer == words)
    }

    @Test func `is uploaded again when the server has swept it away`() async {
        let line = ScriptedLine([.reply(404, #"{"error":"Record not found"}"#)])

        let answer = await Mastodon().prepare(errand(film()), before: ["media_id": "m1"], via: line)

        guard case .stageAgain = answer else { return #expect(Bool(false)) }
    }

    @Test func `waits when a proxy answers in the server's place`() async {
        let answer = await Mastodon().prepare(
            errand(film()), before: nil, via: ScriptedLine([.reply(422, "<html>")]))

        guard case .postponed = answer else { return #expect(Bool(false)) }
    }
}
