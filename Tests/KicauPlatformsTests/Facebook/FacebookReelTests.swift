import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Uploading a reel or a video story to Facebook")
struct FacebookReelTests {
    private let begun = #"{"video_id":"900","upload_url":"https://rupload.facebook.com/video-upload/v23.0/900"}"#
    private let noted: [String: JSONValue] = [
        "video": "900", "address": "https://rupload.facebook.com/video-upload/v23.0/900",
    ]

    private func prepare(
        _ answers: [ScriptedLine.Answer], as format: String = "reel", before: [String: JSONValue]? = nil
    ) async -> (Preparation, ScriptedLine) {
        let line = ScriptedLine(answers)
        let errand = FacebookVideo.errand(FacebookVideo.post(as: format), FacebookVideo.upload)
        return (await Facebook().prepare(errand, before: before, via: line), line)
    }

    private func piece(_ asked: ScriptedLine.Asked) -> Range<Int>? {
        guard case .file("/nowhere/video", "application/octet-stream", let piece) = asked.call.body else { return nil }
        return piece
    }

    @Test(arguments: [("reel", "video_reels"), ("story", "video_stories")])
    func `announces it, then sends the bytes to the address named`(format: String, edge: String) async {
        let (preparation, line) = await prepare([.reply(200, begun), .reply(200, #"{"success":true}"#)], as: format)

        #expect(preparation == .ready(noted, expires: .noon + .hours(23)))
        #expect(line.asked[0].call.url == "https://graph.facebook.com/v23.0/42/" + edge)
        #expect(line.asked[0].form["upload_phase"] == "start")
        #expect(line.asked[1].call.url == "https://rupload.facebook.com/video-upload/v23.0/900")
        #expect(line.asked[1].header("authorization") == "OAuth a1")
        #expect(line.asked[1].header("offset") == "0")
        #expect(line.asked[1].header("file_size") == "3000")
        #expect(piece(line.asked[1]) == 0..<3000)
        #expect(line.asked.allSatisfy { !$0.call.isCommit })
    }

    @Test(arguments: [
        "https://rupload.example/900", "http://rupload.facebook.com/900", "https://evilfacebook.com/900", "nowhere",
    ])
    func `carries its token to no address of others`(address: String) async {
        let (preparation, line) = await prepare([
            .reply(200, #"{"video_id":"900","upload_url":"\#(address)"}"#)
        ])

        #expect("\(preparation)".hasPrefix("postponed"))
        #expect(line.asked.count == 1)
    }

    @Test(arguments: [ScriptedLine.Answer.noAnswer, .neverLeft, .reply(500, ""), .reply(200, "{}")])
    func `keeps what it was given when the bytes' answer is lost`(answer: ScriptedLine.Answer) async {
        let (preparation, _) = await prepare([.reply(200, begun), answer])

        guard case .working(noted, _) = preparation else {
            Issue.record("\(preparation)")
            return
        }
    }

    @Test func `asks how much has arrived and sends the rest`() async {
        let half = #"{"id":"900","status":{"uploading_phase":{"status":"in_progress","bytes_transferred":1200}}}"#

        let (preparation, line) = await prepare(
            [.reply(200, half), .reply(200, #"{"success":true}"#)], before: noted)

        #expect(preparation == .ready(noted, expires: .noon + .hours(23)))
        #expect(line.asked[0].call.url == "https://graph.facebook.com/v23.0/900")
        #expect(line.asked[0].query("fields") == "status")
        #expect(line.asked[1].header("offset") == "1200")
        #expect(piece(line.asked[1]) == 1200..<3000)
    }

    @Test func `sends nothing where all has arrived`() async {
        let (preparation, line) = await prepare([FacebookVideo.untouched], before: noted)

        #expect(preparation == .ready(noted, expires: .noon + .hours(23)))
        #expect(line.asked.count == 1)
    }

    @Test(
        arguments: [
            [ScriptedLine.Answer.reply(400, MetaSample.error(100, 33))], [FacebookVideo.failed],
            [
                .reply(200, #"{"status":{"uploading_phase":{"status":"not_started"}}}"#),
                .reply(400, #"{"debug_info":{"retriable":false,"type":"ProcessingFailedError","message":"no"}}"#),
            ],
        ] as [[ScriptedLine.Answer]])
    func `begins anew when the upload is dead`(answers: [ScriptedLine.Answer]) async {
        let (preparation, _) = await prepare(answers, before: noted)

        guard case .stageAgain = preparation else {
            Issue.record("\(preparation)")
            return
        }
    }
}
