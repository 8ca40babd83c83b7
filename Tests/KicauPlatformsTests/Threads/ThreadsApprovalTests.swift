import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Answers that wait on Threads")
struct ThreadsApprovalTests {
    private let signedIn = MetaSample.signedIn("threads")

    private func entry(_ id: String, _ more: String = "") -> String {
        let at = TimeReading.isoSeconds(.noon - .minutes(5)).replacing("Z", with: "+0000")
        return #"{"id":"\#(id)","text":"Enak","timestamp":"\#(at)","username":"bima"\#(more)}"#
    }

    private func said(_ waiting: Said.Waiting?) -> Said {
        Said(
            kind: .reply, receipt: Receipt(remoteID: "a1", url: nil),
            speaker: Speaker(remoteID: "bima", handle: "bima", name: ""), text: "Enak", at: .noon, about: "p1"
        ).marked(waiting)
    }

    @Test func `are read under the posts that hold answers back`() async throws {
        let line = ScriptedLine([
            .reply(200, #"{"data":[]}"#),
            .reply(200, #"{"data":[\#(entry("e1"))]}"#),
            .reply(
                200,
                #"{"data":[\#(entry("a1", #","reply_approval_status":"PENDING""#)),\#(entry("a2", #","reply_approval_status":"IGNORED""#))]}"#
            ),
        ])
        let posts = [
            Receipt(remoteID: "p1", url: nil, extra: ["approvals": true]), Receipt(remoteID: "p2", url: nil),
        ]

        let heard = await Threads().listen(
            Listening(signedIn: signedIn, mark: [:], posts: posts, now: .noon), via: line)

        let said = try #require(SaidSample.said(heard))
        #expect(
            line.asked.map { $0.call.url.replacing("https://graph.threads.net/v1.0/", with: "") }
                == ["me/threads", "me/mentions", "p1/pending_replies"])
        #expect(line.asked[2].query("fields")?.hasSuffix(",reply_approval_status") == true)
        #expect(said.map(\.waiting) == [nil, .pending, .ignored])
        #expect(said.map(\.about) == [nil, "p1", "p1"])
    }

    @Test func `are left out where Threads denies them, and nothing else is`() async throws {
        let line = ScriptedLine([
            .reply(200, #"{"data":[]}"#), .reply(200, #"{"data":[\#(entry("e1"))]}"#),
            .reply(403, #"{"error":{"message":"(#10) no permission","type":"OAuthException","code":10}}"#),
        ])

        let heard = await Threads().listen(
            Listening(
                signedIn: signedIn, mark: [:], posts: [Receipt(remoteID: "p1", url: nil, extra: ["approvals": true])],
                now: .noon), via: line)

        #expect(try #require(SaidSample.said(heard)).map(\.receipt.remoteID) == ["e1"])
        #expect(line.asked.count == 3)
    }

    @Test(arguments: [(Deed.approve, "true"), (.ignore, "false")])
    func `are approved or ignored by one call`(deed: Deed, word: String) async {
        let line = ScriptedLine([.reply(200, #"{"success":true}"#)])

        let end = await Threads().act(deed, on: said(.pending), of: signedIn, now: .noon, via: line)

        #expect(end == .done)
        #expect(line.asked[0].call.url == "https://graph.threads.net/v1.0/a1/manage_pending_reply")
        #expect(line.asked[0].form == ["approve": word])
    }

    @Test func `are looked for under posts that were published so`() {
        var post = Sample.post("Kopi")
        post.options = ["threads": ChosenOptions(["enable_reply_approvals": ["yes"]])]
        let part = Threads().render(post, for: signedIn.account, at: .noon).rendition.parts[0]
        let receipt = Receipt(remoteID: "p1", url: nil, extra: ["published": 1])

        #expect(Threads.noted(receipt, part).extra == ["published": 1, "approvals": true])
        #expect(Threads.Wire.held([Threads.noted(receipt, part), receipt], since: .noon).map(\.post) == ["p1"])
    }

    @Test func `are marked without a change of anything else`() {
        #expect(said(.ignored).waiting == .ignored)
        #expect(said(.ignored).marked(nil) == said(nil))
    }
}
