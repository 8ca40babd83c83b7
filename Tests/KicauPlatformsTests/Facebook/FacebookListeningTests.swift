import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Listening to what is said on a Facebook page")
struct FacebookListeningTests {
    private typealias Inbox = FacebookInbox

    @Test func `takes two calls: the newest posts with their comments, and the mentions`() async {
        let line = Inbox.answers(
            Inbox.list([Inbox.post("42_8", [Inbox.comment("8_1", "Buka jam berapa?")])]),
            Inbox.list([Inbox.comment("9_9", "Di @kedaiaksara", from: "9")]))

        let heard = await Inbox.listen(via: line)

        #expect(
            line.asked.map(\.call.url) == [
                "https://graph.facebook.com/v23.0/42/published_posts", "https://graph.facebook.com/v23.0/42/tagged",
            ])
        #expect(
            line.asked[0].query("fields")
                == "id,attachments{target{id}},comments.filter(stream).order(reverse_chronological).limit(10)"
                + "{id,message,from,created_time,permalink_url,parent{id},can_comment,attachment{type,url}}")
        #expect(line.asked.map { $0.query("limit") } == ["25", "100"])
        #expect(line.asked.map(\.unit.name) == ["read", "read"])
        #expect(!line.asked.contains { $0.call.isCommit })
        #expect(
            heard.said == [
                Said(
                    kind: .comment, receipt: Receipt(remoteID: "8_1", url: "https://fb.example/c/8_1"),
                    speaker: Speaker(remoteID: "7", handle: "", name: "Bima"), text: "Buka jam berapa?",
                    at: .noon - .hours(1), about: "42_8"),
                Said(
                    kind: .mention, receipt: Receipt(remoteID: "9_9", url: "https://fb.example/c/9_9"),
                    speaker: Speaker(remoteID: "9", handle: "", name: "Bima"), text: "Di @kedaiaksara",
                    at: .noon - .hours(1), about: nil),
            ])
        #expect(heard.missing == nil)
    }

    @Test func `leaves its own words out, and what is older than a week the first time`() async {
        let old = Inbox.comment("8_2", "Lama").replacing("2026-11-24T11", with: "2026-11-17T11")
        let line = Inbox.answers(
            Inbox.list([
                Inbox.post("42_8", [Inbox.comment("8_3", "Kami buka", from: "42"), old])
            ]), Inbox.list([]))

        #expect(await Inbox.listen(via: line).said == [])
    }

    @Test func `asks from where it stood, and ten minutes further back`() async {
        let first = await Inbox.listen(
            via: Inbox.answers(
                Inbox.list([Inbox.post("42_8", [Inbox.comment("8_1", "Satu", "11:00:00")])]), Inbox.list([])))
        let rows = [
            Inbox.comment("8_3", "Tiga", "11:30:00"), Inbox.comment("8_2", "Dua", "10:50:00"),
            Inbox.comment("8_0", "Nol", "10:49:59"),
        ]

        let second = await Inbox.listen(
            first.mark, via: Inbox.answers(Inbox.list([Inbox.post("42_8", rows)]), Inbox.list([])))

        #expect(first.mark == ["since": .integer((.noon - .minutes(70)).ms)])
        #expect(second.said.map(\.text) == ["Tiga", "Dua"])
        #expect(second.mark == ["since": .integer((.noon - .minutes(40)).ms)])
    }

    @Test func `keeps its mark when nothing was said`() async {
        let mark: [String: JSONValue] = ["since": .integer(Instant.noon.ms)]

        let heard = await Inbox.listen(mark, via: Inbox.answers(Inbox.list([]), Inbox.list([])))

        #expect(heard.mark == mark)
    }

    @Test func `knows a video by its own number, and an answer to a comment of ours by that comment`() async {
        let film = #","attachments":{"data":[{"target":{"id":"1220"}}]}"#
        let below = Inbox.comment("8_5", "Siap", more: #","parent":{"id":"8_4"},"can_comment":false"#)
        let posts = Inbox.list([
            Inbox.post("42_8", [Inbox.comment("8_1", "Bagus"), below], more: film),
            Inbox.post("42_9", [Inbox.comment("9_1", "Hai")]),
        ])

        let heard = await Inbox.listen(posts: ["1220", "8_4"], via: Inbox.answers(posts, Inbox.list([])))

        #expect(heard.said.map(\.about) == ["1220", "8_4", "42_9"])
        #expect(heard.said[1].receipt.extra == ["parent": "8_4", "takesAnswers": false])
    }

    @Test func `tells a picture without words by its address, and does not name who is hidden`() async {
        let sticker =
            #"{"id":"8_1","message":"","created_time":"2026-11-24T11:00:00+0000","#
            + #""attachment":{"type":"sticker","url":"https://fb.example/s"}}"#

        let heard = await Inbox.listen(
            via: Inbox.answers(Inbox.list([Inbox.post("42_8", [sticker])]), Inbox.list([])))

        #expect(heard.said.map(\.text) == ["https://fb.example/s"])
        #expect(heard.said.map(\.speaker) == [Speaker(remoteID: "", handle: "", name: "")])
    }

    @Test func `passes over rows it cannot read`() async {
        let rows = ["{}", "7", #"{"id":"8_2","created_time":"gestern"}"#, Inbox.comment("8_1", "Hai")]

        let heard = await Inbox.listen(
            via: Inbox.answers(Inbox.list(["{}", Inbox.post("42_8", rows)]), Inbox.list(["[]"])))

        #expect(heard.said.map(\.text) == ["Hai"])
    }

    @Test(arguments: [
        (ScriptedLine.Answer.reply(403, MetaSample.error(10)), "refused"),
        (.reply(400, MetaSample.error(190, 463)), "signedOut"), (.reply(400, MetaSample.error(4)), "postponed"),
        (.reply(500, "<html>"), "postponed"), (.noAnswer, "postponed"), (.neverLeft, "postponed"),
    ])
    func `says of every end which it is`(answer: ScriptedLine.Answer, wanted: String) async {
        let heard = await Inbox.listen(via: ScriptedLine([answer]))

        #expect("\(heard)".hasPrefix(wanted))
    }

    @Test func `goes on without the mentions where it may not read them, and says so`() async {
        let line = ScriptedLine([
            .reply(200, Inbox.list([Inbox.post("42_8", [Inbox.comment("8_1", "Hai")])])),
            .reply(403, MetaSample.error(10)),
        ])

        let heard = await Inbox.listen(via: line)

        #expect(heard.said.count == 1)
        #expect(heard.missing?.what == "Facebook does not let us read the posts that mention this page.")
        #expect(heard.missing?.status == 403)
        #expect(heard.mark["strands"] == nil)
    }
}
