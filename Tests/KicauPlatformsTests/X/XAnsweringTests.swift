import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Answering somebody on X")
struct XAnsweringTests {
    let signedIn = Sample.signedIn(Sample.account("x"))
    let step = Step(.commit, "reply", part: 0)

    private func answer(_ texts: String...) -> Post {
        Post(parts: texts.map { .init(text: $0) }, answering: Receipt(remoteID: "110", url: nil))
    }

    private func errand(_ post: Post) -> Errand { Sample.errand(X(), post, step: step, signedIn: signedIn) }

    private func outcome(_ reply: ScriptedLine.Answer) async -> Outcome {
        await X().commit(errand(answer("Terima kasih!")), via: ScriptedLine([reply]))
    }

    @Test func `is a reply to what they said, at the price of one that was asked for`() async {
        let line = ScriptedLine([.reply(201, #"{"data":{"id":"130","text":"@ana_b Terima kasih!"}}"#)])

        let outcome = await X().commit(errand(answer("Terima kasih!")), via: line)

        #expect(outcome.receipt?.remoteID == "130")
        #expect(outcome.receipt?.differences == [])
        #expect(line.asked[0].json == ["text": "Terima kasih!", "reply": ["in_reply_to_tweet_id": "110"]])
        #expect(line.asked[0].unit == MeterUnit("post_create_summoned"))
    }

    @Test func `costs the dear price with a link, and what follows it the usual one`() {
        let parts = X().render(answer("Di kedai-aksara.com", "dan buku"), for: signedIn.account, at: .noon).rendition
            .parts

        #expect(parts.map(\.role) == [.comment, .threadPart])
        #expect(parts.map(\.units) == [[MeterUnit("post_create_url")], [MeterUnit("post_create")]])
        #expect(X().steps(for: X().render(answer("Ya"), for: signedIn.account, at: .noon).rendition) == [step])
    }

    @Test func `says what it means when X refuses it`() async {
        let refused = await outcome(
            .reply(
                403,
                #"{"title":"Forbidden","detail":"You are not permitted to perform this action.","type":"about:blank"}"#)
        )

        #expect(refused.refusal?.kind == .permission)
        #expect(refused.refusal?.what.description.contains("only those who mentioned this account") == true)
    }

    @Test func `says when what it answers is gone`() async {
        let refused = await outcome(
            .reply(
                403,
                #"{"title":"Forbidden","detail":"You attempted to reply to a Tweet that is deleted or not visible to you.","type":"about:blank"}"#
            ))

        #expect(refused.refusal?.kind == .gone)
    }

    private func look(_ post: Post, _ seen: String, _ signedIn: SignedIn? = nil) async -> (Finding, ScriptedLine) {
        let line = ScriptedLine([.reply(200, #"{"data":[\#(seen)],"meta":{}}"#)])
        let errand = Sample.errand(X(), post, step: step, signedIn: signedIn ?? self.signedIn)
        return (await X().look(errand, doubt: Sample.doubt, via: line), line)
    }

    @Test func `is found behind the name that X puts before it`() async {
        let seen = """
            {"id":"130","text":"@ana_b Terima kasih!","created_at":"2026-11-24T12:00:05.000Z",
            "referenced_tweets":[{"type":"replied_to","id":"110"}]}
            """

        #expect(await look(answer("Terima kasih!"), seen).0.receipt?.remoteID == "130")
        #expect(await look(answer("@ana_b Terima kasih!"), seen).0.receipt?.remoteID == "130")
    }

    @Test(arguments: [
        #""referenced_tweets":[{"type":"replied_to","id":"111"}]"#, #""entities":{}"#,
    ])
    func `the same words to somebody else are not it`(tie: String) async {
        let (finding, _) = await look(answer("Terima kasih!"), #"{"id":"130","text":"@ana_b Terima kasih!",\#(tie)}"#)

        guard case .notSeen = finding else { return #expect(Bool(false), "\(finding)") }
    }

    @Test func `in the newer names the look asks whom a post answers`() async {
        let new = Sample.signedIn(Sample.account("x"), addresses: ["vocabulary": "post"])

        let (finding, line) = await look(
            answer("Terima kasih!"),
            #"{"id":"130","text":"@ana_b Terima kasih!","referenced_posts":[{"type":"replied_to","id":"110"}]}"#, new)

        #expect(finding.receipt?.remoteID == "130")
        #expect(line.asked[0].query("expansions") == "referenced_posts")
    }

    @Test func `reads back as it was sent`() async {
        let parts = X().render(answer("Terima kasih!"), for: signedIn.account, at: .noon).rendition.parts
        let published = PublishedPart(
            part: parts[0], receipt: Receipt(remoteID: "130", url: nil), parent: Receipt(remoteID: "110", url: nil))

        let same = await X().read(
            published, of: signedIn, now: .noon,
            via: ScriptedLine([.reply(200, #"{"data":{"id":"130","text":"@ana_b Terima kasih!"}}"#)]))
        let other = await X().read(
            published, of: signedIn, now: .noon,
            via: ScriptedLine([.reply(200, #"{"data":{"id":"130","text":"@ana_b Apa?"}}"#)]))

        guard case .there(let none, _) = same, case .there(let some, _) = other else { return #expect(Bool(false)) }
        #expect(none == [])
        #expect(some.count == 1)
    }
}
