import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A post rendered for a Mastodon server")
struct MastodonRenderingTests {
    @Test func `obeys the limits the server announced`() {
        let account = Sample.account(
            "mastodon", server: "https://gts.example", traits: ["maxCharacters": 40, "urlWeight": 25, "maxPictures": 6])
        let text = "kopi https://example.org/a/very/long/path @bima@mastodon.example"

        let rendered = Mastodon().render(Sample.post(text), for: account, at: .noon)

        #expect(rendered.lengths[0].used == 5 + 25 + 1 + 5)
        #expect(rendered.lengths[0].limit == 40)
        #expect(rendered.broken.isEmpty)
    }

    @Test func `falls back to Mastodon's own limits`() {
        let account = Sample.account("mastodon")
        let pictures = Array(repeating: Sample.picture(), count: 5)

        let rendered = Mastodon().render(
            Sample.post(String(repeating: "a", count: 501), pictures: pictures), for: account, at: .noon)

        #expect(rendered.refusals.count == 2)
    }

    @Test func `freezes visibility and language`() {
        let account = Sample.account("mastodon", traits: ["visibility": "unlisted", "language": "id"])

        let part = Mastodon().render(Sample.post("kopi"), for: account, at: .noon).rendition.parts[0]

        #expect(part.frozen == ["visibility": "unlisted", "language": "id"])
    }

    @Test func `asks for a picture where the server does`() {
        let account = Sample.account("mastodon", traits: ["software": "pixelfed"])

        #expect(Mastodon().render(Sample.post("kopi"), for: account, at: .noon).refusals.count == 1)
    }

    @Test func `fits pictures to what the server takes`() {
        let account = Sample.account("mastodon", traits: ["pictureTypes": ["image/png"], "pictureBytes": 5000])

        #expect(MastodonDialect(account).fit.types == ["image/png"])
        #expect(MastodonDialect(account).fit.maxBytes == 5000)
    }

    @Test func `reads both ways servers announce themselves`() throws {
        let new: JSONValue = [
            "domain": "mastodon.example", "version": "4.5.0",
            "configuration": [
                "statuses": ["max_characters": 640, "max_media_attachments": 5, "characters_reserved_per_url": 23],
                "media_attachments": ["image_size_limit": 9000, "description_limit": 1500],
            ],
        ]
        let old: JSONValue = ["version": "2.7.2 (compatible; Pixelfed 0.11.9)", "max_toot_chars": 1000]

        #expect(MastodonDialect.traits(instance: new)["maxCharacters"] == 640)
        #expect(MastodonDialect.traits(instance: new)["pictureBytes"] == 9000)
        #expect(MastodonDialect.traits(instance: new)["idempotency"] == "harmless")
        #expect(MastodonDialect.traits(instance: old)["maxCharacters"] == 1000)
        #expect(MastodonDialect.traits(instance: old)["idempotency"] == "refused")
    }
}

@Suite("A status's text read back")
struct StatusTextTests {
    @Test(arguments: [
        ("<p>Selamat pagi</p>", "Selamat pagi"),
        ("<p>satu<br />dua</p><p>tiga</p>", "satu\ndua\n\ntiga"),
        ("<p>a &amp; b &lt;c&gt; &quot;d&quot; &#39;e&#39;</p>", "a & b <c> \"d\" 'e'"),
        (
            #"<p><a href="https://example.org/a"><span class="invisible">https://</span><span class="ellipsis">example.org/</span><span class="invisible">a</span></a></p>"#,
            "https://example.org/a"
        ),
        ("&amp;lt;", "&lt;"), ("broken <p", "broken"),
    ])
    func `is plain again`(html: String, text: String) {
        #expect(StatusText.plain(html) == text)
    }

    @Test(arguments: [
        ("halo @bima@mastodon.example!", "halo @bima!"), ("lihat\n\nini", "lihat ini"),
        ("(@bima@m.example)", "(@bima)"), ("surat a@b.example", "surat a@b.example"),
        ("https://m.example/@bima@x.example", "https://m.example/@bima@x.example"),
        ("ke @bima@m.example.", "ke @bima."),
    ])
    func `has one form for comparing`(text: String, canonical: String) {
        #expect(StatusText.canonical(text) == canonical)
    }
}
