import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A post that quotes another on a Mastodon server")
struct MastodonQuotingTests {
    static let server = "https://mastodon.example"
    let signedIn = Sample.signedIn(Sample.account("mastodon", server: server, traits: ["api": 7]))

    func post(_ link: String, _ more: [String: [String]] = [:], pictures: [Media] = []) -> Post {
        var post = Sample.post("kopi", pictures: pictures)
        post.options = ["mastodon": ChosenOptions(["quote": [link]].merging(more) { $1 })]
        return post
    }

    func errand(_ link: String, _ step: Step, found: String? = nil) -> Errand {
        let prepare = Step(.prepare, "quote", part: 0)
        return Sample.errand(
            Mastodon(), post(link), step: step, signedIn: signedIn,
            progress: Progress(prepared: found.map { [(prepare, ["quoted": .string($0)])] } ?? []))
    }

    func found(_ link: String, _ answers: [ScriptedLine.Answer]) async -> (Preparation, ScriptedLine) {
        let line = ScriptedLine(answers)
        let errand = errand(link, Step(.prepare, "quote", part: 0))
        return (await Mastodon().prepare(errand, before: nil, via: line), line)
    }

    @Test func `first finds it, then is sent`() {
        let rendition = Mastodon().render(post("https://lain.example/@b/9"), for: signedIn.account, at: .noon).rendition

        #expect(Mastodon().steps(for: rendition).map(\.name) == ["quote", "post"])
    }

    @Test func `asks for one of its own server, and looks for one of another`() async {
        let (own, ownLine) = await found(
            "\(Self.server)/@bima/9",
            [.reply(200, #"{"id":"9","quote_approval":{"current_user":"automatic"}}"#)])
        let (other, otherLine) = await found(
            "https://lain.example/@b/9",
            [.reply(200, #"{"accounts":[],"statuses":[{"id":"12","quote_approval":{"current_user":"manual"}}]}"#)])

        #expect(own == .ready(["quoted": "9"], expires: nil))
        #expect(ownLine.asked[0].call.url == "\(Self.server)/api/v1/statuses/9")
        #expect(other == .ready(["quoted": "12"], expires: nil))
        #expect(otherLine.asked[0].call.url == "\(Self.server)/api/v2/search")
        #expect(otherLine.asked[0].query("q") == "https://lain.example/@b/9")
        #expect(otherLine.asked[0].query("resolve") == "true")
    }

    @Test(arguments: [
        (200, #"{"statuses":[]}"#, Refusal.Kind.gone),
        (200, #"{"statuses":[{"id":"12","quote_approval":{"current_user":"denied"}}]}"#, .invalidContent),
        (200, #"{"statuses":[{"id":"12","quote_approval":{"current_user":"unknown"}}]}"#, .invalidContent),
        (403, #"{"error":"This action is outside the authorized scopes"}"#, .permission),
    ])
    func `is refused before anything is sent`(status: Int, answer: String, kind: Refusal.Kind) async {
        guard case .refused(let refusal) = await found("https://lain.example/@b/9", [.reply(status, answer)]).0 else {
            return #expect(Bool(false))
        }
        #expect(refusal.kind == kind)
    }

    static func answer(_ quote: String) -> String {
        #"{"id":"1","content":"<p class=\"quote-inline\">RE: <a href=\"https://lain.example/@b/9\"><span>lain.example/@b/9</span></a></p><p>kopi</p>","visibility":"public","media_attachments":[],"in_reply_to_id":null,"quote":\#(quote)}"#
    }

    func differences(_ quote: String) async -> [String]? {
        let line = ScriptedLine([.reply(200, Self.answer(quote))])
        let errand = errand("https://lain.example/@b/9", Step(.commit, "post", part: 0), found: "12")
        let receipt = await Mastodon().commit(errand, via: line).receipt
        #expect(line.asked[0].json?["quoted_status_id"] == "12")
        #expect(receipt?.extra["quoted"] == "12")
        return receipt?.differences.map(\.description)
    }

    @Test func `is compared with what is shown`() async {
        #expect(await differences(#"{"state":"accepted","quoted_status":{"id":"12"}}"#) == [])
        #expect(await differences(#"{"state":"accepted","quoted_status_id":"12"}"#) == [])
        #expect(
            await differences(#"{"state":"pending","quoted_status":null}"#) == [
                "The quote is not shown until the author of the quoted post allows it."
            ])
        #expect(
            await differences(#"{"state":"accepted","quoted_status":{"id":"13"}}"#) == [
                "The server quotes another post than was sent."
            ])
        #expect(await differences("null") == ["The server does not show the post that is quoted."])
        #expect(
            await differences(#"{"state":"of-tomorrow"}"#) == [
                "The author of the quoted post does not allow the quote."
            ])
    }

    @Test func `is never sent without what it quotes`() async {
        let line = ScriptedLine([])

        let outcome = await Mastodon().commit(errand("https://x.example/9", Step(.commit, "post", part: 0)), via: line)

        #expect(outcome.refusal?.kind == .gone)
        #expect(line.asked.isEmpty)
    }

    @Test func `wants a server that knows quotes, and neither pictures nor a poll`() {
        let old = Sample.account("mastodon", traits: ["software": "gotosocial"])
        func broken(_ post: Post, _ account: Account) -> Int {
            Mastodon().render(post, for: account, at: .noon).refusals.count
        }

        #expect(broken(post("https://lain.example/9"), signedIn.account) == 0)
        #expect(broken(post("https://lain.example/9"), old) == 1)
        #expect(broken(post("https://lain.example/9", pictures: [Sample.picture()]), signedIn.account) == 1)
        #expect(broken(post("https://lain.example/9", ["poll": ["a", "b"]]), signedIn.account) == 1)
        #expect(MastodonDialect.traits(instance: ["version": "4.5.0", "api_versions": ["mastodon": 7]])["api"] == 7)
    }

    @Test(arguments: [
        (#"<p class="quote-inline">RE: <a href="x"><span>a</span></a></p><p>kopi</p>"#, "kopi"),
        (#"<p>kopi<span class="quote-inline"><br/>RE: <span>a</span></span> teh</p>"#, "kopi teh"),
        (#"kopi<p class="quote-inline">never closed"#, "kopi"),
    ])
    func `is read without the address the server puts before it`(html: String, text: String) {
        #expect(StatusText.plain(html) == text)
    }
}
