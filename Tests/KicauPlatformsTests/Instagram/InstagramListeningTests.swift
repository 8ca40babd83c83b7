import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("What is said under posts on Instagram")
struct InstagramListeningTests {
    static func listening(_ mark: [String: JSONValue] = [:], login: String = "instagram") -> Listening {
        Listening(
            signedIn: MetaSample.signedIn("instagram", traits: ["login": .string(login)]), mark: mark, posts: [],
            now: .noon)
    }

    static let noTags = ScriptedLine.Answer.reply(200, #"{"data":[]}"#)

    /// A comment as the graph shows it, a while before noon.
    static func comment(
        _ id: String, _ text: String, by who: String = "bima", minutes: Int = 5, replies: String = ""
    ) -> String {
        let at = TimeReading.isoSeconds(.noon - .minutes(minutes)).replacing("Z", with: "+0000")
        return
            #"{"id":"\#(id)","text":"\#(text)","timestamp":"\#(at)","username":"\#(who)","from":{"id":"9\#(who)","username":"\#(who)"}\#(replies)}"#
    }

    static func edge(_ name: String, _ items: String..., next: String? = nil) -> String {
        let paging = next.map { #","paging":{"cursors":{"after":"\#($0)"},"next":"https://ig.example/next"}"# } ?? ""
        return #""\#(name)":{"data":[\#(items.joined(separator: ","))]\#(paging)}"#
    }

    static func posts(_ edges: String...) -> ScriptedLine.Answer {
        let items = edges.enumerated().map {
            #"{"id":"m\#($0 + 1)","permalink":"https://ig.example/\#($0 + 1)",\#($1)}"#
        }
        return .reply(200, #"{"data":[\#(items.joined(separator: ","))]}"#)
    }

    @Test func `is read with one call beside the tags, answers and all, without what we said ourselves`() async throws {
        let under =
            ","
            + Self.edge(
                "replies", Self.comment("r1", "Sama", by: "citra", minutes: 1),
                Self.comment("r2", "Ya", by: "AYU_lestari"))
        let line = ScriptedLine([
            Self.posts(
                Self.edge("comments", Self.comment("k1", "Buka jam berapa? ☕", replies: under)),
                Self.edge("comments", Self.comment("k0", "Lama", minutes: 60 * 24 * 8))),
            Self.noTags,
        ])

        let heard = await Instagram().listen(Self.listening(), via: line)

        let said = try #require(SaidSample.said(heard))
        #expect(line.asked.count == 2 && line.asked[0].unit == MeterUnit("read"))
        #expect(line.asked[0].call.url == "https://graph.instagram.com/v23.0/42/media")
        #expect(line.asked[0].query("limit") == "20")
        #expect(
            line.asked[0].query("fields")
                == "id,permalink,comments.limit(25){id,text,timestamp,username,from,replies.limit(25){id,text,timestamp,username,from}}"
        )
        #expect(said.map(\.receipt.remoteID) == ["k1", "r1"])
        #expect(
            said.first
                == Said(
                    kind: .comment,
                    receipt: Receipt(remoteID: "k1", url: "https://ig.example/1", extra: ["post": "m1"]),
                    speaker: Speaker(remoteID: "9bima", handle: "bima", name: ""), text: "Buka jam berapa? ☕",
                    at: .noon - .minutes(5), about: "m1"))
        #expect(said.last?.receipt.extra == ["post": "m1", "under": "k1"])
        #expect(SaidSample.mark(heard) == ["since": .integer((Instant.noon - .minutes(61)).ms)])
    }

    @Test func `is not read again once it was`() async throws {
        let mark: [String: JSONValue] = ["since": .integer((Instant.noon - .minutes(30)).ms)]
        let line = ScriptedLine([
            Self.posts(Self.edge("comments", Self.comment("k2", "Baru"), Self.comment("k1", "Lama", minutes: 31))),
            Self.noTags,
        ])

        let heard = await Instagram().listen(Self.listening(mark), via: line)

        #expect(SaidSample.said(heard)?.map(\.text) == ["Baru"])
        // It never goes back.
        #expect(SaidSample.mark(heard) == mark)
    }

    @Test func `is read on where a list is longer than a page, as long as it may hold what is new`() async throws {
        let line = ScriptedLine([
            Self.posts(
                Self.edge("comments", Self.comment("k1", "Satu"), next: "c1"),
                Self.edge("comments", Self.comment("k2", "Dua", minutes: 60 * 24 * 9), next: "c2"),
                Self.edge(
                    "comments",
                    Self.comment("k3", "Tiga", replies: "," + Self.edge("replies", Self.comment("r1", "R"), next: "c3"))
                )
            ),
            .reply(200, #"{"data":[\#(Self.comment("k4", "Empat"))]}"#),
            .reply(200, #"{"data":[\#(Self.comment("r2", "Lima"))]}"#), Self.noTags,
        ])

        let heard = await Instagram().listen(Self.listening(), via: line)

        #expect(Set(SaidSample.said(heard)?.map(\.receipt.remoteID) ?? []) == ["k1", "k3", "r1", "k4", "r2"])
        #expect(
            line.asked.dropFirst().map { $0.call.url.split(separator: "/").suffix(2).joined(separator: "/") } == [
                "m1/comments", "k3/replies", "42/tags",
            ])
        #expect(line.asked[1].query("after") == "c1" && line.asked[2].query("after") == "c3")
        #expect(
            SaidSample.said(heard)?.first { $0.receipt.remoteID == "r2" }?.receipt.extra == [
                "post": "m3", "under": "k3",
            ])
    }

    @Test func `leaves in the mark what six calls have no room for, and takes it up again`() async throws {
        let edges = (1...8).map { Self.edge("comments", Self.comment("k\($0)", "Halo"), next: "c\($0)") }
        let items = edges.enumerated().map { #"{"id":"m\#($0 + 1)",\#($1)}"# }.joined(separator: ",")
        let empty = ScriptedLine.Answer.reply(200, #"{"data":[]}"#)
        let line = ScriptedLine([.reply(200, #"{"data":[\#(items)]}"#)] + Array(repeating: empty, count: 5))

        let heard = await Instagram().listen(Self.listening(), via: line)

        let mark = try #require(SaidSample.mark(heard))
        #expect(line.asked.count == 6)
        #expect(
            mark["left"]?.array?.compactMap { $0["list"]?.string } == [
                "m6/comments", "m7/comments", "m8/comments", "42/tags",
            ])

        let next = ScriptedLine(Array(repeating: empty, count: 5))
        let rest = await Instagram().listen(Self.listening(mark), via: next)

        #expect(next.asked.dropFirst().map { $0.query("after") } == ["c6", "c7", "c8", nil])
        #expect(SaidSample.mark(rest)?["left"] == nil)
    }

    @Test func `never is more than 500 at a time, the oldest first`() async throws {
        let many = (1...600).map { Self.comment("k\($0)", "Halo", minutes: $0) }.joined(separator: ",")
        let answer = ScriptedLine.Answer.reply(200, #"{"data":[{"id":"m1","comments":{"data":[\#(many)]}}]}"#)

        let first = await Instagram().listen(Self.listening(), via: ScriptedLine([answer, Self.noTags]))
        let mark = try #require(SaidSample.mark(first))
        let second = await Instagram().listen(
            Self.listening(mark), via: ScriptedLine([answer, answer, Self.noTags, Self.noTags]))

        #expect(SaidSample.said(first)?.count == 500 && SaidSample.said(first)?.first?.receipt.remoteID == "k600")
        let both = Set((SaidSample.said(first) ?? []).map(\.receipt.remoteID)).union(
            (SaidSample.said(second) ?? []).map(\.receipt.remoteID))
        #expect(both.count == 600)
        #expect(SaidSample.mark(second)?["left"] == nil)
    }

    @Test(arguments: [
        (ScriptedLine.Answer.reply(400, MetaSample.error(190, 463)), "signedOut"),
        (.reply(403, MetaSample.error(10)), "refused"), (.reply(400, MetaSample.error(80_002)), "postponed"),
        (.reply(500, "<html>"), "postponed"), (.neverLeft, "postponed"), (.noAnswer, "postponed"),
        (.reply(200, "[]"), "postponed"), (.reply(200, "{}"), "said"),
        (.reply(200, #"{"data":[{"id":7},{"comments":{"data":[{}]}},{"id":"m1","comments":[]}]}"#), "said"),
    ])
    func `says of every end which it is`(answer: ScriptedLine.Answer, wanted: String) async {
        let heard = await Instagram().listen(Self.listening(), via: ScriptedLine([answer, Self.noTags]))

        #expect("\(heard)".hasPrefix(wanted))
        #expect(SaidSample.said(heard)?.isEmpty ?? true)
    }

    @Test func `keeps what was read when a later page fails, and leaves that page`() async throws {
        for (answer, left) in [
            (ScriptedLine.Answer.reply(400, MetaSample.error(4)), 2), (.reply(400, MetaSample.error(24, 2_207_006)), 0),
            (.reply(400, MetaSample.error(100)), 0),
        ] {
            let first = Self.posts(Self.edge("comments", Self.comment("k1", "Satu"), next: "c1"))

            let heard = await Instagram().listen(Self.listening(), via: ScriptedLine([first, answer, Self.noTags]))

            #expect(SaidSample.said(heard)?.count == 1)
            #expect((SaidSample.mark(heard)?["left"]?.array?.count ?? 0) == left)
            #expect((SaidSample.missing(heard) == nil) == (left == 0))
        }
    }

    @Test func `goes through Facebook's graph for accounts connected by their page`() async {
        let line = ScriptedLine([.reply(200, #"{"data":[]}"#), Self.noTags])

        _ = await Instagram().listen(Self.listening(login: "facebook"), via: line)

        #expect(line.asked.first?.call.url == "https://graph.facebook.com/v23.0/42/media")
        #expect(line.asked.first?.query("appsecret_proof") != nil)
    }
}
