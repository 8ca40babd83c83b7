import Foundation
import KicauCore
import Testing

@testable import KicauScan

@Suite("Reading an archive of posts")
struct ArchiveTests {
    private let x = """
        window.YTD.tweets.part0 = [
          {"tweet": {"id_str": "17", "full_text": "Salam &amp; hi #kicau https://t.co/abc https://t.co/pic",
            "created_at": "Fri Sep 08 09:00:00 +0000 2023",
            "entities": {"urls": [{"url": "https://t.co/abc", "expanded_url": "https://example.org/a?b=1&c=2"}],
              "media": [{"url": "https://t.co/pic"}]}}},
          {"tweet": {"id_str": "18", "full_text": "RT @someone: not mine"}},
          {"tweet": {"full_text": "without a number"}},
          {"id_str": "19", "full_text": "from an old download ☕"}
        ]
        """

    @Test func `of X leaves out retweets, writes links out, and says which entry is bad`() {
        let archive = Archive.read(Data(x.utf8), named: "tweets.js")

        #expect(
            archive.posts == [
                ArchivePost(
                    id: "17", text: "Salam & hi #kicau https://example.org/a?b=1&c=2", writtenMS: 1_694_163_600_000,
                    url: "https://x.com/i/web/status/17"),
                ArchivePost(id: "19", text: "from an old download ☕", url: "https://x.com/i/web/status/19"),
            ])
        #expect(archive.leftOut == 1)
        #expect(archive.flaws.first == [Flaw(place: "tweets.js, entry 3", sentence: "has no \"id_str\".")])
    }

    @Test func `of X takes the long posts and passes over likes`() {
        let note =
            #"window.YTD.note_tweet.part0 = [{"noteTweet":{"noteTweetId":"5","createdAt":"2023-09-08T09:00:00.000Z","core":{"text":"long &lt;3"}}}]"#
        let likes = #"window.YTD.like.part0 = [{"like":{"tweetId":"6","fullText":"someone else's"}}]"#

        #expect(Archive.read(Data(note.utf8), named: "note-tweet.js").posts.map(\.text) == ["long <3"])
        #expect(Archive.read(Data(likes.utf8), named: "like.js").posts.isEmpty)
    }

    @Test func `of X that was cut short says so`() {
        let archive = Archive.read(Data(x.utf8.dropLast(40)), named: "tweets.js")

        #expect(archive.posts.isEmpty)
        #expect(archive.flaws.first.map(\.place) == ["tweets.js"])
    }

    @Test func `of Mastodon takes the words out of the HTML and leaves out boosts`() {
        let outbox = #"""
            {"type": "OrderedCollection", "orderedItems": [
              {"type": "Create", "object": {"id": "https://m.example/1", "published": "2024-02-29T23:59:59Z",
                "content": "<p>Kopi &amp; <a href=\"https://e.example\"><span class=\"invisible\">https://</span>e.example</a><br />pagi</p><p>dua &#39;x&#39;</p>"}},
              {"type": "Announce", "object": "https://other.example/9"},
              {"type": "Create", "object": {"id": "https://m.example/2", "summary": "awas", "content": "<p>panas</p>", "url": "https://m.example/@a/2"}},
              {"type": "Create"}
            ]}
            """#

        let archive = Archive.read(Data(outbox.utf8), named: "outbox.json")

        #expect(archive.posts.map(\.text) == ["Kopi & https://e.example\npagi\n\ndua 'x'", "awas\n\npanas"])
        #expect(archive.posts.map(\.url) == ["https://m.example/1", "https://m.example/@a/2"])
        #expect(archive.posts[0].writtenMS == 1_709_251_199_000)
        #expect(archive.leftOut == 1)
        #expect(archive.flaws.first.map(\.place) == ["outbox.json, entry 4"])
    }

    @Test func `of JSON Lines knows the usual names and locates bad lines`() {
        let lines = """
            {"id": 7, "text": "satu", "created_at": "2024-01-01T07:00:00+07:00"}
            {"uri": "at://x/8", "content": "<p>dua</p>", "url": "https://e.example/8"}

            {"id": 9}
            not JSON
            """

        let archive = Archive.read(Data(lines.utf8), named: "mine.jsonl")

        #expect(
            archive.posts == [
                ArchivePost(id: "7", text: "satu", writtenMS: 1_704_067_200_000),
                ArchivePost(id: "at://x/8", text: "dua", url: "https://e.example/8"),
            ])
        #expect(archive.flaws.first.map(\.place) == ["mine.jsonl, line 4", "mine.jsonl, line 5"])
    }

    @Test func `of a table reads quoted cells over several lines, and LinkedIn's odd quotes`() {
        let table =
            "Date,ShareLink,ShareCommentary\r\n2023-09-08 09:00:00,https://l.example/1,\"First line\n\"\"\n\"\"second, with \"\"quotes\"\" in\"\r\n"
            + "2023-09-09 10:00:00,https://l.example/2,plain\r\nonly one\r\n"

        let archive = Archive.read(Data(table.utf8), named: "Shares.csv")

        #expect(archive.posts.map(\.text) == ["First line\n\nsecond, with \"quotes\" in", "plain"])
        #expect(archive.posts.map(\.id) == ["https://l.example/1", "https://l.example/2"])
        #expect(archive.flaws.first.map(\.place) == ["Shares.csv, line 6"])
    }

    @Test func `of plain text has a post on each line`() {
        let archive = Archive.read(Data("\u{FEFF}satu\r\n\r\ndua\n".utf8) + [0xFF, 0x0A], named: "mine.txt")

        #expect(archive.posts.map(\.text) == ["satu", "dua"])
        #expect(archive.posts.map(\.id) == ["1", "3"])
        #expect(archive.flaws.first == [Flaw(place: "mine.txt, line 4", sentence: "is not UTF-8.")])
    }

    @Test func `that is not there says so`() {
        #expect(Archive.read("/nowhere/at/all").flaws.first.map(\.sentence) == ["is not there."])
    }

    @Test func `survives whatever is done to it`() {
        var dice = SeededRandom(seed: 3)
        for round in 0..<400 {
            var bytes = Array(x.utf8)
            for _ in 0..<1 + dice.below(8) { bytes[dice.below(bytes.count)] = UInt8(dice.below(256)) }
            let names = ["tweets.js", "a.jsonl", "a.json", "a.csv", "a.txt", "a.car"]

            let archive = Archive.read(Data(bytes), named: names[round % names.count])

            #expect(archive.flaws.first.count <= Flaws.told)
        }
    }

    @Test(arguments: [
        ("2023-09-08T09:00:00.250Z", 1_694_163_600_250), ("2023-09-08 09:00:00", 1_694_163_600_000),
        ("2023-09-08", 1_694_131_200_000), ("1969-12-31T23:59:59Z", -1_000),
        ("2023-09-08T05:30:00-03:30", 1_694_163_600_000), ("2023-09-08 09:00:00 UTC", 1_694_163_600_000),
    ])
    func `knows when a post was written`(text: String, ms: Int64) {
        #expect(WrittenDate.ms(text) == ms)
    }

    @Test(arguments: ["", "yesterday", "2023-13-01", "2023-09-08T25:00:00Z", "Fri Foo 08 09:00:00 +0000 2023"])
    func `knows when it does not know`(text: String) {
        #expect(WrittenDate.ms(text) == nil)
    }
}
