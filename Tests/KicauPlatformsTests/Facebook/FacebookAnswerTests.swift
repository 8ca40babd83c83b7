import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Answering what was said on a Facebook page")
struct FacebookAnswerTests {
    private typealias Inbox = FacebookInbox

    @Test func `is one comment under the other's`() async {
        let line = ScriptedLine([.reply(200, #"{"id":"8_2"}"#)])
        let errand = Inbox.answer("Jam tujuh")

        let outcome = await Facebook().commit(errand, via: line)

        #expect(outcome.receipt?.remoteID == "8_2")
        #expect(errand.part.role == .comment)
        #expect(errand.part.units.map(\.name) == ["comment"])
        #expect(line.asked[0].call.url == "https://graph.facebook.com/v23.0/8_1/comments")
        #expect(line.asked[0].form.filter { $0.key != "appsecret_proof" } == ["message": "Jam tujuh"])
        #expect(line.asked.map(\.call.isCommit) == [true, false])
    }

    @Test func `goes beside a comment that takes no answers itself`() async {
        let line = ScriptedLine([.reply(200, #"{"id":"8_2"}"#)])
        let said = Inbox.said(["parent": "8_0", "takesAnswers": false])

        _ = await Facebook().commit(Inbox.answer("Jam tujuh", to: said), via: line)

        #expect(line.asked[0].call.url.hasSuffix("/8_0/comments"))
    }

    @Test func `carries one picture, uploaded before`() async {
        let line = ScriptedLine([.reply(200, #"{"id":"8_2"}"#)])
        let progress = Progress(prepared: [
            MetaSample.prepared(Step(.prepare, "upload", part: 0, picture: 0), "photo", "901")
        ])

        let errand = Inbox.answer("", pictures: [Sample.picture()], progress: progress)
        _ = await Facebook().commit(errand, via: line)
        let early = await Facebook().commit(Inbox.answer("", pictures: [Sample.picture()]), via: ScriptedLine([]))

        #expect(line.asked[0].form.filter { $0.key != "appsecret_proof" } == ["attachment_id": "901"])
        #expect(early.refusal?.kind == .newContainer)
        #expect(Facebook().steps(for: errand.rendition).map(\.name) == ["upload", "comment"])
    }

    @Test(arguments: [
        (ScriptedLine.Answer.noAnswer, "unknown"), (.neverLeft, "postponed"), (.reply(200, "{}"), "unknown"),
        (.reply(500, MetaSample.error(1)), "unknown"), (.reply(400, MetaSample.error(100, 33)), "refused"),
        (.reply(403, MetaSample.error(200)), "refused"), (.reply(400, MetaSample.error(190, 463)), "signedOut"),
    ])
    func `says of every end which it is`(answer: ScriptedLine.Answer, wanted: String) async {
        let outcome = await Facebook().commit(Inbox.answer("Jam tujuh"), via: ScriptedLine([answer]))

        #expect("\(outcome)".hasPrefix(wanted))
    }

    @Test func `is found again by the page's own words under what it answers`() async {
        let line = Inbox.answers(
            Inbox.list([
                Inbox.comment("8_4", "Jam tujuh", "12:00:03", from: "9"),
                Inbox.comment("8_3", "Jam tujuh", "12:00:02", from: "42"),
            ]))

        let finding = await Facebook().look(Inbox.answer("Jam tujuh"), doubt: Sample.doubt, via: line)

        #expect(finding.receipt?.remoteID == "8_3")
        #expect(line.asked[0].call.url.hasSuffix("/8_1/comments"))
        #expect(line.asked[0].query("fields")?.contains("from") == true)
    }

    @Test(arguments: [
        FacebookInbox.comment("8_4", "Jam tujuh", "12:00:03", from: "9"),
        FacebookInbox.comment("8_4", "Jam tujuh", "11:59:00", from: "42"),
        FacebookInbox.comment("8_4", "Jam delapan", "12:00:03", from: "42"),
        #"{"id":"8_4","message":"Jam tujuh","created_time":"2026-11-24T12:00:03+0000"}"#,
    ])
    func `is not taken for another's, an older one, or other words`(row: String) async {
        let finding = await Facebook().look(
            Inbox.answer("Jam tujuh"), doubt: Sample.doubt, via: Inbox.answers(Inbox.list([row])))

        guard case .notSeen(let evidence) = finding else {
            Issue.record("\(finding)")
            return
        }
        #expect(evidence.compared == 1)
    }

    @Test func `is looked for a step higher as well`() async {
        let said = Inbox.said(["parent": "8_0"])
        let line = Inbox.answers(
            Inbox.list([]), Inbox.list([Inbox.comment("8_3", "Jam tujuh", "12:00:02", from: "42")]))

        let finding = await Facebook().look(Inbox.answer("Jam tujuh", to: said), doubt: Sample.doubt, via: line)

        #expect(finding.receipt?.remoteID == "8_3")
        #expect(
            line.asked.map { $0.call.url.split(separator: "/").suffix(2).joined(separator: "/") } == [
                "8_1/comments", "8_0/comments",
            ])
    }

    @Test func `without words is told from no other picture, so a person is asked`() async {
        let errand = Inbox.answer("", pictures: [Sample.picture()])
        let photo = Inbox.comment("8_3", "", "12:00:02", from: "42", more: #","attachment":{"type":"photo"}"#)
        let bare = Inbox.comment("8_3", "", "12:00:02", from: "42")

        let found = await Facebook().look(errand, doubt: Sample.doubt, via: Inbox.answers(Inbox.list([photo])))
        let other = await Facebook().look(errand, doubt: Sample.doubt, via: Inbox.answers(Inbox.list([bare])))

        #expect(found.receipt == nil)
        #expect(other.receipt == nil)
    }

    @Test func `is not found among the answers to other comments of the thread`() async {
        let other = Inbox.comment("8_3", "Jam tujuh", "12:00:02", from: "42", more: #","parent":{"id":"8_9"}"#)
        let ours = Inbox.comment("8_4", "Jam tujuh", "12:00:02", from: "42", more: #","parent":{"id":"8_1"}"#)

        let finding = await Facebook().look(
            Inbox.answer("Jam tujuh"), doubt: Sample.doubt, via: Inbox.answers(Inbox.list([ours, other])))

        #expect(finding.receipt?.remoteID == "8_4")
    }

    @Test func `follows the rules of comments, not those of posts`() {
        var post = Sample.post("Hai", pictures: [Sample.picture(), Sample.picture()])
        post.answering = Inbox.said().receipt
        post.options["facebook"] = ChosenOptions(["format": ["story"]])
        var long = Sample.post(String(repeating: "a", count: 8001))
        long.answering = Inbox.said().receipt

        let rendered = Facebook().render(post, for: Sample.account("facebook"), at: .noon)
        let tooLong = Facebook().render(long, for: Sample.account("facebook"), at: .noon)

        #expect(
            rendered.broken.map(\.what) == [
                "An answer on Facebook takes one picture, and no video.",
                "An answer on Facebook takes no options; they are left out.",
            ])
        #expect(rendered.refusals.count == 1)
        #expect(rendered.rendition.parts[0].frozen.isEmpty)
        #expect(rendered.rendition.answering?.remoteID == "8_1")
        #expect(tooLong.refusals.count == 1)
    }

    @Test func `takes one picture or none, and no video`() {
        for (media, wanted) in [([Media](), 0), ([Sample.picture()], 0), ([Sample.video()], 1)] {
            var post = Sample.post("Hai", pictures: media)
            post.answering = Inbox.said().receipt
            #expect(Facebook().render(post, for: Sample.account("facebook"), at: .noon).refusals.count == wanted)
        }
    }

    @Test func `is known by the address a person pastes, never as the post above it`() {
        let account = Sample.account("facebook")
        for (link, wanted) in [
            ("https://www.facebook.com/kedai/posts/8?comment_id=5", "8_5"),
            ("https://www.facebook.com/permalink.php?story_fbid=8&id=42&comment_id=5&reply_comment_id=6", "8_6"),
            ("https://www.facebook.com/42_8?comment_id=5", "8_5"),
            ("https://www.facebook.com/kedai/posts/pfbid02abc?comment_id=5", nil),
            ("https://www.facebook.com/kedai/posts/8", "42_8"),
        ] {
            #expect(Facebook().receipt(of: link, for: account)?.remoteID == wanted, "\(link)")
        }
    }
}
