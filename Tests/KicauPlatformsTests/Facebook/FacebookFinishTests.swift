import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Publishing a video on Facebook")
struct FacebookFinishTests {
    private func commit(
        _ post: Post, _ answers: [ScriptedLine.Answer], progress: Progress = FacebookVideo.uploaded
    ) async -> (Outcome, ScriptedLine) {
        let line = ScriptedLine(answers)
        let errand = FacebookVideo.errand(post, FacebookVideo.commit, progress: progress)
        return (await Facebook().commit(errand, via: line), line)
    }

    private let yes = ScriptedLine.Answer.reply(200, #"{"success":true,"post_id":"77"}"#)

    @Test func `ends the session of a post with its text and title`() async {
        let (outcome, line) = await commit(
            FacebookVideo.post("Kopi pagi", title: "Pagi"),
            [.reply(200, #"{"success":true}"#), FacebookVideo.processing])

        #expect(outcome == .published(Receipt(remoteID: "900", url: "https://www.facebook.com/900")))
        #expect(line.asked[0].call.url == "https://graph-video.facebook.com/v23.0/42/videos")
        var form = line.asked[0].form
        #expect(form.removeValue(forKey: "appsecret_proof") != nil)
        #expect(
            form == [
                "upload_phase": "finish", "upload_session_id": "s1", "title": "Pagi", "description": "Kopi pagi",
            ])
        #expect(line.asked.map(\.call.isCommit) == [true, false])
        #expect(line.asked.map(\.unit.name) == ["publish", "read"])
    }

    @Test(arguments: [
        ("reel", "video_reels", ["video_state": "PUBLISHED", "description": "Kopi"]),
        ("story", "video_stories", [String: String]()),
    ])
    func `publishes a reel or a story by its video`(
        format: String, edge: String, more: [String: String]
    ) async {
        let (outcome, line) = await commit(
            FacebookVideo.post(format == "reel" ? "Kopi" : "", as: format), [yes, FacebookVideo.published])

        #expect(outcome.receipt?.remoteID == "900")
        #expect(line.asked[0].call.url == "https://graph.facebook.com/v23.0/42/" + edge)
        var form = line.asked[0].form
        form["appsecret_proof"] = nil
        #expect(form == more.merging(["upload_phase": "finish", "video_id": "900"]) { $1 })
    }

    @Test func `gives a whole address though the video's has no host`() async {
        let shown = #"{"id":"900","permalink_url":"/reel/900/","description":"Teh"}"#

        let (outcome, _) = await commit(FacebookVideo.post("Kopi", as: "reel"), [yes, .reply(200, shown)])

        #expect(outcome.receipt?.url == "https://www.facebook.com/reel/900/")
        #expect(outcome.receipt?.differences.count == 1)
    }

    @Test func `says so when Facebook cannot process it`() async {
        let (outcome, _) = await commit(FacebookVideo.post("Kopi"), [yes, FacebookVideo.failed])

        #expect(outcome.refusal?.kind == .media)
        #expect(outcome.refusal?.answer == "No picture in it")
    }

    @Test(arguments: [
        (ScriptedLine.Answer.noAnswer, "unknown"), (.neverLeft, "postponed"), (.reply(200, "{}"), "unknown"),
        (.reply(200, #"{"success":false}"#), "unknown"), (.reply(500, MetaSample.error(1)), "unknown"),
        (.reply(400, MetaSample.error(6000, 1_363_019)), "unknown"),
        (.reply(400, MetaSample.error(190, 463)), "signedOut"), (.reply(403, MetaSample.error(200)), "refused"),
        (.reply(400, MetaSample.error(100, 33)), "stageAgain"),
    ])
    func `says of every end which it is`(answer: ScriptedLine.Answer, wanted: String) async {
        for format in ["post", "reel", "story"] {
            let (outcome, line) = await commit(FacebookVideo.post(as: format), [answer])

            #expect("\(outcome)".hasPrefix(wanted), "\(format)")
            #expect(line.asked.count == 1)
        }
    }

    @Test(arguments: ["post", "reel", "story"])
    func `uploads again when nothing is uploaded, without a call`(format: String) async {
        let (outcome, line) = await commit(FacebookVideo.post(as: format), [], progress: Progress())

        #expect(outcome.refusal?.kind == .newContainer)
        #expect(line.asked.isEmpty)
    }

    @Test func `makes a story of a picture that was uploaded unseen`() async {
        let progress = Progress(prepared: [
            MetaSample.prepared(Step(.prepare, "upload", part: 0, picture: 0), "photo", "901")
        ])
        let post = FacebookVideo.post(as: "story", media: [Sample.picture()])

        let (outcome, line) = await commit(post, [yes], progress: progress)

        #expect(outcome == .published(Receipt(remoteID: "77", url: nil)))
        #expect(line.asked[0].call.url == "https://graph.facebook.com/v23.0/42/photo_stories")
        #expect(line.asked[0].form["photo_id"] == "901")
        #expect(line.asked[0].call.isCommit)
    }
}
