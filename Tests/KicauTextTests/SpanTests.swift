import KicauText
import Testing

/// A span as a test writes it: its kind, its value, and the text it covers.
private struct Seen: Equatable {
    let kind: TextSpan.Kind
    let value: String
    let covered: String

    init(_ kind: TextSpan.Kind, _ value: String, _ covered: String) {
        self.kind = kind
        self.value = value
        self.covered = covered
    }
}

private func seen(_ text: String, _ rules: SpanRules) -> [Seen] {
    spans(in: text, rules: rules).map { span in
        let bytes = Array(text.utf8)[span.utf8]
        return Seen(span.kind, span.value, String(decoding: bytes, as: UTF8.self))
    }
}

@Suite("X links what twitter-text links")
struct XSpanTests {
    @Test func `links, names, tags and prices, in order`() {
        let found = seen("Hai @ayu, baca kicau.id/a #burung ＃鳥 $TWTR", .x)

        #expect(
            found == [
                Seen(.mention, "ayu", "@ayu"), Seen(.link, "kicau.id/a", "kicau.id/a"),
                Seen(.hashtag, "burung", "#burung"), Seen(.hashtag, "鳥", "＃鳥"), Seen(.cashtag, "TWTR", "$TWTR"),
            ]
        )
    }

    @Test func `a list links the person`() {
        #expect(seen("lihat @ayu/burung di sini", .x) == [Seen(.mention, "ayu", "@ayu")])
    }

    @Test func `a tag or name inside a link is part of the link`() {
        #expect(seen("https://kicau.id/@ayu/#satu", .x).map(\.kind) == [.link])
    }

    @Test func `a mail address is no link`() {
        #expect(seen("tulis ke ayu@kicau.id ya", .x).isEmpty)
    }

    @Test func `a host in another script needs a scheme`() {
        #expect(seen("http://www.日本語.jp/ここ", .x).map(\.value) == ["http://www.日本語.jp/"])
        #expect(seen("www.日本語.jp", .x).isEmpty)
    }

    @Test func `a Latin host ends where a script without spaces goes on`() {
        let found = seen("http://kicau.idこれ。example.com", .x)

        #expect(found.map(\.value) == ["http://kicau.id", "example.com"])
    }

    @Test func `only a word of its own makes RT a repost`() {
        #expect(seen("RT@ayu sMART@budi -rt@citra", .x) == [Seen(.mention, "ayu", "@ayu")])
    }

    @Test func `tags that run into each other are none`() {
        #expect(seen("#satu#dua #tiga\u{FE0F}#empat", .x).isEmpty)
    }
}

@Suite("Bluesky links what its facets are given")
struct BlueskySpanTests {
    @Test func `places are bytes`() {
        let found = spans(in: "Halo a.com 🇮🇩 #kicau", rules: .bluesky)

        #expect(
            found == [
                TextSpan(kind: .link, value: "https://a.com", utf8: 5..<10),
                TextSpan(kind: .hashtag, value: "kicau", utf8: 20..<26),
            ]
        )
    }

    @Test func `a mention is a domain name`() {
        let found = seen("Hai @ayu.bsky.social. @ayu (@budi.test) x@citra.bsky.social @-a.com", .bluesky)

        #expect(
            found == [
                Seen(.mention, "ayu.bsky.social", "@ayu.bsky.social"), Seen(.mention, "budi.test", "@budi.test"),
            ]
        )
    }

    @Test func `a path may be in any script and does not take the end of the sentence`() {
        let text = "(https://ja.wikipedia.org/wiki/鳥_(動物)). Lihat https://kicau.id/a, https://kicau.id/b。次"

        #expect(
            seen(text, .bluesky).map(\.covered) == [
                "https://ja.wikipedia.org/wiki/鳥_(動物)", "https://kicau.id/a", "https://kicau.id/b",
            ]
        )
    }

    @Test(
        arguments: [
            ("#burung!", ["burung"]), ("#c++ #a.b.", ["c++", "a.b"]), ("#123 #!!", []), ("a#b", []),
            ("＃鳥 #👍", ["鳥", "👍"]), ("#\u{FE0F}\u{20E3}", []), ("##", []),
            ("#" + String(repeating: "x", count: 65), []),
        ]
    )
    func `a tag starts after a space and has more than digits`(_ text: String, tags: [String]) {
        #expect(seen(text, .bluesky).map(\.value) == tags)
    }
}

@Suite("Mastodon links what its servers link")
struct MastodonSpanTests {
    @Test func `only a scheme makes a link`() {
        let found = seen("kicau.id http://kicau.id https://kicau.id/ayo?a=1#x.", .mastodon)

        #expect(found.map(\.covered) == ["http://kicau.id", "https://kicau.id/ayo?a=1#x"])
    }

    @Test func `a mention may name its server`() {
        let found = seen("@ayu @budi@kicau.social, a@b.id @citra.putri- /@dewi", .mastodon)

        #expect(
            found == [
                Seen(.mention, "ayu", "@ayu"), Seen(.mention, "budi@kicau.social", "@budi@kicau.social"),
                Seen(.mention, "citra.putri", "@citra.putri"),
            ]
        )
    }

    @Test(
        arguments: [
            ("#burung #2 #tahun2024", ["burung", "tahun2024"]), ("a#b /#c )#d", []), ("#il·lusió·", ["il·lusió"]),
            ("#می\u{200C}خواهم", ["می\u{200C}خواهم"]), ("（#鳥）", ["鳥"]), ("#👍", []),
        ]
    )
    func `a tag has a letter`(_ text: String, tags: [String]) {
        #expect(seen(text, .mastodon).map(\.value) == tags)
    }
}

@Suite("A network without a grammar links the obvious")
struct PlainSpanTests {
    @Test func `addresses with a scheme, and tags`() {
        let found = seen("@ayu kicau.id https://kicau.id/x #burung $AB", .plain)

        #expect(
            found == [
                Seen(.link, "https://kicau.id/x", "https://kicau.id/x"), Seen(.hashtag, "burung", "#burung"),
            ]
        )
    }
}

@Suite("Offsets mean the same place in every unit")
struct OffsetTests {
    @Test func `after an emoji and an accent`() throws {
        let text = "👨‍👩‍👧 é #burung!"

        let tag = try #require(Entities.hashtags(in: text).first)

        #expect(text[tag.range] == "#burung")
        #expect(tag.text == "#burung")
        #expect(Array(text.utf8)[tag.utf8].elementsEqual("#burung".utf8))
        #expect(Array(text.utf16)[tag.utf16].elementsEqual("#burung".utf16))
        #expect(Array(text.unicodeScalars)[tag.codePoints].elementsEqual("#burung".unicodeScalars))
    }

    @Test(arguments: SpanRules.allCases)
    func `spans come in order and never overlap`(_ rules: SpanRules) {
        let text = "a.id #a.id @a.id https://a.id/#a@a.id #http://a.id @a@a.id $AB.id/#x ＠a ＃b #c@d.id https://@a.id"

        let found = spans(in: text, rules: rules)

        #expect(!found.isEmpty)
        #expect(zip(found, found.dropFirst()).allSatisfy { $0.utf8.upperBound <= $1.utf8.lowerBound })
    }
}
