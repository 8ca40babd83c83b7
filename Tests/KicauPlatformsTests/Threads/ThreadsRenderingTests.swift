import KicauCore
import KicauText
import Testing

@testable import KicauPlatforms

@Suite("A post as Threads gets it")
struct ThreadsRenderingTests {
    func render(_ post: Post) -> Rendered { Threads().render(post, for: Sample.account("threads"), at: .noon) }

    @Test func `stages every part, a chain and its first comment alike`() {
        var post = Sample.post("Satu", "Dua", pictures: [Sample.picture(), Sample.picture()], comment: "Tiga")
        post.parts[1].media = [Sample.picture()]
        let rendered = render(post)

        #expect(rendered.broken == [])
        #expect(rendered.rendition.parts.map(\.role) == [.post, .threadPart, .comment])
        #expect(
            Threads().steps(for: rendered.rendition) == [
                Step(.prepare, "container", part: 0, picture: 0), Step(.prepare, "container", part: 0, picture: 1),
                Step(.prepare, "container", part: 0), Step(.commit, "post", part: 0),
                Step(.prepare, "container", part: 1, picture: 0), Step(.commit, "reply", part: 1),
                Step(.prepare, "container", part: 2), Step(.commit, "comment", part: 2),
            ])
    }

    @Test func `counts an emoji by its bytes`() {
        let rendered = render(Sample.post(String(repeating: "a", count: 497) + "🐦"))

        #expect(rendered.lengths[0].used == 501)
        #expect(rendered.refusals.count == 1)
        #expect(render(Sample.post(String(repeating: "a", count: 496) + "🐦")).refusals == [])
    }

    @Test func `takes five links, each counted once`() {
        let five = (1...5).map { "https://example.org/\($0)" }.joined(separator: " ")

        #expect(render(Sample.post(five + " https://example.org/5")).refusals == [])
        #expect(render(Sample.post(five + " https://example.org/6")).refusals.count == 1)
    }

    @Test func `warns that one hashtag alone becomes a topic`() {
        #expect(render(Sample.post("#kopi pagi")).broken == [])
        #expect(render(Sample.post("#kopi #pagi")).broken.map(\.weight) == [.warns])
    }

    @Test func `takes pictures without words, twenty of them`() {
        #expect(render(Sample.post("", pictures: Array(repeating: Sample.picture(), count: 20))).refusals == [])
        #expect(render(Sample.post("", pictures: Array(repeating: Sample.picture(), count: 21))).refusals.count == 1)
        #expect(render(Sample.post("")).refusals.count == 1)
        let alt = String(repeating: "a", count: 1001)
        #expect(render(Sample.post("Hai", pictures: [Sample.picture(alt: alt)])).refusals.count == 1)
    }
}
