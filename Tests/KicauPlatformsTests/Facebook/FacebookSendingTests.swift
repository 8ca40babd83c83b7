import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Sending to a Facebook page")
struct FacebookSendingTests {
    let post = Step(.commit, "post", part: 0)

    @Test func `posts once, then reads the address back`() async throws {
        let line = ScriptedLine([
            .reply(200, #"{"id":"42_7"}"#),
            .reply(200, #"{"id":"42_7","message":"Selamat pagi","permalink_url":"https://fb.example/p/7"}"#),
        ])

        let outcome = await Facebook().commit(
            MetaSample.errand(Facebook(), Sample.post("Selamat pagi"), post), via: line)

        #expect(outcome == .published(Receipt(remoteID: "42_7", url: "https://fb.example/p/7")))
        #expect(line.asked.map(\.call.isCommit) == [true, false])
        #expect(line.asked[0].call.url == "https://graph.facebook.com/v23.0/42/feed")
        #expect(line.asked[0].form["message"] == "Selamat pagi")
        #expect(line.asked[0].form["appsecret_proof"]?.count == 64)
        #expect(line.asked[0].header("authorization") == "Bearer a1")
        #expect(line.asked.map(\.unit.name) == ["publish", "read"])
    }

    @Test(arguments: [
        ScriptedLine.Answer.noAnswer, .neverLeft, .reply(400, MetaSample.error(10)), .reply(502, "<html>"),
    ])
    func `is published even when it cannot be read back`(second: ScriptedLine.Answer) async {
        let line = ScriptedLine([.reply(200, #"{"id":"42_7"}"#), second])

        let outcome = await Facebook().commit(MetaSample.errand(Facebook(), Sample.post("Hai"), post), via: line)

        #expect(outcome == .published(Receipt(remoteID: "42_7", url: "https://www.facebook.com/42_7")))
    }

    @Test func `tells what came out otherwise than it was sent`() async {
        let line = ScriptedLine([
            .reply(200, #"{"id":"42_7"}"#),
            .reply(200, #"{"message":"Selamat","attachments":{"data":[{"media_type":"photo"}]}}"#),
        ])

        let outcome = await Facebook().commit(
            MetaSample.errand(Facebook(), Sample.post("Selamat pagi"), post), via: line)

        #expect(outcome.receipt?.differences.count == 2)
    }

    @Test func `hangs uploaded pictures on the post, in their order`() async throws {
        let line = ScriptedLine([.reply(200, #"{"id":"42_7"}"#)])
        let pictures = [Sample.picture(alt: "Kopi"), Sample.picture()]
        let progress = Progress(prepared: [
            MetaSample.prepared(Step(.prepare, "upload", part: 0, picture: 1), "photo", "902"),
            MetaSample.prepared(Step(.prepare, "upload", part: 0, picture: 0), "photo", "901"),
        ])
        let errand = MetaSample.errand(Facebook(), Sample.post("Hai", pictures: pictures), post, progress: progress)

        _ = await Facebook().commit(errand, via: line)

        #expect(line.asked[0].form["attached_media"] == #"[{"media_fbid":"901"},{"media_fbid":"902"}]"#)
    }

    @Test func `uploads again when a picture is missing, without a call`() async {
        let line = ScriptedLine([])
        let errand = MetaSample.errand(Facebook(), Sample.post("Hai", pictures: [Sample.picture()]), post)

        let outcome = await Facebook().commit(errand, via: line)

        #expect(outcome.refusal?.kind == .newContainer)
        #expect(line.asked.isEmpty)
    }

    @Test func `uploads a picture unseen, with its description`() async throws {
        let line = ScriptedLine([.reply(200, #"{"id":"901"}"#)])
        let step = Step(.prepare, "upload", part: 0, picture: 0)
        let errand = MetaSample.errand(Facebook(), Sample.post("Hai", pictures: [Sample.picture(alt: "Kopi")]), step)

        let preparation = await Facebook().prepare(errand, before: nil, via: line)

        #expect(preparation == .ready(["photo": "901"], expires: errand.now + .hours(23)))
        guard case .multipart(let fields, let files) = line.asked[0].call.body else {
            Issue.record("no multipart form")
            return
        }
        #expect(fields.contains { $0 == ("published", "false") })
        #expect(fields.contains { $0 == ("alt_text_custom", "Kopi") })
        #expect(files.map(\.field) == ["source"])
        #expect(!line.asked[0].call.isCommit)
    }

    @Test(arguments: [ScriptedLine.Answer.noAnswer, .neverLeft, .reply(500, "{}"), .reply(200, "{}")])
    func `simply uploads again later when an upload fails`(answer: ScriptedLine.Answer) async {
        let step = Step(.prepare, "upload", part: 0, picture: 0)
        let errand = MetaSample.errand(Facebook(), Sample.post("Hai", pictures: [Sample.picture()]), step)

        let preparation = await Facebook().prepare(errand, before: nil, via: ScriptedLine([answer]))

        guard case .postponed(let until, _) = preparation else {
            Issue.record("\(preparation)")
            return
        }
        #expect(until > .noon)
    }

    @Test(arguments: [
        (ScriptedLine.Answer.noAnswer, "unknown"), (.neverLeft, "postponed"),
        (.reply(500, MetaSample.error(1)), "unknown"),
        (.reply(200, "{}"), "unknown"), (.reply(400, MetaSample.error(190, 463)), "signedOut"),
        (.reply(400, MetaSample.error(506)), "duplicate"), (.reply(403, MetaSample.error(200)), "refused"),
        (.reply(429, ""), "postponed"),
    ])
    func `says of every end which it is`(answer: ScriptedLine.Answer, wanted: String) async {
        let outcome = await Facebook().commit(
            MetaSample.errand(Facebook(), Sample.post("Hai"), post), via: ScriptedLine([answer]))

        #expect("\(outcome)".hasPrefix(wanted))
    }

    @Test func `puts the first comment under the post`() async {
        let line = ScriptedLine([.reply(200, #"{"id":"7_1"}"#)])
        let errand = MetaSample.errand(
            Facebook(), Sample.post("Hai", comment: "Lihat juga"), Step(.commit, "comment", part: 1),
            progress: Progress(receipts: [0: Receipt(remoteID: "42_7", url: nil)]))

        let outcome = await Facebook().commit(errand, via: line)

        #expect(outcome.receipt?.remoteID == "7_1")
        #expect(line.asked[0].call.url.hasSuffix("/42_7/comments"))
        #expect(line.asked[0].form["message"] == "Lihat juga")
    }

    @Test func `never comments on a post it does not know`() async {
        let line = ScriptedLine([])
        let errand = MetaSample.errand(
            Facebook(), Sample.post("Hai", comment: "Lihat juga"), Step(.commit, "comment", part: 1))

        #expect(await Facebook().commit(errand, via: line).refusal?.kind == .gone)
        #expect(line.asked.isEmpty)
    }

    @Test func `takes what is gone for deleted`() async {
        let receipt = Receipt(remoteID: "42_7", url: nil)
        let signedIn = MetaSample.signedIn("facebook")
        for (status, body, wanted) in [
            (200, #"{"success":true}"#, "deleted"), (400, MetaSample.error(100, 33), "deleted"),
            (200, #"{"success":false}"#, "refused"), (403, MetaSample.error(10), "refused"), (500, "", "unknown"),
        ] {
            let deletion = await Facebook().delete(receipt, of: signedIn, via: ScriptedLine([.reply(status, body)]))
            #expect("\(deletion)".hasPrefix(wanted), "\(body)")
        }
    }
}
