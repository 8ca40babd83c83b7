import KicauCore
import KicauText
import Testing

@testable import KicauWeb

@Suite("Text from outside")
struct EscapingTests {
    @Test func `is escaped even where a mark hides the sign`() {
        let sly = "\"\u{301} onmouseover=alert(1) <\u{FE0F}b> '\u{200D} &"

        let html = Html.escaped(sly)

        #expect(!html.unicodeScalars.contains { "\"<>'".unicodeScalars.contains($0) })
    }

    @Test(arguments: [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'\u{301} autofocus onfocus=alert(1) x='",
    ])
    func `never becomes an element or attribute of a page`(_ attack: String) throws {
        let speaking = try Speaking.loaded()
        let gallery = Gallery(speaking: speaking, language: "en")
        let rendition = Samples.rendition("x", text: attack)
        var evil = Samples.picture
        evil.alt = attack
        let content = DraftContentSample.with(text: attack, picture: evil)
        let post = DraftContentSample.post(rendition: rendition, content: content, attack: attack)

        let composing = Composing(post, key: attack, at: gallery.voice.nextQuarter, zone: attack)
        let pages: [any Page] = [
            PostPage(post, frame: gallery.frame("/posts/1?x=\(attack)"), gallery.voice),
            ComposePage(
                composing, accounts: Samples.accounts, preview: Samples.preview, problem: nil,
                frame: gallery.frame("/compose"), gallery.voice),
        ]

        for page in pages {
            let html = try speaking.render(page, in: "en")
            #expect(!html.contains(attack))
            #expect(!html.contains("<script>alert"))
            #expect(!html.contains("<img src=x"))
            #expect(!html.unicodeScalars.map(String.init).joined().contains("'\u{301} autofocus"))
        }
    }

    @Test func `is marked where the network links it`() {
        let html = Html.post("a <b> #kopi", spans: [TextSpan(kind: .hashtag, value: "kopi", utf8: 6..<11)])

        #expect(html.description == "a &lt;b&gt; <span class=\"marked hashtag\">#kopi</span>")
    }

    @Test func `with spans beyond its end is shown all the same`() {
        let html = Html.post("abc", spans: [TextSpan(kind: .link, value: "x", utf8: 1..<9)])

        #expect(html.description == "abc")
    }
}

@Suite("An address from outside")
struct LinkTests {
    @Test(arguments: [
        "javascript:alert(1)", "data:text/html,x", "//evil.example", "https://", "https://a b", "ftp://a.b/c",
        "https://a.b/\"x",
    ])
    func `that is no web address is no link`(_ address: String) {
        #expect(Links.web(address) == nil)
    }

    @Test func `of the web is one`() {
        #expect(Links.web("https://bsky.app/profile/a/post/3l?x=1&y=2") == "https://bsky.app/profile/a/post/3l?x=1&y=2")
    }

    @Test(arguments: [
        "//evil.example", "/\\evil.example", "https://evil.example", "", "x", "/a\r\nset-cookie: a=b", "/a\\b",
    ])
    func `never becomes a place to return to`(_ path: String) {
        #expect(Links.own(path) == "/")
    }

    @Test func `of ours is one`() {
        #expect(Links.own("/posts?state=draft&q=a%20b") == "/posts?state=draft&q=a%20b")
    }
}

@Suite("The fields of a form")
struct FormTests {
    @Test func `are read as browsers write them`() {
        let form = Form(urlEncoded: "a=1&a=2&text=satu%0D%0Adua+tiga%F0%9F%90%A6&empty=&bare&bad=%zz")

        #expect(form.all("a") == ["1", "2"])
        #expect(form["text"] == "satu\ndua tiga🐦")
        #expect(form.has("bare") && form["bare"].isEmpty)
        #expect(form.filled("empty") == nil)
        #expect(form["bad"] == "%zz")
    }

    @Test(arguments: [1, 2, 3, 7, 1000])
    func `come out of multipart however its bytes are cut`(_ size: Int) throws {
        let body = Array(
            "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n--almost\r\n--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"\"\r\nContent-Type: image/png\r\n\r\n\r\n--x--\r\n"
                .utf8)
        var parser = try #require(Multipart(contentType: "multipart/form-data; boundary=x"))
        var events: [Multipart.Event] = []

        for start in stride(from: 0, to: body.count, by: size) {
            events += try parser.take(body[start..<min(start + size, body.count)])
        }
        try parser.finish()

        var text: [UInt8] = []
        for case .bytes(let bytes) in events { text += bytes }
        #expect(String(decoding: text, as: UTF8.self) == "\r\n--almost")
        #expect(events.first == .began(name: "a", filename: nil))
        #expect(events.dropLast().last == .began(name: "f", filename: ""))
        #expect(events.count { $0 == .ended } == 2)
    }

    @Test(arguments: [
        "", "--x", "--x\r\nno: name\r\n\r\n", "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nhalf",
    ])
    func `are refused when the end is missing`(_ body: String) throws {
        var parser = try #require(Multipart(contentType: "multipart/form-data; boundary=x"))

        #expect(throws: Problem.self) {
            _ = try parser.take(body.utf8)
            try parser.finish()
        }
    }

    @Test func `of money and role are checked`() throws {
        #expect(try Form(urlEncoded: "cap=12.50").money("cap") == Money(microUSD: 12_500_000))
        #expect(try Form(urlEncoded: "cap=").money("cap") == nil)
        #expect(throws: Problem.self) { try Form(urlEncoded: "cap=twelve").money("cap") }
        #expect(throws: Problem.self) { try Form(urlEncoded: "role=owner").role() }
    }
}
