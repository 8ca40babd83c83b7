import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Posts on Instagram in which the account is tagged")
struct InstagramTagTests {
    private static let none = ScriptedLine.Answer.reply(200, #"{"data":[]}"#)

    private static func post(_ id: String, minutes: Int, by who: String = "bima") -> String {
        let at = TimeReading.isoSeconds(.noon - .minutes(minutes)).replacing("Z", with: "+0000")
        return
            #"{"id":"\#(id)","caption":"Ke kedai ☕","timestamp":"\#(at)","permalink":"https://ig.example/\#(id)","username":"\#(who)"}"#
    }

    private static func tags(_ posts: String..., after: String? = nil) -> ScriptedLine.Answer {
        let paging = after.map { #","paging":{"cursors":{"before":"b","after":"\#($0)"}}"# } ?? ""
        return .reply(200, #"{"data":[\#(posts.joined(separator: ","))]\#(paging)}"#)
    }

    @Test(arguments: [
        ("instagram", "https://graph.instagram.com/v23.0/42/tags"),
        ("facebook", "https://graph.facebook.com/v23.0/42/tags"),
    ])
    func `are mentions, by either sign-in`(login: String, address: String) async throws {
        let line = ScriptedLine([Self.none, Self.tags(Self.post("t1", minutes: 5))])

        let heard = await Instagram().listen(InstagramListeningTests.listening(login: login), via: line)

        #expect(line.asked[1].call.url == address)
        #expect(line.asked[1].query("fields") == "id,caption,timestamp,permalink,username,media_type")
        #expect(
            try #require(SaidSample.said(heard)) == [
                Said(
                    kind: .mention,
                    receipt: Receipt(remoteID: "t1", url: "https://ig.example/t1", extra: ["tagged": true]),
                    speaker: Speaker(remoteID: "bima", handle: "bima", name: ""), text: "Ke kedai ☕",
                    at: .noon - .minutes(5), about: nil)
            ])
    }

    @Test func `are read on by the cursor alone, as long as they may be new`() async {
        let old = 60 * 24 * 9
        let line = ScriptedLine([
            Self.none, Self.tags(Self.post("t1", minutes: 5), after: "c1"),
            Self.tags(Self.post("t2", minutes: 9), Self.post("t3", minutes: old), after: "c2"),
        ])

        let heard = await Instagram().listen(InstagramListeningTests.listening(), via: line)

        #expect(line.asked.count == 3)
        #expect(line.asked[2].query("after") == "c1")
        #expect(SaidSample.said(heard)?.map(\.receipt.remoteID) == ["t1", "t2"])
    }

    @Test func `leave out what we tagged ourselves in, and what is of no shape`() async {
        let line = ScriptedLine([
            Self.none, Self.tags(Self.post("t1", minutes: 5, by: "Ayu_lestari"), "{}", #"{"id":"t2"}"#),
        ])

        let heard = await Instagram().listen(InstagramListeningTests.listening(), via: line)

        #expect(SaidSample.said(heard) == [])
    }

    @Test func `are told of when they may not be read, and the comments are heard all the same`() async {
        let line = ScriptedLine([
            InstagramListeningTests.posts(
                InstagramListeningTests.edge("comments", InstagramListeningTests.comment("k1", "Satu"))),
            .reply(403, MetaSample.error(10)),
        ])

        let heard = await Instagram().listen(InstagramListeningTests.listening(), via: line)

        #expect(SaidSample.said(heard)?.map(\.text) == ["Satu"])
        #expect(SaidSample.missing(heard) != nil)
        #expect(SaidSample.mark(heard)?["left"] == nil)
    }

    @Test func `are asked for once when the reading before had left them`() async throws {
        let broken = ScriptedLine([Self.none, .reply(400, MetaSample.error(4))])
        let first = await Instagram().listen(InstagramListeningTests.listening(), via: broken)
        let mark = try #require(SaidSample.mark(first))
        let line = ScriptedLine([Self.none, Self.tags(Self.post("t1", minutes: 5))])

        let second = await Instagram().listen(InstagramListeningTests.listening(mark), via: line)

        #expect(line.asked.count == 2)
        #expect(SaidSample.said(second)?.count == 1)
    }

    @Test func `cannot be answered or hidden from here`() async {
        var answer = Sample.post("Terima kasih")
        answer.answering = Receipt(remoteID: "t1", url: nil, extra: ["tagged": true])
        let said = Said(
            kind: .mention, receipt: Receipt(remoteID: "t1", url: nil, extra: ["tagged": true]),
            speaker: Speaker(remoteID: "bima", handle: "bima", name: ""), text: "", at: .noon, about: nil)
        let line = ScriptedLine([])

        let refusals = Instagram().render(answer, for: Sample.account("instagram"), at: .noon).refusals
        let end = await Instagram().act(
            .hide, on: said, of: MetaSample.signedIn("instagram"), now: .noon, via: line)

        #expect(
            refusals.map(\.what) == ["Instagram lets no program comment on a post in which the account is tagged."])
        #expect(end == .notOffered && line.asked.isEmpty)
    }
}
