import Foundation
import KicauCore
import Testing

@testable import KicauPublish

@Suite("What a page says of itself")
struct PageWordsTests {
    func words(_ html: String, type: String = "text/html; charset=utf-8") -> PageWords {
        PageWords(of: Array(html.utf8), type: type)
    }

    @Test func `is its Open Graph tags before all others`() {
        let words = words(
            """
            <!doctype html><html><head><meta charset="utf-8"><title>Kedai | Beranda</title>
            <meta name="description" content="Lama"><meta name=twitter:title content='Burung'>
            <meta property="og:title" content="Menu &amp; kopi &#8212; &quot;Gayo&quot;"/>
            <META PROPERTY=og:description CONTENT="Tujuh
               hidangan"><meta property="og:image" content="/gambar/menu.png?a=1&amp;b=2">
            </head><body>
            """)

        #expect(words.title == "Menu & kopi — \"Gayo\"")
        #expect(words.description == "Tujuh hidangan")
        #expect(words.picture == "/gambar/menu.png?a=1&b=2")
    }

    @Test func `is its title and description without them, and nothing where it has none`() {
        let plain = words("<title> Kedai\n Aksara </title><meta name='Description' content='Kopi'>")
        let empty = words("<html><body><p>Kopi</p>")

        #expect(plain.title == "Kedai Aksara")
        #expect(plain.description == "Kopi")
        #expect(plain.picture == nil)
        #expect(empty.title == "" && empty.description == "")
    }

    @Test func `is not what scripts, styles, comments and other attributes quote`() {
        let words = words(
            """
            <script>var a = '<meta property="og:title" content="palsu">';</script>
            <style>/* <title>palsu</title> */</style><!-- <title>palsu</title> -->
            <link title="<meta property='og:title' content='palsu'>" href=">">
            <title>Asli</title>
            """)

        #expect(words.title == "Asli")
    }

    @Test func `is over where its body begins, unless its head said nothing`() {
        let headed = words("<title>Asli</title><body><meta property='og:title' content='Komentar'>")
        let headless = words("<body><meta property='og:title' content='Di badan'>")

        #expect(headed.title == "Asli")
        #expect(headless.title == "Di badan")
    }

    @Test func `is read as it is encoded`() {
        let latin =
            Array("<title>Caf".utf8) + [0xE9, 0x20, 0x93] + Array("Gayo".utf8) + [0x94] + Array("</title>".utf8)
        let declared = Array("<meta charset=ISO-8859-1>".utf8) + latin

        #expect(PageWords(of: latin, type: "text/html; charset=ISO-8859-1").title == "Café “Gayo”")
        #expect(PageWords(of: declared, type: "text/html").title == "Café “Gayo”")
        #expect(PageWords(of: latin, type: "text/html").title == "Caf Gayo")
        #expect(PageWords(of: latin, type: "text/html; charset=shift_jis").title == "")
    }

    @Test func `keeps no signs that hide or turn what stands beside them`() {
        let words = words("<title>Ko\u{202E}pi\u{0}&#0;&#x202e;&#7; &lt;b&gt;&bogus;&#xD800;</title>")

        #expect(words.title == "Kopi <b>&bogus;&#xD800;")
    }

    @Test func `is cut where it is longer than a card`() {
        let words = words(
            "<title>\(String(repeating: "k", count: 5000))</title><meta name=description content='"
                + String(repeating: "👩‍👩‍👧 ", count: 400) + "'>")

        #expect(words.title.utf16.count == LinkCard.longestTitle)
        #expect(words.title.hasSuffix("k…"))
        #expect(words.description.utf16.count <= LinkCard.longestDescription)
        #expect(words.description.hasSuffix("…"))
    }

    @Test(arguments: [
        "<", "<meta", "<meta property", "<meta property=", "<meta property='", "<meta content=\"og:title", "<title",
        "<title>", "<!--", "<!", "</", "<script>", "<script", "<meta =\"a\" ==>", "<meta / / >", "&", "<title>&#",
        "<title>&#x;&#99999999999;</title>", "\u{FEFF}", "<a\0b>",
    ])
    func `breaks on nothing that is cut off anywhere`(html: String) {
        let short = words(html)
        let long = words(String(repeating: html, count: 2000))

        #expect(short.title.count <= 60)
        #expect(long.title.utf16.count <= LinkCard.longestTitle)
    }

    /// A megabyte of what makes careless readers look at everything again and again.
    @Test(arguments: ["<", "<!--", "<meta x='", "<title>", "</title", "<script>", "&amp", "<meta property=og:title "])
    func `takes one pass over a megabyte of tricks`(trick: String) {
        let clock = ContinuousClock()
        let page = Array(String(repeating: trick, count: (1 << 20) / trick.utf8.count).utf8)

        let taken = clock.measure { _ = PageWords(of: page, type: "text/html") }

        // Seconds on the slowest machine without optimisation; a second look at everything would take hours.
        #expect(taken < .seconds(60))
    }
}
