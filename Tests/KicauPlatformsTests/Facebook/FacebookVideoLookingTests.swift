import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Looking for a video on a Facebook page")
struct FacebookVideoLookingTests {
    private func look(
        _ answers: [ScriptedLine.Answer], progress: Progress = FacebookVideo.uploaded, doubt: Doubt = Sample.doubt
    ) async -> (Finding, ScriptedLine) {
        let line = ScriptedLine(answers)
        let errand = FacebookVideo.errand(FacebookVideo.post("Kopi"), FacebookVideo.commit, progress: progress)
        return (await Facebook().look(errand, doubt: doubt, via: line), line)
    }

    @Test func `finds it by the number it had before it was published`() async {
        let (finding, line) = await look([FacebookVideo.published])

        #expect(finding.receipt == Receipt(remoteID: "900", url: "https://www.facebook.com/900"))
        #expect(line.asked[0].call.url == "https://graph.facebook.com/v23.0/900")
        #expect(line.asked[0].query("fields")?.contains("status") == true)
    }

    @Test(arguments: [
        (FacebookVideo.untouched, "absent"), (FacebookVideo.failed, "absent"),
        (FacebookVideo.processing, "couldNotLook"),
        (.reply(200, #"{"id":"900"}"#), "notSeen"), (.reply(400, MetaSample.error(100, 33)), "notSeen"),
        (FacebookVideo.status("ready", processing: "complete", publishing: #"{"status":"not_started"}"#), "notSeen"),
        (FacebookVideo.status("ready", processing: "complete", publishing: #"{"publish_status":"draft"}"#), "notSeen"),
        (.reply(400, MetaSample.error(190, 463)), "signedOut"), (.noAnswer, "couldNotLook"),
        (.reply(500, ""), "couldNotLook"),
    ])
    func `takes for certain only what is`(answer: ScriptedLine.Answer, wanted: String) async {
        let (finding, _) = await look([answer])

        #expect("\(finding)".hasPrefix(wanted), "\(finding)")
    }

    @Test func `waits an hour for the processing, then leaves it to a person`() async {
        let old = Doubt(since: .noon - .hours(1), quietUntil: .noon, part: 0)

        let (finding, _) = await look([FacebookVideo.processing], doubt: old)

        guard case .notSeen = finding else {
            Issue.record("\(finding)")
            return
        }
    }

    @Test(arguments: [FacebookVideo.untouched, FacebookVideo.failed])
    func `reads no absence into an upload before a loss`(answer: ScriptedLine.Answer) async {
        let inherited = Doubt(since: .noon, quietUntil: .noon, part: 0, isInherited: true)

        let (finding, _) = await look([answer], doubt: inherited)
        let (unstaged, _) = await look([], progress: Progress(), doubt: inherited)

        for finding in [finding, unstaged] {
            guard case .notSeen = finding else {
                Issue.record("\(finding)")
                continue
            }
        }
    }

    @Test func `finds a picture's story by the picture`() async {
        let progress = Progress(prepared: [
            MetaSample.prepared(Step(.prepare, "upload", part: 0, picture: 0), "photo", "901")
        ])
        let post = FacebookVideo.post(as: "story", media: [Sample.picture()])
        let errand = FacebookVideo.errand(post, FacebookVideo.commit, progress: progress)
        let listed =
            #"{"data":[{"post_id":"76","media_id":"800"},{"post_id":"77","media_id":"901","url":"/stories/1/"}]}"#

        let found = await Facebook().look(
            errand, doubt: Sample.doubt, via: ScriptedLine([.reply(200, listed)]))
        let missed = await Facebook().look(
            errand, doubt: Sample.doubt, via: ScriptedLine([.reply(200, #"{"data":[]}"#)]))

        #expect(found.receipt == Receipt(remoteID: "77", url: "https://www.facebook.com/stories/1/"))
        #expect("\(missed)".hasPrefix("notSeen"))
    }

    @Test(arguments: [
        ("https://www.facebook.com/reel/900", "900"), ("https://www.facebook.com/kedai/videos/900/", "900"),
        ("https://www.facebook.com/kedai/videos/kopi-pagi/900/?ref=1", "900"),
        ("https://www.facebook.com/watch/?v=900", "900"), ("https://www.facebook.com/kedai/posts/7", "42_7"),
    ])
    func `knows its address`(link: String, id: String) {
        #expect(Facebook().receipt(of: link, for: Sample.account("facebook"))?.remoteID == id)
    }
}

@Suite("A video on a Facebook page, later")
struct FacebookVideoRereadingTests {
    private func read(_ post: Post, _ answers: [ScriptedLine.Answer]) async -> (Reread, ScriptedLine) {
        let line = ScriptedLine(answers)
        let signedIn = MetaSample.signedIn("facebook")
        let part = Facebook().render(post, for: signedIn.account, at: .noon).rendition.parts[0]
        let published = PublishedPart(part: part, receipt: Receipt(remoteID: "900", url: nil), parent: nil)
        return (await Facebook().read(published, of: signedIn, now: .noon, via: line), line)
    }

    @Test func `is compared and counted`() async {
        let shown =
            #"{"id":"900","description":"Kopi","views":410,"likes":{"summary":{"total_count":31}},"#
            + #""comments":{"summary":{"total_count":4}}}"#

        let (reread, line) = await read(FacebookVideo.post("Kopi"), [.reply(200, shown)])

        guard case .there(let differences, let numbers) = reread else {
            Issue.record("\(reread)")
            return
        }
        #expect(differences == [])
        #expect(numbers.values == [.views: 410, .likes: 31, .replies: 4])
        #expect(line.asked.count == 1)
    }

    @Test func `is not there when it could not be processed`() async {
        let (reread, _) = await read(FacebookVideo.post("Kopi"), [FacebookVideo.failed])

        #expect(reread == .gone(answer: "No picture in it", status: nil))
    }

    @Test func `is not asked for as a story, which ends by itself`() async {
        let (reread, line) = await read(FacebookVideo.post(as: "story"), [])

        #expect(reread == .notOffered)
        #expect(line.asked.isEmpty)
    }
}
