import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Editing a post on X")
struct XEditingTests {
    let signedIn = Sample.signedIn(Sample.account("x"))

    private func part(_ text: String, role: Int = 0, pictures: [Media] = []) -> RenderedPart {
        var post = Sample.post("satu", text)
        post.parts[role] = .init(text: text, media: pictures)
        return X().render(post, for: signedIn.account, at: .noon).rendition.parts[role]
    }

    private func edit(
        _ published: RenderedPart? = nil, _ answers: ScriptedLine.Answer...
    ) async -> (Edition, ScriptedLine) {
        let line = ScriptedLine(answers)
        let edition = await X().edit(
            PublishedPart(
                part: published ?? part("Kopi lama"), receipt: Receipt(remoteID: "99", url: nil), parent: nil),
            to: part("Kopi baru"), of: signedIn, now: .noon, via: line)
        return (edition, line)
    }

    private func standing(
        _ text: String = "Kopi lama", id: String = "99", history: String = #"["99"]"#, until: String = "12:20",
        eligible: Bool = true, left: Int = 4
    ) -> ScriptedLine.Answer {
        .reply(
            200,
            """
            {"data":{"id":"\(id)","text":"\(text)","edit_history_tweet_ids":\(history),"edit_controls":
            {"is_edit_eligible":\(eligible),"edits_remaining":\(left),"editable_until":"2026-11-24T\(until):00.000Z"}}}
            """)
    }

    private let taken = ScriptedLine.Answer.reply(201, #"{"data":{"id":"120","text":"Kopi baru"}}"#)

    @Test func `asks how it stands, then puts a new version in its place`() async {
        let (edition, line) = await edit(nil, standing(), taken)

        #expect(edition == .edited(Receipt(remoteID: "120", url: "https://x.com/ayu_lestari/status/120")))
        #expect(line.asked[0].call.url == "https://api.x.com/2/tweets/99")
        #expect(line.asked[0].query("tweet.fields")?.hasSuffix(",edit_controls") == true)
        #expect(line.asked[0].unit == MeterUnit("owned_read", count: 1))
        #expect(line.asked[1].json == ["text": "Kopi baru", "edit_options": ["previous_post_id": "99"]])
        #expect(line.asked[1].unit == MeterUnit("post_create"))
        #expect(!line.asked[1].call.isCommit)
    }

    @Test func `a lost answer is looked for before anything is sent again`() async {
        let (doubt, _) = await edit(nil, standing(), .noAnswer)
        let (found, line) = await edit(
            nil, standing(history: #"["99","120"]"#), standing("Kopi baru", id: "120", history: #"["99","120"]"#))

        guard case .unknown = doubt else { return #expect(Bool(false)) }
        #expect(found == .edited(Receipt(remoteID: "120", url: "https://x.com/ayu_lestari/status/120")))
        #expect(line.asked.map(\.call.method) == [.get, .get])
    }

    @Test func `in the newer names the versions are asked for`() async {
        let new = Sample.signedIn(Sample.account("x"), addresses: ["vocabulary": "post"])
        let line = ScriptedLine([
            .reply(200, #"{"data":{"id":"99","text":"Kopi lama","edit_history_post_ids":["99","120"]}}"#),
            .reply(200, #"{"data":{"id":"120","text":"Kopi baru","edit_history_post_ids":["99","120"]}}"#),
        ])

        let found = await X().edit(
            PublishedPart(part: part("Kopi lama"), receipt: Receipt(remoteID: "99", url: nil), parent: nil),
            to: part("Kopi baru"), of: new, now: .noon, via: line)

        #expect(found == .edited(Receipt(remoteID: "120", url: "https://x.com/ayu_lestari/status/120")))
        #expect(line.asked.map { $0.query("expansions") } == ["edit_history_post_ids", "edit_history_post_ids"])
        #expect(line.asked[0].query("post.fields")?.hasSuffix(",edit_controls") == true)
        #expect(line.asked[0].unit == MeterUnit("owned_read", count: 6))
    }

    @Test func `goes on from the newest version`() async {
        let (edition, line) = await edit(
            nil, standing(history: #"["99","110"]"#), standing("Kopi sore", id: "110", history: #"["99","110"]"#),
            taken)

        guard case .edited = edition else { return #expect(Bool(false)) }
        #expect(line.asked[2].json?.at("edit_options", "previous_post_id") == "110")
    }

    @Test func `what X says may not be edited is not tried`() async {
        let closed = await [
            edit(nil, standing(until: "12:00")), edit(nil, standing(eligible: false)), edit(nil, standing(left: 0)),
            edit(nil, .reply(200, #"{"data":{"id":"99","text":"Kopi lama"}}"#)),
        ]

        for (edition, line) in closed {
            guard case .refused(let refusal) = edition else { return #expect(Bool(false), "\(edition)") }
            #expect(refusal.kind == .permission)
            #expect(line.asked.count == 1)
        }
    }

    @Test func `what may lose its pictures or its place in a thread is left alone`() async {
        let (pictured, first) = await edit(part("Kopi", pictures: [Sample.picture()]))
        let (threaded, second) = await edit(part("Kopi", role: 1))

        guard case .refused = pictured, case .refused = threaded else { return #expect(Bool(false)) }
        #expect(first.asked.isEmpty && second.asked.isEmpty)
    }

    @Test(arguments: [
        ScriptedLine.Answer.noAnswer, .reply(503, ""), .reply(201, #"{"data":{}}"#), .reply(200, "<html>"),
        .reply(201, #"{"data":{"id":"99","text":"Kopi baru"}}"#),
    ])
    func `is in doubt without a clear answer`(answer: ScriptedLine.Answer) async {
        guard case .unknown = await edit(nil, standing(), answer).0 else { return #expect(Bool(false)) }
    }

    @Test(arguments: [ScriptedLine.Answer.neverLeft, .reply(503, ""), .reply(429, "{}")])
    func `when it cannot be asked how it stands, nothing was done`(answer: ScriptedLine.Answer) async {
        let (edition, line) = await edit(nil, answer)

        guard case .postponed = edition else { return #expect(Bool(false), "\(edition)") }
        #expect(line.asked.count == 1)
    }

    @Test func `a deleted post is told as that`() async {
        let (edition, _) = await edit(
            nil,
            .reply(
                200,
                #"{"errors":[{"title":"Not Found Error","type":"https://api.twitter.com/2/problems/resource-not-found"}]}"#
            ))

        guard case .refused(let refusal) = edition else { return #expect(Bool(false)) }
        #expect(refusal.kind == .gone)
    }

    @Test func `a late no is told in words about editing`() async {
        let (edition, _) = await edit(
            nil, standing(),
            .reply(403, #"{"title":"Forbidden","detail":"You are not permitted to perform this action."}"#))

        guard case .refused(let refusal) = edition else { return #expect(Bool(false)) }
        #expect(refusal.what.description.contains("edited"))
    }
}
