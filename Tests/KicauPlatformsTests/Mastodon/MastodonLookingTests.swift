import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Looking for a status on a Mastodon server")
struct MastodonLookingTests {
    let signedIn = Sample.signedIn(
        Sample.account("mastodon", handle: "ayu@mastodon.example", server: "https://mastodon.example"))

    func status(_ id: String, _ html: String, at time: String = "2026-11-24T12:00:05.000Z", more: String = "") -> String
    {
        #"{"id":"\#(id)","content":"\#(html)","created_at":"\#(time)","media_attachments":[]\#(more)}"#
    }

    func look(_ answers: [ScriptedLine.Answer]) async -> (Finding, ScriptedLine) {
        let line = ScriptedLine(answers)
        let errand = Sample.errand(
            Mastodon(), Sample.post("kopi @bima@m.example"), step: Step(.commit, "post", part: 0), signedIn: signedIn)
        return (await Mastodon().look(errand, doubt: Sample.doubt, via: line), line)
    }

    @Test func `finds it in the HTML`() async {
        let (finding, line) = await look([
            .reply(200, "[\(status("2", "lain")),\(status("1", "<p>kopi @<span>bima</span></p>"))]")
        ])

        #expect(finding.receipt?.remoteID == "1")
        #expect(line.asked.map(\.call.url) == ["https://mastodon.example/api/v1/accounts/42/statuses"])
    }

    @Test func `asks for the source where the HTML is another`() async {
        let (finding, line) = await look([
            .reply(200, "[\(status("1", "<em>kopi</em> x"))]"),
            .reply(200, #"{"id":"1","text":"kopi @bima@m.example"}"#),
        ])

        #expect(finding.receipt?.remoteID == "1")
        #expect(line.asked[1].call.url == "https://mastodon.example/api/v1/statuses/1/source")
    }

    @Test func `turns the page until the time before the doubt`() async {
        let (finding, line) = await look([
            .reply(200, "[\(status("3", "lain"))]"), .reply(404, "{}"),
            .reply(200, "[\(status("2", "kopi @bima", at: "2026-11-24T11:00:00.000Z"))]"),
        ])

        guard case .notSeen(let evidence) = finding else { return #expect(Bool(false)) }
        #expect(evidence.compared == 2)
        #expect(line.asked[2].query("max_id") == "3")
    }

    @Test(arguments: [#","in_reply_to_id":"9""#])
    func `does not take an answer to another for ours`(more: String) async {
        let old = status("0", "x", at: "2026-11-24T10:00:00Z")
        let (finding, _) = await look([.reply(200, "[\(status("1", "kopi @bima", more: more)),\(old)]")])

        guard case .notSeen = finding else { return #expect(Bool(false)) }
    }

    @Test func `an answer that is no list is no look`() async {
        for answer in [ScriptedLine.Answer.reply(200, "<html>"), .reply(503, ""), .noAnswer] {
            let (finding, _) = await look([answer])
            guard case .couldNotLook = finding else { return #expect(Bool(false)) }
        }
        let (finding, _) = await look([.reply(401, #"{"error":"The access token is invalid"}"#)])
        guard case .signedOut = finding else { return #expect(Bool(false)) }
    }
}
