import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A video for Threads")
struct ThreadsVideoTests {
    let one = StagedVideo.post("Hai", [Sample.video(alt: "Kopi dituang")], for: "threads")
    let mixed = StagedVideo.post("Dua", [Sample.video(), Sample.picture(alt: "Cangkir")], for: "threads")

    func render(_ post: Post) -> Rendered { Threads().render(post, for: Sample.account("threads"), at: .noon) }

    @Test func `is staged with its description`() async {
        #expect(render(one).broken == [])
        #expect(
            await StagedVideo.form(Threads(), one, StagedVideo.container(0)) == [
                "media_type": "VIDEO", "video_url": "https://media.example/0.mp4", "alt_text": "Kopi dituang",
                "text": "Hai",
            ])
    }

    @Test func `stands beside pictures in a carousel`() async {
        #expect(render(mixed).broken == [])
        #expect(
            await StagedVideo.form(Threads(), mixed, StagedVideo.container(0)) == [
                "media_type": "VIDEO", "video_url": "https://media.example/0.mp4", "is_carousel_item": "true",
            ])
        #expect(
            await StagedVideo.form(Threads(), mixed, StagedVideo.container(1)) == [
                "media_type": "IMAGE", "image_url": "https://media.example/1.jpg", "alt_text": "Cangkir",
                "is_carousel_item": "true",
            ])
        #expect(
            await StagedVideo.form(Threads(), mixed, StagedVideo.container(nil), progress: StagedVideo.twoItems) == [
                "media_type": "CAROUSEL", "children": "c1,c2", "text": "Dua",
            ])
    }

    @Test func `is looked at less often than a picture`() async {
        let waits = await StagedVideo.waits(Threads(), one, state: "status", count: 5)

        #expect(waits == [10, 20, 30, 60, 60].map { Duration.seconds($0) })
    }

    @Test(arguments: [(0, 1), (1, 0), (300, 0), (301, 1)])
    func `runs for five minutes at most`(seconds: Int, refusals: Int) {
        let post = StagedVideo.post("Hai", [Sample.video(seconds: seconds)], for: "threads")

        #expect(render(post).refusals.count == refusals)
    }

    @Test func `moves fast enough, in every part`() {
        var post = Sample.post("Satu", "Dua")
        post.parts[1].media = [Sample.video(milliFPS: 15_000)]

        #expect(render(post).refusals.map(\.part) == [1])
    }

    @Test func `is twenty of them, or of both`() {
        let both = Array(repeating: Sample.video(), count: 10) + Array(repeating: Sample.picture(), count: 10)

        #expect(render(StagedVideo.post("", both, for: "threads")).refusals == [])
        #expect(!render(StagedVideo.post("", both + [Sample.video()], for: "threads")).refusals.isEmpty)
    }

    @Test(arguments: [
        ("FAILED_DOWNLOADING_VIDEO", "stageAgain"), ("FAILED_PROCESSING_VIDEO", "refused"),
        ("FAILED_PROCESSING_AUDIO", "refused"), ("INVALID_DURATION", "refused"), ("INVALID_BIT_RATE", "refused"),
        ("INVALID_AUDIO_CHANNEL_LAYOUT", "refused"),
    ])
    func `that failed says whether it may be staged again`(reason: String, wanted: String) async {
        let before: [String: JSONValue] = ["container": "c1", "made": .integer(Instant.noon.ms)]

        let preparation = await Threads().prepare(
            StagedVideo.errand(Threads(), one, StagedVideo.container(0)), before: before,
            via: ScriptedLine([.reply(200, #"{"status":"ERROR","error_message":"\#(reason)"}"#)]))

        #expect("\(preparation)".hasPrefix(wanted))
    }

    @Test(arguments: [
        (#"{"text":"Hai","media_type":"VIDEO","alt_text":"Kopi dituang"}"#, 0),
        (#"{"text":"Hai","media_type":"IMAGE","alt_text":"Kopi dituang"}"#, 1),
        (#"{"text":"Hai","media_type":"VIDEO","alt_text":""}"#, 1),
    ])
    func `is compared with what Threads shows`(shown: String, differences: Int) async {
        let errand = StagedVideo.errand(Threads(), one, StagedVideo.commit, progress: StagedVideo.ready)

        let outcome = await Threads().commit(
            errand, via: ScriptedLine([.reply(200, #"{"id":"t1"}"#), .reply(200, shown)]))

        #expect(outcome.receipt?.differences.count == differences)
    }
}

@Suite("A quote on Threads")
struct ThreadsQuoteTests {
    let quoting = ["quote_post_id": ["18010000000000001"]]

    @Test func `goes with the first part, and with no item of a carousel`() async {
        var post = StagedVideo.post("Satu", [Sample.picture(), Sample.video()], for: "threads", quoting)
        post.parts.append(Post.Part(text: "Dua"))
        let published = Progress(receipts: [0: Receipt(remoteID: "t0", url: nil)])

        let whole = await StagedVideo.form(
            Threads(), post, StagedVideo.container(nil), progress: StagedVideo.twoItems)
        let item = await StagedVideo.form(Threads(), post, StagedVideo.container(1))
        let second = await StagedVideo.form(
            Threads(), post, StagedVideo.container(nil, part: 1), progress: published)

        #expect(whole["quote_post_id"] == "18010000000000001")
        #expect(item["quote_post_id"] == nil && second["quote_post_id"] == nil)
        #expect(second["reply_to_id"] == "t0")
    }

    @Test(arguments: [("18010000000000001", 0), ("https://www.threads.net/@ayu/post/C1", 2), ("C1abc", 1)])
    func `names its post by the number`(quoted: String, refusals: Int) {
        let post = StagedVideo.post("Hai", [], for: "threads", ["quote_post_id": [quoted]])
        let own = Threads().render(post, for: Sample.account("threads"), at: .noon).refusals
        let shape = Threads.options.broken(by: post.options(for: "threads"))

        #expect((own + shape).count == refusals)
    }
}
