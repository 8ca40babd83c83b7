import Foundation
import KicauCore
import Testing

@Suite("A card in what is kept")
struct LinkCardFormTests {
    let card = LinkCard(
        url: "https://kedai-aksara.com/menu", title: "Menu", description: "Tujuh",
        picture: Media(sha256: "ab", mimeType: "image/png", width: 8, height: 8, bytes: 80))
    let fit = PictureFit(types: ["image/png"], maxBytes: 1000)

    func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    func part(_ card: RenderedCard?) -> RenderedPart {
        RenderedPart(
            role: .post, wireText: "kopi", shownText: "kopi", spans: [], media: [], units: [MeterUnit("publish")],
            card: card)
    }

    /// As they were written before there were cards: their hashes must not change.
    @Test func `is not written where there is none`() throws {
        #expect(try json(Post.Part(text: "kopi")) == #"{"media":[],"text":"kopi"}"#)
        #expect(try !json(part(nil)).contains("card"))
        #expect(
            try json(Rendition(platform: "bluesky", parts: [part(nil)]))
                == #"{"parts":[{"frozen":{},"media":[],"role":"post","shownText":"kopi","spans":[],"#
                + #""units":[{"count":1,"name":"publish"}],"wireText":"kopi"}],"platform":"bluesky"}"#)
    }

    @Test func `is read back as it was written, and what has none is read as well`() throws {
        let old = try JSONDecoder().decode(Post.Part.self, from: Data(#"{"media":[],"text":"kopi"}"#.utf8))
        let new = Post.Part(text: "kopi", card: card)
        let rendered = part(RenderedCard(card, picture: fit))

        #expect(old == Post.Part(text: "kopi"))
        #expect(try JSONDecoder().decode(Post.Part.self, from: Data(json(new).utf8)) == new)
        #expect(try JSONDecoder().decode(RenderedPart.self, from: Data(json(rendered).utf8)) == rendered)
    }

    @Test func `has its picture fitted after the part's own`() throws {
        let own = RenderedMedia(
            Media(sha256: "cd", mimeType: "image/png", width: 8, height: 8, bytes: 80), .picture(fit))
        let both = RenderedPart(
            role: .post, wireText: "", shownText: "", spans: [], media: [own], units: [],
            card: RenderedCard(card, picture: fit))

        #expect(both.fittings.map(\.original.sha256) == ["cd", "ab"])
        #expect(part(nil).fittings.isEmpty)
    }

    @Test(arguments: [
        ("Menu: https://kedai-aksara.com/menu, lalu https://burung.com", "https://kedai-aksara.com/menu"),
        ("Lihat kedai-aksara.com ya", "https://kedai-aksara.com"),
        ("Di sini: http://127.0.0.1:9/menu.", "http://127.0.0.1:9/menu"),
        ("Tanpa tautan #kopi", nil), ("", nil),
    ])
    func `is for the first link of a text`(text: String, link: String?) {
        #expect(LinkCard.link(in: text) == link)
    }
}
