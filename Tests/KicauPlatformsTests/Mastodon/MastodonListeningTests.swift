import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("What was said to a Mastodon account")
struct MastodonListeningTests {
    static let signedIn = Sample.signedIn(
        Sample.account("mastodon", handle: "ayu@mastodon.example", server: "https://mastodon.example"))

    /// A line of the notifications: somebody on another server answers status 9 of ours.
    static func notice(
        _ id: String, type: String = "mention", by: String = "77", at time: String = "2026-11-24T11:00:00.000Z",
        parent: String = #""9""#, parentOf: String = #""42""#, more: String = ""
    ) -> String {
        #"{"id":"\#(id)","type":"\#(type)","created_at":"\#(time)","account":{"id":"\#(by)","acct":"bima@lain.example"},"status":{"id":"s\#(id)","uri":"https://lain.example/s/\#(id)","url":"https://lain.example/@bima/\#(id)","created_at":"\#(time)","content":"<p><span>@<span>ayu</span></span> enak &amp; hangat</p>","visibility":"unlisted","spoiler_text":"","in_reply_to_id":\#(parent),"in_reply_to_account_id":\#(parentOf),"account":{"id":"\#(by)","username":"bima","acct":"bima@lain.example","display_name":"Bima"},"mentions":[{"id":"42","acct":"ayu"},{"id":"78","acct":"citra@lain.example"}]\#(more)}}"#
    }

    func listen(
        _ answers: [ScriptedLine.Answer], mark: [String: JSONValue] = [:], traits: [String: JSONValue] = [:]
    ) async -> (Heard, ScriptedLine) {
        let line = ScriptedLine(answers)
        let account = Sample.account("mastodon", server: "https://mastodon.example", traits: traits)
        let heard = await Mastodon().listen(
            Listening(signedIn: Sample.signedIn(account), mark: mark, posts: [], now: .noon), via: line)
        return (heard, line)
    }

    @Test func `is read from the newest back, with what an answer needs`() async throws {
        let (heard, line) = await listen([.reply(200, "[\(Self.notice("5"))]"), .reply(200, "[]")])

        let (said, mark) = try #require(heard.tooted)
        #expect(
            said == [
                Said(
                    kind: .reply,
                    receipt: Receipt(
                        remoteID: "s5", url: "https://lain.example/@bima/5",
                        extra: [
                            "uri": "https://lain.example/s/5", "visibility": "unlisted", "acct": "bima@lain.example",
                            "others": ["citra@lain.example"],
                        ]),
                    speaker: Speaker(remoteID: "77", handle: "bima@lain.example", name: "Bima"),
                    text: "@ayu enak & hangat", at: .noon - .hours(1), about: "9")
            ])
        #expect(mark == ["since": .integer((Instant.noon - .days(7)).ms), "newest": "5"])
        #expect(
            line.asked.map(\.call.url) == Array(repeating: "https://mastodon.example/api/v1/notifications", count: 2))
        #expect(line.asked[0].query("types[]") == "mention" && line.asked[0].query("exclude_types[]") == nil)
        #expect(line.asked[0].query("limit") == "80" && line.asked[0].query("max_id") == nil)
        #expect(line.asked[1].query("max_id") == "5")
        #expect(line.asked.map(\.unit.name) == ["read", "read"])
    }

    @Test func `is a mention where it answers somebody else, and keeps its warning`() async throws {
        let notice = Self.notice("5", parentOf: #""78""#).replacing(
            #""spoiler_text":"""#, with: #""spoiler_text":"Kopi""#)

        let said = try #require(
            await listen([.reply(200, "[\(notice)]"), .reply(200, "[]")]).0.tooted?.said.first)

        #expect(said.kind == .mention && said.about == nil)
        #expect(said.text == "Kopi\n\n@ayu enak & hangat")
        #expect(said.receipt.extra["spoiler_text"] == "Kopi")
    }

    @Test func `leaves out our own words, other kinds and what is broken`() async throws {
        let page = [
            Self.notice("7", by: "42"), Self.notice("6", type: "favourite"), #"{"id":"5","type":"mention"}"#, "7",
            #"{"type":"mention"}"#,
        ]

        let (said, mark) = try #require(
            await listen([.reply(200, "[\(page.joined(separator: ","))]"), .reply(200, "[]")]).0.tooted)

        #expect(said == [])
        #expect(mark["newest"] == "7")
    }

    @Test func `first reaches back a week and no further`() async throws {
        let page = [Self.notice("5"), Self.notice("4", at: "2026-11-16T11:00:00Z")].joined(separator: ",")

        let (heard, line) = await listen([.reply(200, "[\(page)]")])

        #expect(heard.tooted?.said.map(\.receipt.remoteID) == ["s5"])
        #expect(line.asked.count == 1)
    }

    @Test func `goes on forward from the mark, the oldest first`() async throws {
        let (heard, line) = await listen(
            [
                .reply(200, "[\(Self.notice("7")),\(Self.notice("6"))]"), .reply(200, "[\(Self.notice("8"))]"),
                .reply(200, "[]"),
            ], mark: ["since": 0, "newest": "5"])

        #expect(heard.tooted?.said.map(\.receipt.remoteID) == ["s7", "s6", "s8"])
        #expect(heard.tooted?.mark["newest"] == "8")
        #expect(line.asked.map { $0.query("min_id") } == ["5", "7", "8"])
    }

    @Test func `stops after five pages and goes on there the next time`() async throws {
        let pages = (1...5).map { ScriptedLine.Answer.reply(200, "[\(Self.notice(String(100 - $0)))]") }
        let (first, _) = await listen(pages)
        let mark = try #require(first.tooted?.mark)

        let (second, line) = await listen(
            [
                .reply(200, "[\(Self.notice("94"))]"), .reply(200, "[]"), .reply(200, "[\(Self.notice("100"))]"),
                .reply(200, "[]"),
            ], mark: mark)

        #expect(first.tooted?.said.count == 5)
        #expect(mark["before"] == "95" && mark["newest"] == "99")
        #expect(line.asked.map { $0.query("max_id") } == ["95", "94", nil, nil])
        #expect(line.asked.map { $0.query("min_id") } == [nil, nil, "99", "100"])
        #expect(second.tooted?.said.map(\.receipt.remoteID) == ["s94", "s100"])
        #expect(second.tooted?.mark["before"] == nil && second.tooted?.mark["newest"] == "100")
    }

    @Test func `a server without pages is asked twice, and what is too old stays unheard`() async throws {
        let page = "[\(Self.notice("7")),\(Self.notice("1", at: "2025-11-16T11:00:00Z"))]"
        let (heard, line) = await listen(
            [.reply(200, page), .reply(200, page)],
            mark: ["since": .integer((Instant.noon - .days(7)).ms), "newest": "5"], traits: ["software": "snac"])

        #expect(heard.tooted?.said.map(\.receipt.remoteID) == ["s7"])
        #expect(line.asked.count == 2)
        #expect(line.asked[0].call.query.filter { $0.0 == "exclude_types[]" }.map(\.1).contains("favourite"))
    }

    @Test func `a page that fails later leaves what was read`() async throws {
        let (heard, _) = await listen([.reply(200, "[\(Self.notice("5"))]"), .reply(503, "<html>")])

        #expect(heard.tooted?.said.count == 1)
        #expect(heard.tooted?.mark["before"] == "5")
    }

    @Test func `a missing permission is said, a dead token too, and the rest is tried again`() async {
        let outside = #"{"error":"This action is outside the authorized scopes"}"#
        guard case .refused(let refusal) = await listen([.reply(403, outside)]).0 else { return #expect(Bool(false)) }
        #expect(refusal.kind == .permission)
        guard case .signedOut = await listen([.reply(401, #"{"error":"The access token is invalid"}"#)]).0 else {
            return #expect(Bool(false))
        }
        for answer in [ScriptedLine.Answer.reply(200, "{}"), .reply(200, "<html>"), .reply(502, ""), .noAnswer] {
            guard case .postponed = await listen([answer]).0 else { return #expect(Bool(false)) }
        }
    }
}

@Suite("Marking what was said to a Mastodon account")
struct MastodonActingTests {
    let said = Said(
        kind: .mention, receipt: Receipt(remoteID: "a/5", url: nil),
        speaker: Speaker(remoteID: "77", handle: "bima", name: "Bima"), text: "x", at: .noon, about: nil)

    func act(_ deed: Deed, _ answers: [ScriptedLine.Answer]) async -> (DeedEnd, ScriptedLine) {
        let line = ScriptedLine(answers)
        let end = await Mastodon().act(deed, on: said, of: MastodonListeningTests.signedIn, now: .noon, via: line)
        return (end, line)
    }

    @Test(arguments: [(Deed.like, "favourite"), (.unlike, "unfavourite")])
    func `is one call that may be made again`(deed: Deed, verb: String) async {
        let (end, line) = await act(deed, [.reply(200, #"{"id":"a/5"}"#)])

        #expect(end == .done)
        #expect(line.asked.map(\.call.method) == [.post])
        #expect(line.asked[0].call.url == "https://mastodon.example/api/v1/statuses/a%2F5/\(verb)")
        #expect(line.asked[0].unit.name == "like")
    }

    @Test(arguments: [Deed.hide, .unhide])
    func `hides nothing`(deed: Deed) async {
        let (end, line) = await act(deed, [])

        #expect(end == .notOffered)
        #expect(line.asked.isEmpty)
        #expect(Mastodon().rules.inbox?.deeds == [.like, .unlike])
    }

    @Test func `says when it is gone or not allowed, and doubts without an answer`() async {
        guard case .refused(let gone) = await act(.like, [.reply(404, #"{"error":"Record not found"}"#)]).0,
            case .refused(let denied) = await act(.like, [.reply(403, #"{"error":"x"}"#)]).0,
            case .unknown = await act(.like, [.noAnswer]).0, case .postponed = await act(.like, [.neverLeft]).0
        else { return #expect(Bool(false)) }
        #expect(gone.kind == .gone && denied.kind == .permission)
    }
}

extension Heard {
    fileprivate var tooted: (said: [Said], mark: [String: JSONValue])? {
        if case .said(let said, let mark, _) = self { (said, mark) } else { nil }
    }
}
