import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A name in a caption or comment under somebody else's post on Instagram")
struct InstagramMentionTests {
    private let app = AppKeys(clientID: "42", clientSecret: Redacted("dummy-app-secret"))
    private let comment = Hint(post: "17918", comment: "17967")
    private let caption = Hint(post: "17918")

    private func knock(_ body: String, signed: String? = nil) -> Knocked? {
        let sign = "sha256=" + Graph.proof(of: Redacted(signed ?? body), secret: Redacted("dummy-app-secret"))
        return Instagram().knocked(
            Knock(method: .post, headers: ["x-hub-signature-256": sign], body: Array(body.utf8)), app: app, word: "w")
    }

    private static func change(_ value: String, _ field: String = "mentions") -> String {
        #"{"field":"\#(field)","value":\#(value)}"#
    }

    private static func body(_ changes: [String], account: String = "264") -> String {
        #"{"object":"instagram","entry":[{"id":"\#(account)","time":1,"changes":[\#(changes.joined(separator: ","))]}]}"#
    }

    @Test func `is told by its numbers, in a caption or in a comment`() {
        let told = knock(
            Self.body([
                Self.change(#"{"media_id":"17918","comment_id":"17967"}"#), Self.change(#"{"media_id":17918}"#),
            ]))

        #expect(told == .rings(for: ["264"], hints: ["264": [comment, caption].compactMap(\.self)]))
    }

    @Test(arguments: [
        #"{"media_id":"halo"}"#, #"{"media_id":"1){id}"}"#, #"{"media_id":"17918","comment_id":"@budi"}"#,
        #"{"comment_id":"17967"}"#, #"{"media_id":""}"#, #"{"media_id":{"id":"1"}}"#, "[]", "null", #""17918""#,
    ])
    func `brings no words in`(value: String) {
        #expect(knock(Self.body([Self.change(value)])) == .rings(for: ["264"]))
    }

    @Test func `is told by the field for mentions alone, and only when the call is signed`() {
        let other = Self.body([Self.change(#"{"media_id":"17918"}"#, "comments")])
        let forged = Self.body([Self.change(#"{"media_id":"17918"}"#)])

        #expect(knock(other) == .rings(for: ["264"]))
        #expect(knock(forged, signed: other) == .refused("The call is not signed with the app's secret."))
    }

    @Test func `is one of a thousand that a call may bring`() throws {
        let told = knock(Self.body((1...10_000).map { Self.change(#"{"media_id":"\#($0)"}"#) }))

        guard case .rings(_, let hints) = try #require(told) else {
            Issue.record("it was refused")
            return
        }
        #expect(hints["264"]?.count == 1_000)
    }

    private func hear(
        _ hint: Hint?, _ answer: ScriptedLine.Answer, login: String = "facebook"
    ) async throws -> (HintEnd, ScriptedLine) {
        let hint = try #require(hint)
        let line = ScriptedLine([answer])
        let signedIn = MetaSample.signedIn("instagram", traits: ["login": .string(login)])
        return (await Instagram().hear(hint, of: signedIn, now: .noon, via: line), line)
    }

    private static let shownComment =
        #"{"mentioned_comment":{"id":"17967","text":"Ke @ayu_lestari ☕","timestamp":"2026-11-24T11:55:00+0000","username":"bima","media":{"id":"17918","permalink":"https://ig.example/9"}},"id":"42"}"#
    private static let shownCaption =
        #"{"mentioned_media":{"id":"17918","caption":"Di kedai @ayu_lestari","timestamp":"2026-11-24T11:50:00+0000","username":"citra","permalink":"https://ig.example/9","media_type":"IMAGE"},"id":"42"}"#

    @Test func `is read by a call of our own`() async throws {
        let (end, line) = try await hear(comment, .reply(200, Self.shownComment))

        guard case .said(let said) = end else {
            Issue.record("\(end)")
            return
        }
        #expect(line.asked[0].call.url == "https://graph.facebook.com/v23.0/42")
        #expect(
            line.asked[0].query("fields")
                == "mentioned_comment.comment_id(17967){id,text,timestamp,username,media{id,permalink}}")
        #expect(line.asked[0].unit == MeterUnit("read") && line.asked.count == 1)
        #expect(said.receipt == Receipt(remoteID: "17967", url: "https://ig.example/9", extra: ["mentioned": "17918"]))
        #expect(said.kind == .mention && said.text == "Ke @ayu_lestari ☕" && said.speaker.handle == "bima")
        #expect(said.about == nil)
    }

    @Test func `is read in a caption as well`() async throws {
        let (end, line) = try await hear(caption, .reply(200, Self.shownCaption))

        guard case .said(let said) = end else {
            Issue.record("\(end)")
            return
        }
        #expect(
            line.asked[0].query("fields")
                == "mentioned_media.media_id(17918){id,caption,timestamp,permalink,username,media_type}")
        #expect(said.receipt == Receipt(remoteID: "17918", url: "https://ig.example/9", extra: ["mentioned": "17918"]))
        #expect(said.text == "Di kedai @ayu_lestari" && said.speaker.handle == "citra")
    }

    @Test(arguments: [
        (ScriptedLine.Answer.reply(400, MetaSample.error(100, 33)), "nothing"),
        (.reply(400, MetaSample.error(24, 2_207_006)), "nothing"), (.reply(404, MetaSample.error(100, 33)), "nothing"),
        (.reply(200, #"{"id":"42"}"#), "nothing"),
        (.reply(200, shownComment.replacing("17967", with: "1")), "nothing"),
        (.reply(200, shownComment.replacing(#""bima""#, with: #""Ayu_Lestari""#)), "nothing"),
        (.reply(403, MetaSample.error(10)), "refused"), (.reply(401, MetaSample.error(190)), "signedOut"),
        (.reply(400, MetaSample.error(4)), "postponed"), (.reply(500, ""), "postponed"), (.noAnswer, "postponed"),
        (.neverLeft, "postponed"),
    ])
    func `has an end for every answer`(answer: ScriptedLine.Answer, wanted: String) async throws {
        let (end, _) = try await hear(comment, answer)

        #expect("\(end)".hasPrefix(wanted))
    }

    /// Graph says 100 for a field that it does not know as well as for a thing that it does not know.
    @Test func `is asked for once more with certain fields before a plain no counts, as a refusal`() async throws {
        let hint = try #require(comment)
        let signedIn = MetaSample.signedIn("instagram", traits: ["login": "facebook"])
        let twice = ScriptedLine([.reply(400, MetaSample.error(100)), .reply(400, MetaSample.error(100))])
        let gone = ScriptedLine([.reply(400, MetaSample.error(100)), .reply(400, MetaSample.error(100, 33))])
        let plain =
            #"{"mentioned_comment":{"id":"17967","text":"Ke @ayu","timestamp":"2026-11-24T11:55:00+0000"},"id":"42"}"#
        let shown = ScriptedLine([.reply(400, MetaSample.error(100)), .reply(200, plain)])

        let refused = await Instagram().hear(hint, of: signedIn, now: .noon, via: twice)
        let nothing = await Instagram().hear(hint, of: signedIn, now: .noon, via: gone)
        let heard = await Instagram().hear(hint, of: signedIn, now: .noon, via: shown)

        #expect("\(refused)".hasPrefix("refused") && "\(nothing)".hasPrefix("nothing"))
        guard case .said(let said) = heard else { return #expect(Bool(false)) }
        #expect(said.text == "Ke @ayu" && said.speaker.handle.isEmpty)
        #expect(twice.asked.count == 2)
        #expect(
            twice.asked.last?.query("fields") == "mentioned_comment.comment_id(17967){id,text,timestamp}")
    }

    @Test func `of a caption is asked for with the fields that are certain as well`() async throws {
        let (end, line) = try await hear(caption, .reply(400, MetaSample.error(100)))

        #expect("\(end)".hasPrefix("postponed"))
        #expect(
            line.asked.last?.query("fields")
                == "mentioned_media.media_id(17918){id,caption,timestamp,username}")
    }

    @Test func `is not there for Instagram Login, and no call is made`() async throws {
        let (end, line) = try await hear(comment, .neverLeft, login: "instagram")

        guard case .nothing = end else {
            Issue.record("\(end)")
            return
        }
        #expect(line.asked.isEmpty)
        #expect(!Instagram().takesHints(for: Sample.account("instagram")))
    }

    private static let commit = Step(.commit, "comment", part: 0)

    private func errand(_ id: String) -> Errand {
        let receipt = Receipt(remoteID: id, url: "https://ig.example/9", extra: ["mentioned": "17918"])
        return MetaSample.errand(
            Instagram(), SaidSample.answer("Ya", to: receipt), Self.commit, traits: ["login": "facebook"])
    }

    @Test(arguments: [
        ("17967", ["media_id": "17918", "comment_id": "17967", "message": "Ya"]),
        ("17918", ["media_id": "17918", "message": "Ya"]),
    ])
    func `is answered through the mention, once`(id: String, form: [String: String]) async {
        let line = ScriptedLine([.reply(200, #"{"id":"17999"}"#)])

        let outcome = await Instagram().commit(errand(id), via: line)

        #expect(line.asked.map(\.call.url) == ["https://graph.facebook.com/v23.0/42/mentions"])
        #expect(line.asked[0].form.filter { $0.key != "appsecret_proof" } == form)
        #expect(line.asked[0].call.isCommit)
        #expect(
            outcome.receipt
                == Receipt(remoteID: "17999", url: "https://ig.example/9", extra: ["mentioned": "17918"]))
    }

    private func look(_ id: String, _ answer: ScriptedLine.Answer) async -> (Finding, ScriptedLine) {
        let line = ScriptedLine([answer])
        return (await Instagram().look(errand(id), doubt: Sample.doubt, via: line), line)
    }

    @Test func `finds its lost answer where it stands`() async {
        let ours = #"{"id":"17999","text":"Ya","timestamp":"2026-11-24T12:00:03+0000","username":"ayu_lestari"}"#
        let under = #"{"mentioned_comment":{"id":"17967","replies":{"data":[\#(ours)]}},"id":"42"}"#
        let beside = #"{"mentioned_media":{"id":"17918","comments":{"data":[\#(ours)]}},"id":"42"}"#

        let (first, line) = await look("17967", .reply(200, under))
        let (second, other) = await look("17918", .reply(200, beside))

        #expect(first.receipt?.remoteID == "17999" && second.receipt?.remoteID == "17999")
        #expect(
            line.asked[0].query("fields")
                == "mentioned_comment.comment_id(17967){id,replies.limit(50){id,text,timestamp,username,from}}")
        #expect(
            other.asked[0].query("fields")
                == "mentioned_media.media_id(17918){id,comments.limit(50){id,text,timestamp,username,from}}")
    }

    @Test(arguments: [
        ScriptedLine.Answer.reply(200, #"{"mentioned_comment":{"id":"17967"},"id":"42"}"#),
        .reply(400, MetaSample.error(100)), .reply(400, MetaSample.error(100, 33)),
    ])
    func `leaves it to a person when its answer is not seen`(answer: ScriptedLine.Answer) async {
        let (finding, _) = await look("17967", answer)

        guard case .notSeen(let evidence) = finding else {
            Issue.record("\(finding)")
            return
        }
        #expect(evidence.isBlind)
    }
}
