import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Liking and hiding on a Facebook page")
struct FacebookDeedTests {
    private func act(
        _ deed: Deed, _ line: ScriptedLine, kind: Said.Kind = .comment
    ) async -> DeedEnd {
        await Facebook().act(
            deed, on: FacebookInbox.said(kind: kind), of: MetaSample.signedIn("facebook"), now: .noon, via: line)
    }

    @Test(arguments: [
        (Deed.like, "POST", "/8_1/likes", nil), (.unlike, "DELETE", "/8_1/likes", nil),
        (.hide, "POST", "/8_1", "true"), (.unhide, "POST", "/8_1", "false"),
    ])
    func `is one call each`(deed: Deed, method: String, path: String, hidden: String?) async {
        let line = ScriptedLine([.reply(200, #"{"success":true}"#)])

        #expect(await act(deed, line) == .done)
        #expect(line.asked.map(\.call.method.rawValue) == [method])
        #expect(line.asked[0].call.url == "https://graph.facebook.com/v23.0" + path)
        #expect(line.asked[0].form["is_hidden"] == hidden)
        #expect(line.asked[0].unit.name == "act")
    }

    @Test(arguments: [Deed.hide, .unhide])
    func `hides nothing that stands elsewhere`(deed: Deed) async {
        let line = ScriptedLine([])

        #expect(await act(deed, line, kind: .mention) == .notOffered)
        #expect(line.asked.isEmpty)
    }

    @Test func `likes a post that mentions the page`() async {
        #expect(await act(.like, ScriptedLine([.reply(200, #"{"success":true}"#)]), kind: .mention) == .done)
    }

    @Test(arguments: [
        (ScriptedLine.Answer.noAnswer, "unknown"), (.neverLeft, "postponed"), (.reply(200, "{}"), "unknown"),
        (.reply(403, MetaSample.error(10)), "refused"), (.reply(400, MetaSample.error(100, 33)), "refused"),
        (.reply(400, MetaSample.error(190)), "signedOut"), (.reply(400, MetaSample.error(32)), "postponed"),
        (.reply(502, ""), "unknown"),
    ])
    func `says of every end which it is`(answer: ScriptedLine.Answer, wanted: String) async {
        #expect("\(await act(.like, ScriptedLine([answer])))".hasPrefix(wanted))
    }

    @Test func `hears a call of Meta's that is signed, and no other product's`() {
        let app = AppKeys(clientID: "42", clientSecret: Redacted("dummy-app-secret"))
        func knocked(_ body: String) -> Knocked? {
            let signature = "sha256=" + Graph.proof(of: Redacted(body), secret: app.clientSecret)
            let knock = Knock(method: .post, headers: ["x-hub-signature-256": signature], body: Array(body.utf8))
            return Facebook().knocked(knock, app: app, word: "w")
        }

        #expect(knocked(#"{"object":"page","entry":[{"id":"42"}]}"#) == .rings(for: ["42"]))
        #expect(
            knocked(#"{"object":"instagram","entry":[{"id":"42"}]}"#)
                == .refused("The call is not of the kind that was expected."))
    }
}

@Suite("Putting other words in a Facebook post's place")
struct FacebookEditTests {
    private func edit(_ post: Post, _ id: String, to text: String, _ line: ScriptedLine) async -> Edition {
        let signedIn = MetaSample.signedIn("facebook")
        let old = Facebook().render(post, for: signedIn.account, at: .noon).rendition.parts[0]
        var changed = post
        changed.parts[0].text = text
        let new = Facebook().render(changed, for: signedIn.account, at: .noon).rendition.parts[0]
        let receipt = Receipt(remoteID: id, url: "https://fb.example/p/7", extra: ["a": 1])
        return await Facebook().edit(
            PublishedPart(part: old, receipt: receipt, parent: nil), to: new, of: signedIn, now: .noon, via: line)
    }

    @Test func `is one call, read back`() async {
        let line = ScriptedLine([
            .reply(200, #"{"success":true}"#), .reply(200, #"{"id":"42_7","message":"Selamat siang"}"#),
        ])

        let edition = await edit(Sample.post("Selamat pagi"), "42_7", to: "Selamat siang", line)

        #expect(edition == .edited(Receipt(remoteID: "42_7", url: "https://fb.example/p/7", extra: ["a": 1])))
        #expect(line.asked[0].call.url == "https://graph.facebook.com/v23.0/42_7")
        #expect(line.asked[0].form.filter { $0.key != "appsecret_proof" } == ["message": "Selamat siang"])
        #expect(line.asked.map(\.unit.name) == ["edit", "read"])
    }

    @Test func `says what came out otherwise`() async {
        let line = ScriptedLine([
            .reply(200, #"{"success":true}"#), .reply(200, #"{"id":"42_7","message":"Selamat pagi"}"#),
        ])

        guard case .edited(let receipt) = await edit(Sample.post("Selamat pagi"), "42_7", to: "Selamat siang", line)
        else {
            Issue.record("not edited")
            return
        }
        #expect(receipt.differences == ["Facebook shows another text than was sent."])
    }

    @Test func `calls a video's words its description`() async {
        let line = ScriptedLine([.reply(200, #"{"success":true}"#), .reply(200, #"{"description":"Siang"}"#)])

        let edition = await edit(Sample.post("Pagi", pictures: [Sample.video()]), "1220", to: "Siang", line)

        #expect("\(edition)".hasPrefix("edited"))
        #expect(line.asked[0].form["description"] == "Siang")
    }

    @Test func `cannot be done to a story, which has none`() async {
        var post = Sample.post("", pictures: [Sample.picture()])
        post.options["facebook"] = ChosenOptions(["format": ["story"]])

        #expect(await edit(post, "42_7", to: "Hai", ScriptedLine([])) == .notOffered)
    }

    @Test(arguments: [
        (ScriptedLine.Answer.noAnswer, "unknown"), (.neverLeft, "postponed"), (.reply(200, "{}"), "unknown"),
        (.reply(403, MetaSample.error(200)), "refused"), (.reply(400, MetaSample.error(100, 33)), "refused"),
        (.reply(400, MetaSample.error(190)), "signedOut"), (.reply(400, MetaSample.error(4)), "postponed"),
    ])
    func `says of every end which it is`(answer: ScriptedLine.Answer, wanted: String) async {
        let edition = await edit(Sample.post("Pagi"), "42_7", to: "Siang", ScriptedLine([answer]))

        #expect("\(edition)".hasPrefix(wanted))
    }
}
