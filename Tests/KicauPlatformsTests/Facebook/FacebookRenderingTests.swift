import KicauCore
import KicauText
import Testing

@testable import KicauPlatforms

@Suite("A post as Facebook gets it")
struct FacebookRenderingTests {
    func render(_ post: Post) -> Rendered { Facebook().render(post, for: Sample.account("facebook"), at: .noon) }

    @Test(arguments: [
        ("Baca https://example.org/menu ya", "https://example.org/menu"),
        ("https://example.org/", "https://example.org/"),
        ("https://example.org dan https://example.net", "https://example.org"),
        ("Tanpa tautan", nil), ("example.org", nil),
        ("https://www.facebook.com/kedai/posts/1", nil), ("https://fb.watch/abc", nil),
        ("https://fb.watch/abc lalu https://example.net", nil),
        ("https://notfacebook.org/x", "https://notfacebook.org/x"),
    ])
    func `has a preview card for its first address, if that is of others`(text: String, card: String?) {
        let part = render(Sample.post(text)).rendition.parts[0]

        #expect(part.frozen["link"]?.string == card)
        #expect(part.wireText == text)
    }

    @Test func `has no card beside pictures`() {
        let post = Sample.post("Baca https://example.org/menu", pictures: [Sample.picture()])

        #expect(render(post).rendition.parts[0].frozen == [:])
    }

    @Test func `is one upload a picture, one post, one comment`() {
        let post = Sample.post("Hai", pictures: [Sample.picture(), Sample.picture()], comment: "Lihat juga")
        let rendered = render(post)

        #expect(rendered.broken == [])
        #expect(rendered.rendition.parts.map(\.role) == [.post, .comment])
        #expect(rendered.rendition.parts.map(\.units) == [[MeterUnit("publish")], [MeterUnit("comment")]])
        #expect(
            Facebook().steps(for: rendered.rendition) == [
                Step(.prepare, "upload", part: 0, picture: 0), Step(.prepare, "upload", part: 0, picture: 1),
                Step(.commit, "post", part: 0), Step(.commit, "comment", part: 1),
            ])
    }

    @Test func `is refused when it is too long, too full, empty or a thread`() {
        #expect(render(Sample.post(String(repeating: "a", count: 63_206))).refusals == [])
        #expect(render(Sample.post(String(repeating: "a", count: 63_207))).refusals.count == 1)
        #expect(render(Sample.post("", pictures: Array(repeating: Sample.picture(), count: 11))).refusals.count == 1)
        #expect(render(Sample.post(" ")).refusals.count == 1)
        #expect(render(Sample.post("Satu", "Dua")).refusals.count == 1)
        #expect(render(Sample.post("Hai", comment: String(repeating: "a", count: 8001))).refusals.first?.part == 1)
    }

    @Test func `counts an emoji as the two units it takes in UTF-16`() {
        #expect(render(Sample.post("☕️🐦")).lengths[0].used == 4)
    }
}
