import KicauCore
import KicauText
import Testing

@testable import KicauPlatforms

@Suite("A post as Instagram gets it")
struct InstagramRenderingTests {
    func render(_ post: Post) -> Rendered { Instagram().render(post, for: Sample.account("instagram"), at: .noon) }

    func picture(_ width: Int, _ height: Int) -> Media {
        Media(sha256: "ab", mimeType: "image/png", width: width, height: height, bytes: 1000)
    }

    @Test func `needs a picture, which becomes a JPEG`() {
        let rendered = render(Sample.post("Hai", pictures: [picture(800, 800)]))

        #expect(rendered.broken == [])
        #expect(rendered.rendition.parts[0].media[0].fit == .picture(Instagram.fit))
        #expect(Instagram.fit.types == ["image/jpeg"])
        #expect(
            render(Sample.post("Hai")).refusals.map(\.what) == ["Instagram takes no post without a picture or video."])
        #expect(render(Sample.post("")).refusals.count == 1)
    }

    @Test func `is one container for one picture, and one more for a carousel`() {
        let single = render(Sample.post("Hai", pictures: [picture(1, 1)])).rendition
        let carousel = render(Sample.post("Hai", pictures: [picture(1, 1), picture(1, 1)], comment: "Ya")).rendition

        #expect(
            Instagram().steps(for: single) == [
                Step(.prepare, "limit", part: 0), Step(.prepare, "container", part: 0, picture: 0),
                Step(.commit, "post", part: 0),
            ])
        #expect(
            Instagram().steps(for: carousel) == [
                Step(.prepare, "limit", part: 0), Step(.prepare, "container", part: 0, picture: 0),
                Step(.prepare, "container", part: 0, picture: 1),
                Step(.prepare, "container", part: 0), Step(.commit, "post", part: 0), Step(.commit, "comment", part: 1),
            ])
    }

    @Test(arguments: [(799, 1000, true), (800, 1000, false), (1910, 1000, false), (1911, 1000, true)])
    func `warns of pictures that are cropped`(width: Int, height: Int, warns: Bool) {
        let broken = render(Sample.post("Hai", pictures: [picture(width, height)])).broken

        #expect(broken.map(\.weight) == (warns ? [.warns] : []))
    }

    @Test func `warns that a carousel takes the shape of its first picture`() {
        let broken = render(Sample.post("Hai", pictures: [picture(1000, 1000), picture(1200, 1000)])).broken

        #expect(broken.map(\.weight) == [.warns])
    }

    @Test func `is refused beyond each limit, and not at it`() {
        func refusals(_ text: String, _ count: Int = 1) -> Int {
            render(Sample.post(text, pictures: Array(repeating: picture(1, 1), count: count))).refusals.count
        }
        let tags = Array(repeating: "#kopi", count: 30).joined(separator: " ")
        let people = Array(repeating: "@ayu", count: 20).joined(separator: " ")

        #expect(refusals(String(repeating: "a", count: 2200)) == 0)
        #expect(refusals(String(repeating: "a", count: 2201)) == 1)
        #expect(refusals(tags) == 0)
        #expect(refusals(tags + " #lagi") == 1)
        #expect(refusals(people) == 0)
        #expect(refusals(people + " @lagi") == 1)
        #expect(refusals("Hai", 10) == 0)
        #expect(refusals("Hai", 11) == 1)
        #expect(render(Sample.post("Satu", "Dua", pictures: [picture(1, 1)])).refusals.isEmpty == false)
    }

    @Test func `warns of more hashtags than Instagram's own app takes`() {
        let five = "#a1 #b1 #c1 #d1 #e1"

        #expect(render(Sample.post(five, pictures: [picture(1, 1)])).broken == [])
        #expect(render(Sample.post(five + " #f1", pictures: [picture(1, 1)])).broken.map(\.weight) == [.warns])
    }

    @Test func `shows links as the plain text they are there`() {
        let part = render(Sample.post("Baca https://example.org #kopi", pictures: [picture(1, 1)])).rendition.parts[0]

        #expect(part.spans.map(\.kind) == [.hashtag])
    }
}
