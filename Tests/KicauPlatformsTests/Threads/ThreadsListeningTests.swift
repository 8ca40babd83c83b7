import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("What is said to an account on Threads")
struct ThreadsListeningTests {
    private func listening(_ mark: [String: JSONValue] = [:], posts: [String] = []) -> Listening {
        Listening(
            signedIn: MetaSample.signedIn("threads"), mark: mark, posts: posts.map { Receipt(remoteID: $0, url: nil) },
            now: .noon)
    }

    private func entry(
        _ id: String, _ text: String, by who: String = "bima", minutes: Int = 5, more: String = ""
    ) -> String {
        let at = TimeReading.isoSeconds(.noon - .minutes(minutes)).replacing("Z", with: "+0000")
        return
            #"{"id":"\#(id)","text":"\#(text)","timestamp":"\#(at)","username":"\#(who)","permalink":"https://th.example/\#(id)"\#(more)}"#
    }

    private func list(_ entries: String..., next: String? = nil) -> ScriptedLine.Answer {
        let paging = next.map { #","paging":{"cursors":{"after":"\#($0)"},"next":"https://th.example/next"}"# } ?? ""
        return .reply(200, #"{"data":[\#(entries.joined(separator: ","))]\#(paging)}"#)
    }

    private func threads(_ answered: String...) -> ScriptedLine.Answer {
        list(answered.map { #"{"id":"\#($0)","has_replies":true}"# }.joined(separator: ","))
    }

    @Test func `is read conversation by conversation, then among the mentions`() async throws {
        let line = ScriptedLine([
            list(
                #"{"id":"t1","has_replies":true}"#, #"{"id":"t2","has_replies":false}"#,
                #"{"id":"t3","has_replies":true}"#),
            list(
                entry("a1", "Enak!", more: #","is_reply_owned_by_me":false,"replied_to":{"id":"t1"}"#),
                entry("a2", "Terima kasih", by: "ayu_lestari", more: #","is_reply_owned_by_me":true"#)),
            list(entry("a3", "Untukku?", more: #","replied_to":{"id":"p2"}"#)),
            list(entry("e1", "Ke @ayu_lestari, yuk", by: "citra"), entry("a1", "Enak!")),
        ])

        let heard = await Threads().listen(listening(posts: ["p2", "t3"]), via: line)

        let said = try #require(SaidSample.said(heard))
        #expect(
            line.asked.map { $0.call.url.replacing("https://graph.threads.net/v1.0/", with: "") }
                == ["me/threads", "t1/conversation", "t3/conversation", "me/mentions"])
        #expect(line.asked[1].query("limit") == nil && line.asked[1].query("since") == nil)
        #expect(line.asked[3].query("since") == String((Instant.noon - .days(7)).ms / 1000))
        #expect(said.map(\.receipt.remoteID) == ["a1", "a3", "e1"])
        #expect(said.map(\.kind) == [.reply, .reply, .mention])
        #expect(said.map(\.about) == ["t1", "p2", nil])
        #expect(
            said[0]
                == Said(
                    kind: .reply, receipt: Receipt(remoteID: "a1", url: "https://th.example/a1"),
                    speaker: Speaker(remoteID: "bima", handle: "bima", name: ""), text: "Enak!",
                    at: .noon - .minutes(5), about: "t1"))
        #expect(SaidSample.mark(heard) == ["since": .integer((Instant.noon - .minutes(65)).ms)])
    }

    @Test func `asks for twenty conversations at most`() async {
        let ids = (1...30).map { #"{"id":"t\#($0)","has_replies":true}"# }.joined(separator: ",")
        let line = ScriptedLine([list(ids)] + Array(repeating: list(), count: 30))

        let heard = await Threads().listen(listening(), via: line)

        #expect(line.asked.count == 22)
        #expect(SaidSample.said(heard) == [])
    }

    @Test func `reads long lists on, and leaves what is too much for the next time`() async throws {
        let page = list(entry("x", "Halo"), next: "c")
        let pages = (1...9).map { list(entry("m\($0)", "Halo"), next: "c\($0)") }
        let line = ScriptedLine([threads("t1"), page] + pages)

        let heard = await Threads().listen(listening(), via: line)

        // The posts, one conversation, and five more: the mentions do not wait for the end of a long conversation.
        #expect(line.asked.count == 7)
        let mark = try #require(SaidSample.mark(heard))
        #expect(mark["left"]?.array?.compactMap { $0["list"]?.string } == ["t1/conversation", "me/mentions"])

        let next = ScriptedLine([list(), list(), list(), list()])
        let rest = await Threads().listen(listening(mark), via: next)

        #expect(next.asked.map { $0.query("after") != nil } == [false, false, true, true])
        #expect(SaidSample.mark(rest)?["left"] == nil)
    }

    @Test func `stops where all that is new has been read`() async {
        let old = list(entry("a1", "Halo"), entry("a0", "Lama", minutes: 60 * 24 * 8), next: "c1")
        let line = ScriptedLine([threads("t1"), old, list()])

        let heard = await Threads().listen(listening(), via: line)

        #expect(line.asked.count == 3)
        #expect(SaidSample.said(heard)?.map(\.receipt.remoteID) == ["a1"])
    }

    @Test func `is read without mentions where those are not allowed, and says so`() async {
        let line = ScriptedLine([threads("t1"), list(entry("a1", "Halo")), .reply(403, MetaSample.error(200))])

        let heard = await Threads().listen(listening(), via: line)

        #expect(SaidSample.said(heard)?.count == 1)
        #expect(SaidSample.missing(heard)?.what.description == "Threads does not let this account do this.")
        #expect(SaidSample.mark(heard)?["left"] == nil)
    }

    @Test func `passes over a post that was deleted meanwhile`() async {
        let gone = ScriptedLine.Answer.reply(400, MetaSample.error(24, 4_279_009))
        let line = ScriptedLine([threads("t1", "t2"), gone, list(entry("a1", "Halo")), list()])

        let heard = await Threads().listen(listening(), via: line)

        #expect(SaidSample.said(heard)?.count == 1)
        #expect(SaidSample.missing(heard) == nil && SaidSample.mark(heard)?["left"] == nil)
    }

    @Test(arguments: [
        (ScriptedLine.Answer.reply(400, MetaSample.error(190, 463)), "signedOut"),
        (.reply(403, MetaSample.error(10)), "refused"), (.reply(400, MetaSample.error(4)), "postponed"),
        (.reply(502, "<html>"), "postponed"), (.neverLeft, "postponed"),
    ])
    func `says of every end which it is, at once or on the way`(answer: ScriptedLine.Answer, wanted: String) async {
        let first = await Threads().listen(listening(), via: ScriptedLine([answer]))
        let later = await Threads().listen(listening(), via: ScriptedLine([threads("t1"), answer]))

        #expect("\(first)".hasPrefix(wanted))
        #expect("\(later)".hasPrefix(wanted))
    }

    @Test func `keeps what was read when the network asks to slow down`() async {
        let line = ScriptedLine([
            threads("t1", "t2"), list(entry("a1", "Halo")), .reply(400, MetaSample.error(4)),
        ])

        let heard = await Threads().listen(listening(), via: line)

        #expect(SaidSample.said(heard)?.count == 1)
        #expect(SaidSample.missing(heard) != nil)
        #expect(
            SaidSample.mark(heard)?["left"]?.array?.compactMap { $0["list"]?.string }
                == ["t2/conversation", "me/mentions"])
    }
}
