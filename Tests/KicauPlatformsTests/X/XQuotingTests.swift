import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A post on X that quotes another")
struct XQuotingTests {
    private let account = Sample.account("x")
    private let x = X()

    private func post(
        _ quote: String, _ text: String = "Baca ini", more: [String: [String]] = [:], pictures: [Media] = []
    )
        -> Post
    {
        var post = Sample.post(text, "dua", pictures: pictures)
        post.options = ["x": ChosenOptions(["quote": [quote]].merging(more) { first, _ in first })]
        return post
    }

    @Test func `has a price of its own, so that the plan decides, and says what to do without one`() {
        let rendered = x.render(post("99"), for: account, at: .noon)

        #expect(rendered.broken.isEmpty)
        #expect(rendered.rendition.parts[0].units == [MeterUnit("quote_create")])
        #expect(x.rules.options.last?.about?.description.contains("link in the text") == true)
    }

    @Test(arguments: [
        "99", " 99 ", "https://x.com/ayu_lestari/status/99", "https://twitter.com/i/web/status/99",
        "http://mobile.twitter.com/ayu/status/99/photo/1?s=20",
    ])
    func `names it by its link or its number`(quote: String) {
        let rendered = x.render(post(quote), for: account, at: .noon)

        #expect(rendered.broken.isEmpty)
        #expect(rendered.rendition.parts.map(\.quotedOnX) == ["99", nil])
        #expect(rendered.rendition.parts.map { $0.units.map(\.name) } == [["quote_create"], ["post_create"]])
    }

    @Test(arguments: [
        "", "abc", "https://x.com/ayu_lestari", "https://x.com/ayu/status/abc", "https://example.org/ayu/status/99",
        "x.com/ayu/status/99", "12345678901234567890", "https://x.com/status/99", "https://x.com/a/b/c/status/9", "٣",
    ])
    func `is not guessed from anything else`(quote: String) {
        #expect(XPostNumber(quote) == nil)
    }

    @Test func `says so where it is no post`() {
        let rendered = x.render(post("https://example.org/a"), for: account, at: .noon)

        #expect(rendered.refusals.count == 1)
        #expect(rendered.rendition.parts[0].quotedOnX == nil)
    }

    @Test func `has neither pictures nor a poll`() {
        let pictured = x.render(post("99", pictures: [Sample.picture()]), for: account, at: .noon)
        let asking = x.render(post("99", more: ["poll": ["Kopi", "Teh"]]), for: account, at: .noon)

        #expect(pictured.refusals.count == 1 && asking.refusals.count == 1)
        #expect(pictured.refusals[0].what == asking.refusals[0].what)
    }

    @Test func `goes out with the number in one commit`() async {
        let line = ScriptedLine([.reply(201, #"{"data":{"id":"100","text":"Baca ini https://t.co/abc"}}"#)])
        let errand = Sample.errand(
            x, post("99"), step: Step(.commit, "post", part: 0), signedIn: Sample.signedIn(account))

        let outcome = await x.commit(errand, via: line)

        #expect(line.asked.count == 1)
        #expect(line.asked[0].json == ["text": "Baca ini", "quote_tweet_id": "99"])
        #expect(line.asked[0].unit == MeterUnit("quote_create"))
        #expect(outcome.receipt?.differences == [])
    }

    @Test(arguments: [("99", true), ("98", false)])
    func `is found by its words and by what it quotes`(quoted: String, isFound: Bool) async {
        let page = """
            {"data":[{"id":"100","text":"Baca ini https://t.co/abc","created_at":"2026-11-24T12:00:30.000Z",
            "entities":{"urls":[{"url":"https://t.co/abc","expanded_url":"https://twitter.com/budi/status/\(quoted)"}]},
            "referenced_tweets":[{"type":"quoted","id":"\(quoted)"}]}],"meta":{"result_count":1}}
            """
        let errand = Sample.errand(
            x, post("99"), step: Step(.commit, "post", part: 0), signedIn: Sample.signedIn(account))

        let finding = await x.look(errand, doubt: Sample.doubt, via: ScriptedLine([.reply(200, page)]))

        #expect((finding.receipt?.remoteID == "100") == isFound)
    }
}
