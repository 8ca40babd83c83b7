import Testing

@testable import KicauSandbox

@Suite("Mastodon: how a text is counted and given back")
struct MastodonTextTests {
    private let html = MastodonHTML(origin: "http://localhost:1", isLocal: { $0 == "ayu" })

    @Test(arguments: [
        ("Halo", 4), ("👨‍👩‍👧 hai", 5), ("https://example.org/" + String(repeating: "a", count: 200), 23),
        ("http://a.co", 23), ("Lihat https://example.org/a, ya", 6 + 23 + 4), ("example.org", 11),
        ("@ayu@kedai.example halo", 9), ("@ayu halo", 9), ("a@b.example", 11), ("#kopi #buku", 11),
        ("(https://example.org/wiki/Kopi_(minuman))", 25), ("https://", 8),
    ])
    func `links weigh 23 and domains of mentions nothing`(text: String, length: Int) {
        #expect(MastodonText(text).length() == length)
    }

    @Test func `paragraphs and line breaks become elements and text is escaped`() {
        #expect(
            html.content(of: "Satu\ndua\n\ntiga <b> & \"x\"")
                == "<p>Satu<br />dua</p><p>tiga &lt;b&gt; &amp; &quot;x&quot;</p>")
        #expect(html.content(of: "") == "")
    }

    @Test func `a long link is hidden in part but wholly in the text`() {
        let content = html.content(of: "https://www.example.org/buku/laskar-pelangi-edisi-baru")
        #expect(content.contains("<span class=\"invisible\">https://www.</span>"))
        #expect(content.contains("<span class=\"ellipsis\">example.org/buku/laskar-pelang</span>"))
        #expect(content.contains("<span class=\"invisible\">i-edisi-baru</span>"))
    }

    @Test func `mentions of people here and hashtags become links`() {
        let content = html.content(of: "@ayu @entah #Kopi")
        #expect(content.contains("<a href=\"http://localhost:1/@ayu\" class=\"u-url mention\">@<span>ayu</span></a>"))
        #expect(content.contains(" @entah "))
        #expect(
            content.contains(
                "<a href=\"http://localhost:1/tags/kopi\" class=\"mention hashtag\" rel=\"tag\">#<span>Kopi</span></a>")
        )
    }
}
