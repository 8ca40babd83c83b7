import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("What Instagram takes of videos")
struct InstagramVideoRulesTests {
    func render(_ media: [Media]) -> Rendered {
        Instagram().render(
            StagedVideo.post("Kopi", media, for: "instagram"), for: Sample.account("instagram"), at: .noon)
    }

    @Test(arguments: [(2, 1), (3, 0), (900, 0), (901, 1)])
    func `is a reel of three seconds to a quarter of an hour`(seconds: Int, refusals: Int) {
        #expect(render([Sample.video(seconds: seconds)]).refusals.count == refusals)
    }

    @Test(arguments: [(2, 1), (3, 0), (60, 0), (61, 1), (901, 1)])
    func `is a minute in a carousel`(seconds: Int, refusals: Int) {
        let media = [Sample.picture(), Sample.video(seconds: seconds)]

        #expect(render(media).refusals.count == refusals)
    }

    @Test(arguments: [(0, 0), (22_999, 1), (23_000, 0), (60_000, 0)])
    func `moves fast enough`(milliFPS: Int, refusals: Int) {
        #expect(render([Sample.video(milliFPS: milliFPS)]).refusals.count == refusals)
    }

    @Test func `is ten of them, or of both`() {
        let video = Sample.video()

        #expect(render(Array(repeating: video, count: 10)).refusals == [])
        #expect(!render(Array(repeating: video, count: 11)).refusals.isEmpty)
        #expect(render(Array(repeating: video, count: 5) + Array(repeating: Sample.picture(), count: 5)).refusals == [])
    }

    @Test func `is fitted to what a reel holds`() {
        #expect(render([Sample.video()]).rendition.parts[0].media.map(\.fit) == [.video(Instagram.videoFit)])
        #expect(Instagram.videoFit.maxBytes == 300_000_000)
        #expect(Instagram.videoFit.maxBitsPerSecond == 25_000_000)
    }

    @Test func `has no description, and the author is told`() {
        let broken = render([Sample.video(alt: "Kopi dituang")]).broken

        #expect(broken.map(\.weight) == [.warns])
        #expect(render([Sample.picture(alt: "Cangkir")]).broken == [])
    }

    @Test func `may be upright, and is cropped to the first of a carousel`() {
        #expect(render([Sample.video()]).broken == [])
        #expect(render([Sample.picture(), Sample.video()]).broken.map(\.weight) == [.warns])
    }
}
