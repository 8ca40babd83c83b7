import Testing

@testable import KicauText

@Suite("Texts out of WARC")
struct WarcTests {
    static func record(
        _ type: String, _ content: String, uri: String = "https://a.example/1", kind: String = "text/plain"
    )
        -> String
    {
        "WARC/1.0\r\nWARC-Type: \(type)\r\nWARC-Target-URI: \(uri)\r\nContent-Type: \(kind)\r\n"
            + "Content-Length: \(content.utf8.count)\r\n\r\n\(content)\r\n\r\n"
    }

    static func page(_ html: String, head: String = "Content-Type: text/html") -> String {
        record("response", "HTTP/1.1 200 OK\r\n\(head)\r\n\r\n\(html)", kind: "application/http; msgtype=response")
    }

    @Test func `are those of conversions, resources and answers, with their addresses`() throws {
        let scratch = try Scratch()
        let file = try scratch.write(
            "a.warc",
            WarcTests.record("warcinfo", "software: x") + WarcTests.record("conversion", "satu\n\ndua")
                + WarcTests.record("request", "GET / HTTP/1.1\r\n\r\n") + WarcTests.page("<p>tiga</p>")
                + WarcTests.page("x", head: "Content-Type: image/png") + WarcTests.record("resource", "empat", uri: "u")
        )

        let given = Given.from(file)

        #expect(given.strings == ["satu\n\ndua", "   tiga    ", "empat"])
        #expect(given.texts.map(\.record) == [1, 3, 5])
        #expect(given.texts.map(\.source) == ["https://a.example/1", "https://a.example/1", "u"])
        #expect(given.flaws == [])
        let whole = try scratch.bytes("a.warc")
        #expect(Array(whole[given.texts[0].start...].prefix(4)) == Array("satu".utf8))
    }

    @Test func `come out of members too, one a record`() throws {
        let scratch = try Scratch()
        for index in 0..<3 { try scratch.write("\(index)", WarcTests.record("conversion", "teks \(index)")) }
        try scratch.run("for i in 0 1 2; do gzip -c $i; done > a.warc.gz")

        #expect(Given.from(scratch.path + "/a.warc.gz").strings == ["teks 0", "teks 1", "teks 2"])
    }

    @Test func `go on after what is no record, and after answers that were compressed`() throws {
        let scratch = try Scratch()
        let file = try scratch.write(
            "a.warc",
            WarcTests.record("conversion", "satu") + "rubbish\nWARC/1.0 rubbish\r\n\r\nmore\n"
                + WarcTests.page("xx", head: "Content-Encoding: br") + WarcTests.record("conversion", "dua"))

        let given = Given.from(file)

        #expect(given.strings == ["satu", "dua"])
        #expect(given.codes.contains("bad_record") && given.codes.contains("unsupported"))
    }

    @Test(arguments: [
        ("a<b>c</b>d", "acd"), ("<script>if (a < b) x</script>y", "y"), ("<!-- a > b -- c --> d", "d"),
        ("<a title=\"x > y\">k</a>", "k"), ("a < b > c", "a<b>c"), ("1 <3 2", "1<32"),
        ("<style>p{}</sty></style>z", "z"), ("<SCRIPT src=x>a</SCRIPT >b", "b"), ("<!---->x", "x"), ("a<", "a"),
        ("<p class='it''s'>x", "x"), ("<?xml version=\"1.0\"?><t>y</t>", "y"),
    ])
    func `of pages are what a reader sees, wherever the page is cut`(html: String, seen: String) {
        for cut in 1...html.utf8.count {
            var bytes = Array(html.utf8)
            var blanking = HTMLBlanking()
            var at = 0
            while at < bytes.count {
                let count = min(cut, bytes.count - at)
                bytes.withUnsafeMutableBufferPointer { buffer in
                    guard let base = buffer.baseAddress else { return }
                    blanking.blank(base + at, count)
                }
                at += count
            }
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(letters(text) == letters(seen), "cut \(cut): \(text)")
            #expect(bytes.count == html.utf8.count)
        }
    }

    private func letters(_ text: String) -> String { String(text.filter { $0.isLetter || $0.isNumber }) }

    @Test func `that are long come in pieces`() throws {
        let scratch = try Scratch()
        let text = String(repeating: "<i>kopi</i> ", count: 300_000)
        let file = try scratch.write("a.warc", WarcTests.page(text) + WarcTests.record("conversion", "dua"))

        let given = Given.from(file)

        #expect(given.texts.count > 4 && given.strings.last == "dua" && given.flaws == [])
        let kopi = given.texts.dropLast().map { piece in
            String(decoding: piece.bytes.dropFirst(piece.overlap), as: UTF8.self)
        }.joined()
        #expect(kopi == String(repeating: "   kopi     ", count: 300_000))
    }
}
