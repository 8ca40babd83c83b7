import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A like on LinkedIn")
struct LinkedInDeedTests {
    typealias It = LinkedInInboxSample

    func act(_ deed: Deed, _ line: ScriptedLine, of signedIn: SignedIn = It.house) async -> DeedEnd {
        await LinkedIn().act(deed, on: It.said(), of: signedIn, now: .noon, via: line)
    }

    @Test func `is a reaction of the page to the comment`() async {
        let line = ScriptedLine([.reply(201, "{}")])

        #expect(await act(.like, line) == .done)

        #expect(line.asked[0].call.method == .post)
        #expect(line.asked[0].call.url == "https://api.linkedin.com/rest/reactions")
        #expect(line.asked[0].query("actor") == "urn:li:organization:9")
        #expect(line.asked[0].json == ["root": .string(It.urn(5)), "reactionType": "LIKE"])
        #expect(line.asked[0].unit == LinkedInUnit.react)
    }

    @Test func `is taken back by the names of both`() async {
        let line = ScriptedLine([.reply(204, "")])

        #expect(await act(.unlike, line) == .done)

        #expect(line.asked[0].call.method == .delete)
        #expect(
            line.asked[0].call.url
                == "https://api.linkedin.com/rest/reactions/(actor:urn%3Ali%3Aorganization%3A9,entity:urn%3Ali%3Acomment%3A%28urn%3Ali%3Aactivity%3A77%2C5%29)"
        )
        #expect(line.asked[0].call.query.isEmpty)
    }

    @Test func `may be done again without harm`() async {
        let there = ScriptedLine.Answer.reply(409, #"{"status":409,"code":"CONFLICT","message":"exists"}"#)

        #expect(await act(.like, ScriptedLine([there])) == .done)
        #expect(await act(.unlike, ScriptedLine([It.gone])) == .done)
    }

    @Test func `ends otherwise as LinkedIn says`() async {
        guard case .refused(let gone) = await act(.like, ScriptedLine([It.gone])),
            case .refused(let denied) = await act(.unlike, ScriptedLine([It.denied])),
            case .postponed = await act(.like, ScriptedLine([It.tooMany])),
            case .unknown = await act(.like, ScriptedLine([.noAnswer])),
            case .unknown = await act(.unlike, ScriptedLine([.reply(503, "<html>")])),
            case .postponed = await act(.unlike, ScriptedLine([.neverLeft]))
        else { return #expect(Bool(false)) }
        #expect(gone.kind == .gone && denied.kind == .permission)
    }

    @Test func `is all there is, and for pages alone`() async {
        let line = ScriptedLine([])

        for deed in [Deed.hide, .unhide] { #expect(await act(deed, line) == .notOffered) }
        #expect(await act(.like, line, of: It.member) == .notOffered)
        #expect(LinkedIn().rules.inbox?.deeds == [.like, .unlike])
        #expect(line.asked.isEmpty)
    }
}

@Suite("Other words for what LinkedIn has")
struct LinkedInEditingTests {
    typealias It = LinkedInInboxSample

    func edit(_ receipt: Receipt, to text: String, _ line: ScriptedLine) async -> Edition {
        func part(_ text: String) -> RenderedPart {
            LinkedIn().render(Sample.post(text), for: It.member.account, at: .noon).rendition.parts[0]
        }
        return await LinkedIn().edit(
            PublishedPart(part: part("lama"), receipt: receipt, parent: nil), to: part(text), of: It.member, now: .noon,
            via: line)
    }

    @Test func `are put in place of a post's, escaped as ever`() async {
        let line = ScriptedLine([.reply(204, "")])

        #expect(await edit(It.post(77), to: "Baru (lagi)", line) == .edited(It.post(77)))

        #expect(line.asked[0].call.method == .post)
        #expect(line.asked[0].call.url == "https://api.linkedin.com/rest/posts/urn%3Ali%3Ashare%3A77")
        #expect(line.asked[0].header("x-restli-method") == "PARTIAL_UPDATE")
        #expect(line.asked[0].json == ["patch": ["$set": ["commentary": "Baru \\(lagi\\)"]]])
        #expect(line.asked[0].unit == LinkedInUnit.edit)
    }

    @Test func `are put in place of a comment's`() async {
        let line = ScriptedLine([.reply(200, "")])
        let comment = Receipt(remoteID: It.urn(9), url: nil, extra: ["post": "urn:li:share:77"])

        #expect(await edit(comment, to: "Baru", line) == .edited(comment))

        #expect(
            line.asked[0].call.url
                == "https://api.linkedin.com/rest/socialActions/urn%3Ali%3Aactivity%3A77/comments/9")
        #expect(line.asked[0].query("actor") == "urn:li:person:abc")
        #expect(line.asked[0].json == ["patch": ["message": ["$set": ["text": "Baru"]]]])
    }

    @Test func `end as LinkedIn says`() async {
        let long = ScriptedLine.Answer.reply(400, #"{"status":400,"code":"FIELD_LENGTH_TOO_LONG","message":"no"}"#)
        guard case .refused(let refusal) = await edit(It.post(77), to: "a", ScriptedLine([long])),
            case .refused(let gone) = await edit(It.post(77), to: "a", ScriptedLine([It.gone])),
            case .postponed = await edit(It.post(77), to: "a", ScriptedLine([It.tooMany])),
            case .unknown = await edit(It.post(77), to: "a", ScriptedLine([.noAnswer]))
        else { return #expect(Bool(false)) }
        #expect(refusal.kind == .invalidContent && gone.kind == .gone)
        #expect(LinkedIn().rules.canEdit)
    }
}
