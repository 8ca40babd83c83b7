import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Other words in a status's place")
struct MastodonEditingTests {
    static let signedIn = Sample.signedIn(
        Sample.account("mastodon", server: "https://mastodon.example", traits: ["language": "id"]))

    static func status(_ id: String = "1", _ text: String = "kopi", media: String = "[]", more: String = "") -> String {
        #"{"id":"\#(id)","uri":"https://mastodon.example/s/\#(id)","content":"<p>\#(text)</p>","visibility":"public","language":"id","spoiler_text":"","sensitive":false,"media_attachments":\#(media),"in_reply_to_id":null\#(more)}"#
    }

    func edit(
        to text: String = "teh", pictures: [Media] = [], options: [String: [String]] = [:],
        _ answers: [ScriptedLine.Answer]
    ) async -> (Edition, ScriptedLine) {
        let line = ScriptedLine(answers)
        var post = Sample.post(text, pictures: pictures)
        post.options = ["mastodon": ChosenOptions(options)]
        let part = Mastodon().render(post, for: Self.signedIn.account, at: .noon).rendition.parts[0]
        let published = PublishedPart(part: part, receipt: Receipt(remoteID: "1", url: nil), parent: nil)
        let edition = await Mastodon().edit(published, to: part, of: Self.signedIn, now: .noon, via: line)
        return (edition, line)
    }

    @Test func `are put there by one call, and what is shown is compared`() async {
        let (edition, line) = await edit([.reply(200, Self.status()), .reply(200, Self.status("1", "teh"))])

        #expect(
            edition
                == .edited(
                    Receipt(
                        remoteID: "1", url: "https://mastodon.example/s/1",
                        extra: ["uri": "https://mastodon.example/s/1"])))
        #expect(line.asked.map(\.call.method) == [.get, .put])
        #expect(line.asked[1].call.url == "https://mastodon.example/api/v1/statuses/1")
        #expect(
            line.asked[1].json == ["status": "teh", "spoiler_text": "", "sensitive": false, "language": "id"])
        #expect(line.asked.map(\.unit.name) == ["read", "edit"])
        #expect(Mastodon().rules.canEdit)
    }

    @Test func `keep pictures, mend a description, and keep the warning and who may quote`() async {
        let media = #"[{"id":"m1","type":"image","description":"A cup"},{"id":"m2","type":"image","description":"x"}]"#
        let quotes = #","quote_approval":{"automatic":[],"manual":[],"current_user":"automatic"}"#
        let shown = Self.status(media: media, more: quotes).replacing(
            #""sensitive":false"#, with: #""sensitive":true"#)

        let (_, line) = await edit(
            pictures: [Sample.picture(alt: "A cup"), Sample.picture(alt: "Two cups")],
            options: ["spoiler_text": ["Minuman"]], [.reply(200, shown), .noAnswer])

        #expect(
            line.asked[1].json == [
                "status": "teh", "spoiler_text": "Minuman", "sensitive": true, "language": "id",
                "media_ids": ["m1", "m2"], "media_attributes": [["id": "m2", "description": "Two cups"]],
                "quote_approval_policy": "nobody",
            ])
    }

    static func poll(ends: String, expired: Bool = false) -> String {
        #","poll":{"id":"p","expires_at":\#(ends),"expired":\#(expired),"multiple":false,"options":[{"title":"Kopi"},{"title":"Teh"}]}"#
    }

    @Test func `keep a poll with its votes and its end`() async {
        let shown = Self.status(more: Self.poll(ends: #""2026-11-24T13:00:00.000Z""#))

        let (edition, line) = await edit(
            options: ["poll": ["Kopi", "Teh"], "poll_hide_totals": ["yes"]],
            [
                .reply(200, shown),
                .reply(200, Self.status("1", "teh", more: Self.poll(ends: #""2026-11-24T13:00:00.000Z""#))),
            ])

        #expect(
            line.asked[1].json?["poll"] == [
                "options": ["Kopi", "Teh"], "multiple": false, "hide_totals": true, "expires_in": 3600,
            ])
        guard case .edited(let receipt) = edition else { return #expect(Bool(false)) }
        #expect(receipt.differences == [])
    }

    @Test(arguments: [
        MastodonEditingTests.poll(ends: #""2026-11-24T11:00:00Z""#, expired: true),
        MastodonEditingTests.poll(ends: #""2026-11-24T12:04:00Z""#),
    ])
    func `open no poll again`(poll: String) async {
        let (edition, line) = await edit([.reply(200, Self.status(more: poll))])

        guard case .refused(let refusal) = edition else { return #expect(Bool(false)) }
        #expect(refusal.kind == .invalidContent)
        #expect(line.asked.count == 1)
    }

    @Test func `may give the status another identity, and say what was dropped`() async {
        let (edition, _) = await edit([.reply(200, Self.status()), .reply(200, Self.status("2", "te"))])

        guard case .edited(let receipt) = edition else { return #expect(Bool(false)) }
        #expect(receipt.remoteID == "2")
        #expect(receipt.differences.count == 1)
    }

    @Test(arguments: [404, 405]) func `are not offered where there is no such call`(status: Int) async {
        #expect(await edit([.reply(200, Self.status()), .reply(status, #"{"error":"x"}"#)]).0 == .notOffered)
    }

    @Test func `say when the status is gone, the words are refused or the token is dead`() async {
        guard case .refused(let gone) = await edit([.reply(404, #"{"error":"Record not found"}"#)]).0,
            case .refused(let long) = await edit([.reply(200, Self.status()), .reply(422, #"{"error":"x"}"#)]).0,
            case .signedOut = await edit([.reply(401, #"{"error":"x"}"#)]).0
        else { return #expect(Bool(false)) }
        #expect(gone.kind == .gone && long.kind == .invalidContent)
    }

    @Test func `are in doubt only once they were sent`() async {
        for before in [ScriptedLine.Answer.noAnswer, .neverLeft, .reply(503, "<html>"), .reply(200, "{}")] {
            guard case .postponed = await edit([before]).0 else { return #expect(Bool(false)) }
        }
        for after in [ScriptedLine.Answer.noAnswer, .reply(500, "<html>"), .reply(200, "{}"), .reply(302, "")] {
            guard case .unknown = await edit([.reply(200, Self.status()), after]).0 else {
                return #expect(Bool(false))
            }
        }
    }
}
