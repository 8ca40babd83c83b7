import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("An answer on a Mastodon server")
struct MastodonAnsweringTests {
    let signedIn = Sample.signedIn(
        Sample.account(
            "mastodon", handle: "ayu@mastodon.example", server: "https://mastodon.example", traits: ["language": "id"]))

    func said(_ visibility: String?, acct: String = "bima@lain.example", spoiler: String? = nil) -> Receipt {
        Receipt(
            remoteID: "5", url: nil,
            extra: JSONValue.members([
                ("visibility", visibility.map(JSONValue.string)), ("acct", .string(acct)),
                ("spoiler_text", spoiler.map(JSONValue.string)),
            ]).object ?? [:])
    }

    func answer(_ text: String, to said: Receipt, _ chosen: [String: [String]] = [:]) -> Post {
        Post(parts: [Post.Part(text: text)], options: ["mastodon": ChosenOptions(chosen)], answering: said)
    }

    func rendered(_ post: Post, _ traits: [String: JSONValue] = [:]) -> Rendered {
        let account = Sample.account("mastodon", handle: "ayu@mastodon.example", traits: traits)
        return Mastodon().render(post, for: account, at: .noon)
    }

    @Test(
        arguments: [
            ("public", nil, nil, "public"), ("direct", nil, nil, "direct"), ("private", nil, nil, "private"),
            ("unlisted", nil, nil, "unlisted"), ("direct", "public", nil, "direct"),
            ("private", "public", nil, "private"),
            ("public", "private", nil, "private"), ("public", nil, "unlisted", "unlisted"),
            ("local", nil, nil, "direct"),
            (nil, nil, nil, "public"),
        ] as [(String?, String?, String?, String)])
    func `is shown to no more people than what it answers`(
        said: String?, chosen: String?, usual: String?, visibility: String
    ) {
        let options = chosen.map { ["visibility": [$0]] } ?? [:]
        let traits: [String: JSONValue] = usual.map { ["visibility": .string($0)] } ?? [:]

        let rendered = rendered(answer("@bima@lain.example ya", to: self.said(said), options), traits)

        #expect(rendered.rendition.parts[0].frozen["visibility"]?.string == visibility)
        #expect(rendered.broken.map(\.weight) == (chosen == nil || chosen == visibility ? [] : [.warns]))
    }

    @Test func `keeps the content warning, on every part, unless another is chosen`() {
        var long = answer("@bima@lain.example satu", to: said("public", spoiler: "Kopi"))
        long.parts.append(Post.Part(text: "dua"))
        let own = answer("@bima@lain.example ya", to: said("public", spoiler: "Kopi"), ["spoiler_text": ["Teh"]])

        #expect(rendered(long).rendition.parts.map { $0.frozen["spoiler_text"] } == ["Kopi", "Kopi"])
        #expect(rendered(long).rendition.parts.map(\.role) == [.comment, .threadPart])
        #expect(rendered(own).rendition.parts[0].frozen["spoiler_text"] == "Teh")
    }

    @Test(arguments: [
        ("@bima@lain.example ya", "bima@lain.example", true), ("Ya, @Bima@Lain.example.", "bima@lain.example", true),
        ("ya", "bima@lain.example", false), ("@bima ya", "bima@lain.example", false),
        ("@bima@lain.example2 ya", "bima@lain.example", false), ("@bima ya", "bima", true),
        ("@bima@mastodon.example ya", "bima", true), ("@bima@lain.example ya", "bima", false),
        ("@bimasakti ya", "bima", false), ("(@bima)", "bima", true),
    ])
    func `has to name whom it is for`(text: String, acct: String, isNamed: Bool) {
        let open = rendered(answer(text, to: said("public", acct: acct)))
        let quiet = rendered(answer(text, to: said("direct", acct: acct)))

        #expect(open.broken.map(\.weight) == (isNamed ? [] : [.warns]))
        #expect(quiet.broken.map(\.weight) == (isNamed ? [] : [.refuses]))
    }

    @Test func `may carry a poll`() {
        let post = answer("@bima@lain.example mana?", to: said("public"), ["poll": ["Kopi", "Teh"]])

        #expect(rendered(post).rendition.parts[0].frozen["poll"]?["options"] == ["Kopi", "Teh"])
    }

    func errand(_ said: Receipt) -> Errand {
        let post = answer("@bima@lain.example ya", to: said)
        return Sample.errand(Mastodon(), post, step: Step(.commit, "reply", part: 0), signedIn: signedIn)
    }

    @Test func `goes out under what it answers`() async {
        let line = ScriptedLine([
            .reply(
                200,
                #"{"id":"6","content":"<p>@bima ya</p>","visibility":"direct","language":"id","media_attachments":[],"in_reply_to_id":"5"}"#
            )
        ])

        let outcome = await Mastodon().commit(errand(said("direct")), via: line)

        #expect(outcome.receipt?.differences == [])
        #expect(
            line.asked[0].json == [
                "status": "@bima@lain.example ya", "visibility": "direct", "language": "id", "in_reply_to_id": "5",
            ])
    }

    @Test func `is refused when what it answers is gone`() async {
        let words = #"{"error":"The post you are trying to reply to does not appear to exist."}"#

        let outcome = await Mastodon().commit(errand(said("public")), via: ScriptedLine([.reply(404, words)]))

        #expect(outcome.refusal?.kind == .gone)
    }

    static func status(_ id: String, parent: String, author: String = "42") -> String {
        #"{"id":"\#(id)","content":"<p>@bima ya</p>","created_at":"2026-11-24T12:00:05Z","media_attachments":[],"in_reply_to_id":\#(parent),"account":{"id":"\#(author)"}}"#
    }

    @Test func `is found again under what it answers`() async {
        let loose = Self.status("7", parent: "null")
        let line = ScriptedLine([.reply(200, "[\(loose),\(Self.status("6", parent: #""5""#))]")])

        let finding = await Mastodon().look(errand(said("public")), doubt: Sample.doubt, via: line)

        #expect(finding.receipt?.remoteID == "6")
        #expect(finding.receipt?.differences.isEmpty == false)
    }

    /// It may be ours, whose parent was deleted, or another post in the same words.
    @Test func `is neither found nor absent where the same words hang loose`() async {
        let line = ScriptedLine([.reply(200, "[\(Self.status("6", parent: "null"))]"), .reply(200, "[]")])

        let finding = await Mastodon().look(errand(said("public")), doubt: Sample.doubt, via: line)

        guard case .notSeen(let evidence) = finding else {
            Issue.record("\(finding)")
            return
        }
        #expect(evidence.isBlind)
    }

    /// A server without plain sources may show our words otherwise: sending again could be the second time.
    @Test func `is not absent where a server shows other words in its place`() async {
        let shown = Self.status("6", parent: #""5""#).replacing("@bima ya", with: "@bima <em>ya</em>!")
        let line = ScriptedLine([.reply(200, "[\(shown)]"), .reply(404, "{}"), .reply(200, "[]")])

        let finding = await Mastodon().look(errand(said("public")), doubt: Sample.doubt, via: line)

        guard case .notSeen(let evidence) = finding else {
            Issue.record("\(finding)")
            return
        }
        #expect(evidence.isBlind)
    }

    @Test func `that is private is not absent because what it answers is gone`() async {
        let line = ScriptedLine([.reply(200, "[]"), .reply(404, #"{"error":"Record not found"}"#)])

        let finding = await Mastodon().look(errand(said("direct")), doubt: Sample.doubt, via: line)

        guard case .notSeen(let evidence) = finding else {
            Issue.record("\(finding)")
            return
        }
        #expect(evidence.isBlind)
    }

    @Test func `that is private is looked for under what it answers, too`() async {
        let context =
            #"{"ancestors":[],"descendants":[\#(Self.status("7", parent: #""5""#, author: "77")),\#(Self.status("6", parent: #""5""#))]}"#
        let line = ScriptedLine([.reply(200, "[]"), .reply(200, context)])

        let finding = await Mastodon().look(errand(said("direct")), doubt: Sample.doubt, via: line)

        #expect(finding.receipt?.remoteID == "6")
        #expect(line.asked[1].call.url == "https://mastodon.example/api/v1/statuses/5/context")
    }

    @Test func `that is private is not taken for missing while its place cannot be seen`() async {
        let unclear = ScriptedLine([.reply(200, "[]"), .reply(503, "<html>")])
        let gone = ScriptedLine([.reply(200, "[]"), .reply(404, #"{"error":"Record not found"}"#)])

        guard
            case .couldNotLook = await Mastodon().look(errand(said("direct")), doubt: Sample.doubt, via: unclear),
            case .notSeen = await Mastodon().look(errand(said("direct")), doubt: Sample.doubt, via: gone)
        else { return #expect(Bool(false)) }
    }
}
