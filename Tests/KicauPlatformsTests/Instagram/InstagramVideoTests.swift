import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A video for Instagram")
struct InstagramVideoTests {
    let reel = StagedVideo.post("Kopi pagi", [Sample.video(alt: "Kopi dituang")], for: "instagram")
    let mixed = StagedVideo.post(
        "Dua", [Sample.video(), Sample.picture(alt: "Cangkir")], for: "instagram")

    @Test func `alone becomes a reel`() async {
        #expect(
            Instagram().steps(for: Instagram().render(reel, for: Sample.account("instagram"), at: .noon).rendition) == [
                Step(.prepare, "limit", part: 0), StagedVideo.container(0), StagedVideo.commit,
            ])
        #expect(
            await StagedVideo.form(Instagram(), reel, StagedVideo.container(0)) == [
                "media_type": "REELS", "video_url": "https://media.example/0.mp4", "caption": "Kopi pagi",
            ])
    }

    @Test func `stands beside pictures in a carousel`() async {
        #expect(
            await StagedVideo.form(Instagram(), mixed, StagedVideo.container(0)) == [
                "media_type": "VIDEO", "is_carousel_item": "true", "video_url": "https://media.example/0.mp4",
            ])
        #expect(
            await StagedVideo.form(Instagram(), mixed, StagedVideo.container(1)) == [
                "is_carousel_item": "true", "image_url": "https://media.example/1.jpg", "alt_text": "Cangkir",
            ])
        #expect(
            await StagedVideo.form(Instagram(), mixed, StagedVideo.container(nil), progress: StagedVideo.twoItems) == [
                "media_type": "CAROUSEL", "children": "c1,c2", "caption": "Dua",
            ])
    }

    @Test func `is looked at less often than a picture`() async {
        let waits = await StagedVideo.waits(Instagram(), reel, state: "status_code", count: 6)

        #expect(waits == [10, 20, 30, 60, 60, 60].map { Duration.seconds($0) })
    }

    @Test func `is staged anew after an hour in work`() async {
        let before: [String: JSONValue] = ["container": "c1", "made": .integer(Instant.noon.ms), "looks": 9]
        let late = StagedVideo.errand(Instagram(), reel, StagedVideo.container(0), now: .noon + .hours(1))

        let preparation = await Instagram().prepare(
            late, before: before, via: ScriptedLine([.reply(200, #"{"status_code":"IN_PROGRESS"}"#)]))

        #expect("\(preparation)".hasPrefix("stageAgain"))
    }

    @Test(arguments: [
        ("2207026", "refused"), ("2207057", "refused"), ("2207077", "refused"), ("2207082", "stageAgain"),
        ("2207003", "stageAgain"),
    ])
    func `that failed says whether it may be staged again`(code: String, wanted: String) async {
        let before: [String: JSONValue] = ["container": "c1", "made": .integer(Instant.noon.ms)]
        let answer = #"{"status_code":"ERROR","status":"Error: failed with error code \#(code)"}"#

        let preparation = await Instagram().prepare(
            StagedVideo.errand(Instagram(), reel, StagedVideo.container(0)), before: before,
            via: ScriptedLine([.reply(200, answer)]))

        #expect("\(preparation)".hasPrefix(wanted))
    }

    @Test(arguments: [
        (#"{"caption":"Kopi pagi","media_type":"VIDEO","alt_text":""}"#, 0),
        (#"{"caption":"Kopi pagi","media_type":"IMAGE"}"#, 1), (#"{"caption":"Kopi pagi"}"#, 0),
    ])
    func `is compared with what Instagram shows`(shown: String, differences: Int) async {
        let errand = StagedVideo.errand(Instagram(), reel, StagedVideo.commit, progress: StagedVideo.ready)
        let line = ScriptedLine([.reply(200, #"{"id":"m1"}"#), .reply(200, shown)])

        let outcome = await Instagram().commit(errand, via: line)

        #expect(outcome.receipt?.remoteID == "m1")
        #expect(outcome.receipt?.differences.count == differences)
        #expect(line.asked[0].form == ["creation_id": "c1"])
    }

    @Test func `misses a part of its carousel`() async {
        let progress = Progress(
            prepared: StagedVideo.twoItems.prepared + [
                MetaSample.prepared(StagedVideo.container(nil), "container", "c3")
            ])
        let errand = StagedVideo.errand(Instagram(), mixed, StagedVideo.commit, progress: progress)
        let shown = #"{"caption":"Dua","media_type":"CAROUSEL_ALBUM","children":{"data":[{"id":"1"}]}}"#

        let outcome = await Instagram().commit(
            errand, via: ScriptedLine([.reply(200, #"{"id":"m1"}"#), .reply(200, shown)]))

        #expect(
            outcome.receipt?.differences.map(\.description) == [
                "Instagram shows 1 pictures and videos; 2 were sent."
            ])
    }

    @Test func `is told from a picture with the same words`() async {
        let errand = StagedVideo.errand(Instagram(), reel, StagedVideo.commit, progress: StagedVideo.ready)
        func post(_ id: String, _ kind: String) -> String {
            #"{"id":"\#(id)","caption":"Kopi pagi","media_type":"\#(kind)","timestamp":"2026-11-24T12:00:01+0000"}"#
        }
        let list = #"{"data":[\#(post("m3", "VIDEO")),\#(post("m2", "IMAGE"))]}"#

        let finding = await Instagram().look(
            errand, doubt: Sample.doubt,
            via: ScriptedLine([.reply(200, #"{"status_code":"PUBLISHED"}"#), .reply(200, list)]))

        #expect(finding.receipt?.remoteID == "m3")
    }
}
