import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A story on Instagram")
struct InstagramStoryTests {
    func story(
        _ media: [Media], _ text: String = "", more: [String: [String]] = [:], comment: String? = nil
    ) -> Post {
        StagedVideo.post(
            text, media, for: "instagram", more.merging(["format": ["story"]]) { _, new in new }, comment: comment)
    }

    func render(_ post: Post) -> Rendered { Instagram().render(post, for: Sample.account("instagram"), at: .noon) }

    @Test func `is one picture or one video without a word`() async {
        #expect(render(story([Sample.picture()])).broken == [])
        #expect(render(story([Sample.video()])).broken == [])
        #expect(
            await StagedVideo.form(Instagram(), story([Sample.picture()]), StagedVideo.container(0)) == [
                "media_type": "STORIES", "image_url": "https://media.example/0.jpg",
            ])
        #expect(
            await StagedVideo.form(Instagram(), story([Sample.video()]), StagedVideo.container(0)) == [
                "media_type": "STORIES", "video_url": "https://media.example/0.mp4",
            ])
    }

    @Test func `keeps its upright shape`() {
        let tall = Media(sha256: "ab", mimeType: "image/jpeg", width: 1080, height: 1920, bytes: 1000)
        let rendered = render(story([tall]))

        #expect(rendered.broken == [])
        #expect(rendered.rendition.parts[0].media.map(\.fit) == [.picture(Instagram.storyFit)])
        #expect(Instagram.storyFit.minRatioMilli == nil)
    }

    @Test(arguments: [(2, 1), (3, 0), (60, 0), (61, 1)])
    func `runs for a minute at most`(seconds: Int, refusals: Int) {
        #expect(render(story([Sample.video(seconds: seconds)])).refusals.count == refusals)
        #expect(Instagram.storyVideoFit.maxBytes == 100_000_000)
    }

    @Test func `is refused with what Instagram would leave out`() {
        let picture = [Sample.picture()]

        #expect(render(story(picture, "Kopi")).refusals.count == 1)
        #expect(render(story(picture, comment: "Kopi")).refusals.count == 1)
        #expect(render(story(picture + picture)).refusals.count == 1)
        #expect(!render(story([])).refusals.isEmpty)
        for more in [
            ["collaborators": ["bima"]], ["location_id": ["77"]], ["share_to_feed": ["true"]], ["thumb_offset": ["0"]],
        ] {
            #expect(render(story(picture, more: more)).refusals.count == 1, "\(more)")
        }
        #expect(render(story([Sample.picture(alt: "Cangkir")])).broken.map(\.weight) == [.warns])
    }

    @Test func `names people without their places`() async {
        let form = await StagedVideo.form(
            Instagram(), story([Sample.picture()], more: ["user_tags": ["@bima_pratama"]]), StagedVideo.container(0))

        #expect(form["user_tags"] == #"[{"username":"bima_pratama"}]"#)
    }

    @Test func `is looked for among the stories`() async {
        let errand = StagedVideo.errand(
            Instagram(), story([Sample.video()]), StagedVideo.commit, progress: StagedVideo.ready)
        let list =
            #"{"data":[{"id":"s1","media_type":"VIDEO","timestamp":"2026-11-24T12:00:01+0000","permalink":"u"}]}"#
        let line = ScriptedLine([.reply(200, #"{"status_code":"PUBLISHED"}"#), .reply(200, list)])

        let finding = await Instagram().look(errand, doubt: Sample.doubt, via: line)

        #expect(finding.receipt?.remoteID == "s1")
        #expect(finding.receipt?.differences == [])
        #expect(line.asked.last?.call.url == "https://graph.instagram.com/v23.0/42/stories")
    }

    @Test func `that cannot be told from others is not claimed without proof`() async {
        let errand = StagedVideo.errand(
            Instagram(), story([Sample.video()]), StagedVideo.commit, progress: StagedVideo.ready)
        let list = #"{"data":[{"id":"s1","media_type":"VIDEO","timestamp":"2026-11-24T12:00:01+0000"}]}"#
        let line = ScriptedLine([.reply(400, MetaSample.error(100, 33)), .reply(200, list)])

        guard case .notSeen(let evidence) = await Instagram().look(errand, doubt: Sample.doubt, via: line) else {
            Issue.record("claimed another's story")
            return
        }
        #expect(evidence.isBlind)
    }

    func read(after age: Duration, _ line: ScriptedLine) async -> Reread {
        let part = render(story([Sample.video()])).rendition.parts[0]
        let receipt = Receipt(remoteID: "s1", url: nil, extra: ["published": .integer(Instant.noon.ms)])
        return await Instagram().read(
            PublishedPart(part: part, receipt: receipt, parent: nil), of: MetaSample.signedIn("instagram"),
            now: .noon + age, via: line)
    }

    @Test func `is read back while it stands, with the numbers of a story`() async {
        let numbers = #"{"data":[{"name":"views","values":[{"value":41}]},{"name":"replies","values":[{"value":2}]}]}"#
        let line = ScriptedLine([.reply(200, #"{"id":"s1","media_type":"VIDEO"}"#), .reply(200, numbers)])

        guard case .there(let differences, let counted) = await read(after: .hours(1), line) else {
            Issue.record("not there")
            return
        }
        #expect(differences == [])
        #expect(counted.values == [.views: 41, .replies: 2])
        #expect(line.asked.last?.query("metric") == "views,reach,replies,shares")
    }

    @Test func `is not missed after a day`() async {
        let line = ScriptedLine([])

        #expect(await read(after: .days(1), line) == .notOffered)
        #expect(line.asked.isEmpty)
    }
}
