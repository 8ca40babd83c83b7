import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Answering a comment on Instagram")
struct InstagramAnswerTests {
    let comment = Receipt(remoteID: "k1", url: "https://ig.example/1", extra: ["post": "m1"])
    let reply = Receipt(remoteID: "r1", url: "https://ig.example/1", extra: ["post": "m1", "under": "k1"])
    let commit = Step(.commit, "comment", part: 0)

    func errand(_ text: String, to receipt: Receipt) -> Errand {
        MetaSample.errand(Instagram(), SaidSample.answer(text, to: receipt), commit)
    }

    @Test func `needs no picture and is one call`() {
        let rendered = Instagram().render(
            SaidSample.answer("Jam delapan!", to: comment), for: Sample.account("instagram"), at: .noon)

        #expect(rendered.broken == [])
        #expect(rendered.rendition.parts.map(\.role) == [.comment])
        #expect(rendered.rendition.parts.map(\.units) == [[MeterUnit("comment")]])
        #expect(Instagram().steps(for: rendered.rendition) == [commit])
    }

    @Test func `takes no picture, and none of a post's options`() {
        var post = SaidSample.answer("Jam delapan!", to: comment, media: [Sample.picture()])
        post.options = ["instagram": ChosenOptions(["format": ["story"], "thumb_offset": ["1"]])]

        let rendered = Instagram().render(post, for: Sample.account("instagram"), at: .noon)

        #expect(rendered.refusals.map(\.what) == ["A comment on Instagram is text alone."])
        #expect(rendered.rendition.parts[0].frozen == [:])
    }

    @Test func `stands under the comment, and under the same one when it answers an answer`() async {
        for receipt in [comment, reply] {
            let line = ScriptedLine([.reply(200, #"{"id":"r9"}"#)])

            let outcome = await Instagram().commit(errand("Jam delapan!", to: receipt), via: line)

            #expect(
                outcome.receipt
                    == Receipt(remoteID: "r9", url: "https://ig.example/1", extra: ["post": "m1", "under": "k1"]))
            #expect(line.asked.map(\.call.url) == ["https://graph.instagram.com/v23.0/k1/replies"])
            #expect(line.asked[0].form == ["message": "Jam delapan!"])
            #expect(line.asked[0].call.isCommit)
        }
    }

    @Test(arguments: [
        (ScriptedLine.Answer.noAnswer, "unknown"), (.reply(500, ""), "unknown"), (.reply(200, "{}"), "unknown"),
        (.neverLeft, "postponed"), (.reply(400, MetaSample.error(24, 2_207_006)), "refused"),
        (.reply(400, MetaSample.error(100, 33)), "refused"), (.reply(403, MetaSample.error(200)), "refused"),
        (.reply(400, MetaSample.error(4)), "postponed"), (.reply(400, MetaSample.error(2)), "unknown"),
    ])
    func `says of every end which it is`(answer: ScriptedLine.Answer, wanted: String) async {
        #expect("\(await Instagram().commit(errand("Ya", to: comment), via: ScriptedLine([answer])))".hasPrefix(wanted))
    }

    private func shown(_ id: String, by who: String?, at time: String = "12:00:03") -> String {
        let name = who.map { #","username":"\#($0)""# } ?? ""
        return #"{"id":"\#(id)","text":"Ya","timestamp":"2026-11-24T\#(time)+0000"\#(name)}"#
    }

    private func look(_ pages: String...) async -> (Finding, ScriptedLine) {
        let line = ScriptedLine(pages.map { .reply(200, $0) })
        return (await Instagram().look(errand("Ya", to: reply), doubt: Sample.doubt, via: line), line)
    }

    @Test func `is looked for among the answers, by its words and its author`() async {
        let (found, line) = await look(
            #"{"data":[\#(shown("a", by: "bima")),\#(shown("b", by: "Ayu_Lestari")),\#(shown("c", by: nil))]}"#)

        #expect(found.receipt?.remoteID == "b")
        #expect(found.receipt?.extra == ["post": "m1", "under": "k1"])
        #expect(line.asked[0].call.url == "https://graph.instagram.com/v23.0/k1/replies")
    }

    @Test func `is looked for on all pages`() async {
        let next = #","paging":{"cursors":{"after":"c1"},"next":"https://ig.example/n"}"#

        let (found, line) = await look(#"{"data":[]\#(next)}"#, #"{"data":[\#(shown("b", by: "ayu_lestari"))]}"#)

        #expect(found.receipt?.remoteID == "b")
        #expect(line.asked.map { $0.query("after") } == [nil, "c1"])
    }

    @Test func `leaves it to a person when others said the same, or when the list has no end`() async {
        let endless = #"{"data":[],"paging":{"cursors":{"after":"c1"},"next":"https://ig.example/n"}}"#
        let cases: [([String], Bool)] = [
            ([#"{"data":[\#(shown("a", by: "bima"))]}"#], true), (Array(repeating: endless, count: 5), true),
            ([#"{"data":[\#(shown("b", by: "ayu_lestari", at: "11:00:00"))]}"#], false), ([#"{"data":[]}"#], false),
        ]
        for (pages, isBlind) in cases {
            let line = ScriptedLine(pages.map { .reply(200, $0) })
            let finding = await Instagram().look(errand("Ya", to: comment), doubt: Sample.doubt, via: line)
            guard case .notSeen(let evidence) = finding else {
                Issue.record("\(finding)")
                continue
            }
            #expect(evidence.isBlind == isBlind, "\(pages)")
        }
    }

    @Test func `is for a person to look for where the comment is gone`() async {
        let line = ScriptedLine([.reply(400, MetaSample.error(24, 2_207_006))])

        let finding = await Instagram().look(errand("Ya", to: comment), doubt: Sample.doubt, via: line)

        guard case .notSeen(let evidence) = finding else {
            Issue.record("\(finding)")
            return
        }
        #expect(evidence.isBlind)
    }
}

@Suite("Hiding a comment on Instagram")
struct InstagramDeedTests {
    let said = Said(
        kind: .comment, receipt: Receipt(remoteID: "k1", url: nil, extra: ["post": "m1"]),
        speaker: Speaker(remoteID: "9", handle: "bima", name: ""), text: "Halo", at: .noon, about: "m1")

    private func act(_ deed: Deed, _ line: ScriptedLine) async -> DeedEnd {
        await Instagram().act(deed, on: said, of: MetaSample.signedIn("instagram"), now: .noon, via: line)
    }

    @Test(arguments: [(Deed.hide, "true"), (.unhide, "false")])
    func `is one call, and so is its undoing`(deed: Deed, wanted: String) async {
        let line = ScriptedLine([.reply(200, #"{"success":true}"#)])

        #expect(await act(deed, line) == .done)
        #expect(line.asked[0].call.url == "https://graph.instagram.com/v23.0/k1")
        #expect(line.asked[0].form == ["hide": wanted] && line.asked[0].unit == MeterUnit("hide"))
    }

    @Test(arguments: [Deed.like, .unlike])
    func `is all that Instagram lets one do`(deed: Deed) async {
        let line = ScriptedLine([])

        #expect(await act(deed, line) == .notOffered)
        #expect(line.asked.isEmpty)
    }

    @Test(arguments: [
        (ScriptedLine.Answer.noAnswer, "unknown"), (.reply(200, #"{"success":false}"#), "unknown"),
        (.reply(400, MetaSample.error(100, 33)), "refused"), (.reply(400, MetaSample.error(190)), "signedOut"),
        (.reply(400, MetaSample.error(80_002)), "postponed"),
    ])
    func `says of every end which it is`(answer: ScriptedLine.Answer, wanted: String) async {
        #expect("\(await act(.hide, ScriptedLine([answer])))".hasPrefix(wanted))
    }
}
