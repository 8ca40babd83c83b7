import KicauText
import Testing

@Suite("Each network counts a text its own way")
struct LengthTests {
    @Test func `Bluesky counts what a reader sees, and bytes as well`() {
        let accents = String(repeating: "é", count: 301)
        let flags = String(repeating: "🇮🇩", count: 300)
        let families = String(repeating: "👨‍👩‍👧", count: 200)

        #expect(Graphemes.count(accents) == 301)
        #expect(Graphemes.count(flags) == 300)
        #expect(flags.utf8.count == 2_400)
        #expect(Graphemes.count(families) == 200)
        #expect(families.utf8.count == 3_600)
    }

    @Test(
        arguments: [
            ("Selamat pagi", "", 12),
            ("Selamat pagi", "Cuaca", 17),
            ("👨‍👩‍👧‍👦é", "", 2),
            ("https://kicau.example.com/a/very/long/path?with=query", "", 23),
            ("lihat http://a.id ya", "", 6 + 23 + 3),
            ("kicau.example.com", "", 17),
            ("hai @ayu@mastodon.social!", "", 9),
            ("hai @ayu!", "", 9),
            ("ayu@mastodon.social", "", 19),
            ("https://kicau.id/@ayu@mastodon.social", "", 23),
        ]
    )
    func `Mastodon counts a link as 23 and a mention without its server`(
        _ text: String, _ spoiler: String, _ length: Int
    ) {
        #expect(MastodonLength.count(text: text, spoiler: spoiler, urlWeight: 23) == length)
    }

    @Test func `a server may announce another weight for links`() {
        #expect(MastodonLength.count(text: "a https://kicau.id", spoiler: "", urlWeight: 25) == 27)
    }

    @Test(
        arguments: [
            ("Selamat", 7), ("é", 1), ("字", 1), ("👍", 4), ("👍🏽", 8), ("🇮🇩", 8), ("👨‍👩‍👧", 18), ("a👍b", 6),
            ("1\u{FE0F}\u{20E3}", 7), ("1", 1), ("©", 1), ("❤️", 6),
        ]
    )
    func `Threads counts an emoji by its bytes`(_ text: String, length: Int) {
        #expect(ThreadsLength.count(text) == length)
    }

    @Test func `networks that count as JavaScript does take two for an emoji`() {
        #expect(UTF16Length.count("a👍é") == 4)
    }
}
