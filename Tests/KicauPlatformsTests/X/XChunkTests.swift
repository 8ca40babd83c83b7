import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A video on its way to X")
struct XChunkTests {
    let signedIn = Sample.signedIn(Sample.account("x"))
    let step = Step(.prepare, "upload", part: 0, picture: 0)
    let begun = ScriptedLine.Answer.reply(200, #"{"data":{"id":"77","media_key":"13_77","expires_after_secs":86400}}"#)
    let taken = ScriptedLine.Answer.reply(200, #"{"data":{"expires_at":1795608000}}"#)

    func errand(bytes: Int, type: String = "video/mp4") -> Errand {
        let media = Media(
            sha256: "cd", mimeType: type, width: 640, height: 360, bytes: bytes,
            motion: Motion(milliseconds: 4000, milliFPS: 30_000))
        let rendition = X().render(Sample.post("Kopi", pictures: [media]), for: signedIn.account, at: .noon).rendition
        return Errand(
            rendition: rendition, step: step, progress: Progress(), signedIn: signedIn, key: "key-1",
            media: [
                FittedMedia(
                    path: "/nowhere/film", mimeType: type, width: 640, height: 360, bytes: bytes, alt: "",
                    publicURL: nil)
            ], now: .noon)
    }

    func pieces(_ line: ScriptedLine) -> [(Int, Range<Int>)] {
        line.asked.compactMap { asked in
            guard case .multipart(let fields, let files) = asked.call.body, let piece = files.first?.piece,
                let index = fields.first(where: { $0.0 == "segment_index" }).flatMap({ Int($0.1) })
            else { return nil }
            return (index, piece)
        }
    }

    @Test func `is announced, sent in pieces that make the whole, and closed`() async {
        let bytes = X.chunkBytes * 2 + 5
        let line = ScriptedLine([
            begun, taken, taken, taken,
            .reply(200, #"{"data":{"id":"77","processing_info":{"state":"pending","check_after_secs":3}}}"#),
        ])

        let answer = await X().prepare(errand(bytes: bytes), before: nil, via: line)

        #expect(answer == .working(["media_id": "77", "done": true], askAgain: .noon + .seconds(3)))
        #expect(
            line.asked[0].json == [
                "media_type": "video/mp4", "media_category": "tweet_video", "total_bytes": .integer(Int64(bytes)),
            ])
        #expect(pieces(line).map(\.0) == [0, 1, 2])
        #expect(pieces(line).map(\.1.lowerBound) == [0, X.chunkBytes, X.chunkBytes * 2])
        #expect(pieces(line).last?.1.upperBound == bytes)
        #expect(line.asked.last?.call.url == "https://api.x.com/2/media/upload/77/finalize")
        #expect(line.asked.allSatisfy { !$0.call.isCommit })
    }

    @Test func `is a moving GIF when it is one`() async {
        let line = ScriptedLine([begun, taken, .reply(200, #"{"data":{"id":"77"}}"#)])

        let answer = await X().prepare(errand(bytes: 9, type: "image/gif"), before: nil, via: line)

        #expect(answer == .ready(["media_id": "77"], expires: nil))
        #expect(line.asked[0].json?["media_category"] == "tweet_gif")
    }

    @Test func `notes how far it is after a stretch, and goes on there`() async {
        let bytes = X.chunkBytes * 3
        let late = ScriptedLine([begun, taken], now: .noon + .seconds(11))
        let first = await X().prepare(errand(bytes: bytes), before: nil, via: late)
        #expect(first == .working(["media_id": "77", "piece": 1], askAgain: .noon + .seconds(11)))

        let line = ScriptedLine([taken, taken, .reply(200, #"{"data":{"id":"77"}}"#)])
        let second = await X().prepare(errand(bytes: bytes), before: ["media_id": "77", "piece": 1], via: line)

        #expect(second == .ready(["media_id": "77"], expires: nil))
        #expect(pieces(line).map(\.0) == [1, 2])
    }

    @Test func `is asked after while X looks it through`() async {
        let line = ScriptedLine([
            .reply(200, #"{"data":{"id":"77","processing_info":{"state":"failed","progress_percent":100}}}"#)
        ])

        let answer = await X().prepare(errand(bytes: 9), before: ["media_id": "77", "done": true], via: line)

        #expect(line.asked[0].query("command") == "STATUS" && line.asked[0].query("media_id") == "77")
        guard case .refused(let refusal) = answer else {
            Issue.record("it ended as \(answer)")
            return
        }
        #expect(refusal.kind == .media)
    }

    @Test func `is begun anew when X has forgotten the place`() async {
        let line = ScriptedLine([
            .reply(
                404,
                #"{"title":"Not Found Error","type":"https://api.twitter.com/2/problems/resource-not-found","status":404}"#
            )
        ])

        let answer = await X().prepare(errand(bytes: 9), before: ["media_id": "77", "piece": 0], via: line)

        guard case .stageAgain = answer else {
            Issue.record("it ended as \(answer)")
            return
        }
    }

    @Test func `carries no description to X, and the author is told`() {
        let media = Media(
            sha256: "cd", mimeType: "video/mp4", width: 640, height: 360, bytes: 9, alt: "Kopi dituang",
            motion: Motion(milliseconds: 4000, milliFPS: 30_000))
        let rendered = X().render(Sample.post("Kopi", pictures: [media]), for: signedIn.account, at: .noon)

        #expect(X().steps(for: rendered.rendition).map(\.name) == ["upload", "post"])
        #expect(rendered.broken.map(\.weight) == [.warns])
    }
}
