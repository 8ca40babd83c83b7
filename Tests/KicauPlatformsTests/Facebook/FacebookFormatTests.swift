import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A video as Facebook gets it")
struct FacebookFormatTests {
    private func render(_ post: Post) -> Rendered {
        Facebook().render(post, for: Sample.account("facebook"), at: .noon)
    }

    @Test(arguments: [nil, "post", "reel"])
    func `is uploaded, published, commented on`(format: String?) {
        let rendered = render(FacebookVideo.post("Kopi pagi", as: format, comment: "Lihat juga"))

        #expect(rendered.broken == [])
        #expect(
            Facebook().steps(for: rendered.rendition) == [
                Step(.prepare, "video", part: 0, picture: 0), Step(.commit, "post", part: 0),
                Step(.commit, "comment", part: 1),
            ])
    }

    @Test func `freezes what was chosen into the first part alone`() {
        let parts = render(FacebookVideo.post("Kopi", as: "reel", title: "Pagi", comment: "Dua")).rendition.parts

        #expect(parts[0].frozen == ["format": "reel", "title": "Pagi"])
        #expect(parts[1].frozen == [:])
        #expect(parts[0].media.map(\.fit) == [.video(Facebook.uprightFit)])
    }

    @Test func `may be wide in a post and not in a reel or story`() {
        let wide = [Sample.video(width: 1920, height: 1080)]

        #expect(render(FacebookVideo.post("Kopi", media: wide)).refusals == [])
        #expect(render(FacebookVideo.post("Kopi", as: "reel", media: wide)).refusals.count == 1)
        #expect(render(FacebookVideo.post(as: "story", media: wide)).refusals.count == 1)
    }

    @Test(arguments: [
        (540, 960, 3, 24_000, 0), (576, 1024, 90, 23_976, 0), (538, 956, 20, 30_000, 1), (1080, 1350, 20, 30_000, 1),
        (1080, 1920, 2, 30_000, 1), (1080, 1920, 91, 30_000, 1), (1080, 1920, 20, 15_000, 1),
    ])
    func `has the shape, length and pace of a reel`(
        width: Int, height: Int, seconds: Int, milliFPS: Int, broken: Int
    ) {
        let video = Sample.video(seconds: seconds, width: width, height: height, milliFPS: milliFPS)

        #expect(render(FacebookVideo.post("Kopi", as: "reel", media: [video])).refusals.count == broken)
    }

    @Test func `is alone in a reel`() {
        #expect(render(FacebookVideo.post("Kopi", as: "reel", media: [])).refusals.count == 1)
        #expect(render(FacebookVideo.post("Kopi", as: "reel", media: [Sample.picture()])).refusals.count == 1)
        let both = [Sample.video(), Sample.picture()]
        #expect(!render(FacebookVideo.post("Kopi", as: "reel", media: both)).refusals.isEmpty)
        #expect(!render(FacebookVideo.post("Kopi", media: both)).refusals.isEmpty)
    }

    @Test func `is a story without a word`() {
        #expect(render(FacebookVideo.post(as: "story")).broken == [])
        #expect(render(FacebookVideo.post(as: "story", media: [Sample.picture()])).broken == [])
        #expect(render(FacebookVideo.post("Kopi", as: "story")).refusals.count == 1)
        #expect(render(FacebookVideo.post(as: "story", comment: "Dua")).refusals.count == 1)
        let two = [Sample.picture(), Sample.picture()]
        #expect(render(FacebookVideo.post(as: "story", media: two)).refusals.count == 1)
    }

    @Test func `is warned about what Facebook does not show of it`() {
        let described = render(FacebookVideo.post("Kopi", media: [Sample.video(alt: "Cangkir")]))
        let titled = render(FacebookVideo.post("Kopi", title: "Pagi", media: []))

        for rendered in [described, titled] {
            #expect(rendered.broken.map(\.weight) == [.warns])
        }
    }
}
