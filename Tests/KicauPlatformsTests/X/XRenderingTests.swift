import KicauCore
import KicauText
import Testing

@testable import KicauPlatforms

@Suite("A post rendered for X")
struct XRenderingTests {
    let account = Sample.account("x")

    @Test func `counts as X counts`() {
        let rendered = X().render(Sample.post("日本 https://example.org/a/very/long/path"), for: account, at: .noon)

        #expect(rendered.lengths == [TextLength(used: 28, limit: 280, unit: "weighted characters")])
        #expect(rendered.broken.isEmpty)
        #expect(rendered.rendition.parts[0].spans.map(\.value) == ["https://example.org/a/very/long/path"])
    }

    @Test func `says which part is how much too long`() {
        let post = Sample.post("short", String(repeating: "a", count: 300))

        let rendered = X().render(post, for: account, at: .noon)

        #expect(rendered.refusals.map(\.part) == [1])
        #expect(rendered.refusals[0].what.description.contains("20 too long: 300 of 280"))
    }

    @Test func `lets subscribers write long posts`() {
        let subscriber = Sample.account("x", traits: ["longPosts": true])

        let rendered = X().render(Sample.post(String(repeating: "a", count: 300)), for: subscriber, at: .noon)

        #expect(rendered.broken.isEmpty)
    }

    @Test(arguments: [
        ("Selamat pagi", "post_create"), ("Selamat pagi.", "post_create"), ("3.5 % naik", "post_create"),
        ("e.g. this", "post_create"), ("lihat https://example.org", "post_create_url"),
        ("lihat example.org", "post_create_url"), ("baru.toko", "post_create_url"), ("t.co/abc", "post_create_url"),
        ("lihat HTTPS://EXAMPLE.ORG", "post_create_url"),
    ])
    func `takes the dear price unless the text is surely plain`(text: String, unit: String) {
        let part = X().render(Sample.post(text), for: account, at: .noon).rendition.parts[0]

        #expect(part.units.map(\.name) == [unit])
        #expect(X.commitUnit(part).name == unit)
    }

    @Test func `prices each described picture`() {
        let pictures = [Sample.picture(alt: "A cup"), Sample.picture(), Sample.picture(alt: "A book")]

        let part = X().render(Sample.post("kopi", pictures: pictures), for: account, at: .noon).rendition.parts[0]

        #expect(part.units == [MeterUnit("post_create_url"), MeterUnit("media_metadata", count: 2)])
    }

    @Test(arguments: [
        (Sample.post(""), "empty"),
        (Sample.post("$TSLA and $AAPL"), "one cashtag"),
        (Sample.post("a\u{FEFF}b"), "invisible"),
        (Sample.post("a", pictures: Array(repeating: Sample.picture(), count: 5)), "at most 4 pictures"),
        (Sample.post("a", pictures: [Sample.picture(alt: String(repeating: "x", count: 1001))]), "1001 characters"),
    ])
    func `refuses what X would refuse`(post: Post, words: String) {
        let refusals = X().render(post, for: account, at: .noon).refusals

        #expect(refusals.contains { $0.what.description.contains(words) })
    }

    @Test func `makes a step of every call, the first comment last`() {
        let post = Sample.post(
            "one", "two", pictures: [Sample.picture(alt: "A cup"), Sample.picture()], comment: "link")
        let rendition = X().render(post, for: account, at: .noon).rendition

        #expect(
            X().steps(for: rendition) == [
                Step(.prepare, "upload", part: 0, picture: 0), Step(.prepare, "alt text", part: 0, picture: 0),
                Step(.prepare, "upload", part: 0, picture: 1), Step(.commit, "post", part: 0),
                Step(.commit, "reply", part: 1), Step(.commit, "reply", part: 2),
            ])
        #expect(rendition.parts.map(\.role) == [.post, .threadPart, .comment])
    }
}
