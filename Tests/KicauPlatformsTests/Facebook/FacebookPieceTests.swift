import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Uploading a video to Facebook in pieces")
struct FacebookPieceTests {
    private let opened =
        #"{"upload_session_id":"s1","video_id":"900","start_offset":"0","end_offset":"2000"}"#

    private func prepare(
        _ answers: [ScriptedLine.Answer], before: [String: JSONValue]? = nil, at now: Instant = .noon,
        addresses: [String: String] = [:]
    ) async -> (Preparation, ScriptedLine) {
        let line = ScriptedLine(answers, now: now)
        let errand = FacebookVideo.errand(
            FacebookVideo.post("Kopi"), FacebookVideo.upload, addresses: addresses)
        return (await Facebook().prepare(errand, before: before, via: line), line)
    }

    private func offsets(_ start: Int, _ end: Int) -> ScriptedLine.Answer {
        .reply(200, #"{"start_offset":"\#(start)","end_offset":"\#(end)"}"#)
    }

    private func piece(_ asked: ScriptedLine.Asked) -> (fields: [String: String], range: Range<Int>?)? {
        guard case .multipart(let fields, let files) = asked.call.body, files.count == 1 else { return nil }
        #expect(files[0].field == "video_file_chunk")
        return (Dictionary(fields, uniquingKeysWith: { _, last in last }), files[0].piece)
    }

    @Test func `opens a session and sends each piece that is asked for`() async throws {
        let (preparation, line) = await prepare([.reply(200, opened), offsets(2000, 3000), offsets(3000, 3000)])

        #expect(
            preparation
                == .ready(
                    ["session": "s1", "video": "900", "start": 3000, "end": 3000], expires: .noon + .hours(23)))
        #expect(line.asked.allSatisfy { $0.call.url == "https://graph-video.facebook.com/v23.0/42/videos" })
        #expect(line.asked[0].form["upload_phase"] == "start")
        #expect(line.asked[0].form["file_size"] == "3000")
        let first = try #require(piece(line.asked[1]))
        let second = try #require(piece(line.asked[2]))
        #expect(first.fields["upload_phase"] == "transfer")
        #expect(first.fields["upload_session_id"] == "s1")
        #expect([first.fields["start_offset"], second.fields["start_offset"]] == ["0", "2000"])
        #expect([first.range, second.range] == [0..<2000, 2000..<3000])
        #expect(line.asked.allSatisfy { !$0.call.isCommit })
    }

    @Test(arguments: [
        (["graphVideo": "http://a", "graph": "http://b"], "http://a/v23.0/42/videos"),
        (["graph": "http://b"], "http://b/v23.0/42/videos"),
    ])
    func `asks the host the operator has set`(addresses: [String: String], url: String) async {
        let (_, line) = await prepare([.reply(200, opened)], addresses: addresses)

        #expect(line.asked[0].call.url == url)
    }

    @Test func `goes on where it was, without a new session`() async throws {
        let noted: [String: JSONValue] = ["session": "s1", "video": "900", "start": 2000, "end": 3000]

        let (preparation, line) = await prepare([offsets(3000, 3000)], before: noted)

        #expect(preparation.result?["start"] == 3000)
        #expect(line.asked.count == 1)
        #expect(try #require(piece(line.asked[0])).range == 2000..<3000)
    }

    @Test func `notes how far it is when it has taken long`() async {
        let late = Instant.noon + .seconds(11)

        let (preparation, line) = await prepare([.reply(200, opened), offsets(2000, 3000)], at: late)

        #expect(
            preparation
                == .working(["session": "s1", "video": "900", "start": 2000, "end": 3000], askAgain: late))
        #expect(line.asked.count == 2)
    }

    @Test(arguments: [
        ScriptedLine.Answer.noAnswer, .neverLeft, .reply(500, "{}"), .reply(200, "{}"),
        .reply(200, #"{"start_offset":"0","end_offset":"2000"}"#), .reply(400, MetaSample.error(6000, 1_363_030)),
    ])
    func `sends the same piece again later when its answer is lost or no step ahead`(
        answer: ScriptedLine.Answer
    ) async {
        let (preparation, line) = await prepare([.reply(200, opened), answer])

        guard case .working(let noted, let askAgain) = preparation else {
            Issue.record("\(preparation)")
            return
        }
        #expect(noted["session"] == "s1" && noted["start"] == 0 && noted["end"] == 2000)
        #expect(askAgain > .noon)
        #expect(line.asked.count == 2)
    }

    @Test func `goes where the session says it stands`() async {
        let wrong = MetaSample.error(
            6000, 1_363_037, more: #","error_data":{"start_offset":"1500","end_offset":"2500"}"#)

        let (preparation, _) = await prepare([.reply(200, opened), .reply(400, wrong)])

        #expect(
            preparation
                == .working(
                    ["session": "s1", "video": "900", "start": 1500, "end": 2500], askAgain: .noon + .seconds(1)))
    }

    @Test func `begins anew when the session is gone`() async {
        let (preparation, _) = await prepare([.reply(200, opened), .reply(400, MetaSample.error(100, 33))])

        guard case .stageAgain = preparation else {
            Issue.record("\(preparation)")
            return
        }
    }

    @Test(arguments: [
        (ScriptedLine.Answer.reply(400, MetaSample.error(100, 1_363_023)), "refused"),
        (.reply(400, MetaSample.error(190, 463)), "signedOut"), (.reply(200, "{}"), "postponed"),
        (.noAnswer, "postponed"),
    ])
    func `says how opening ended`(answer: ScriptedLine.Answer, wanted: String) async {
        let (preparation, line) = await prepare([answer])

        #expect("\(preparation)".hasPrefix(wanted))
        #expect(line.asked.count == 1)
    }
}
