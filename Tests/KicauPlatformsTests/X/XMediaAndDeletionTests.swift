import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A picture's way to X, and a post's way off it")
struct XMediaAndDeletionTests {
    let signedIn = Sample.signedIn(Sample.account("x"))
    let post = Sample.post("kopi", pictures: [Sample.picture(alt: "A cup")])

    func errand(_ name: String, prepared: [(step: Step, result: [String: JSONValue])] = []) -> Errand {
        Sample.errand(
            X(), post, step: Step(.prepare, name, part: 0, picture: 0), signedIn: signedIn,
            progress: Progress(prepared: prepared))
    }

    @Test func `is uploaded as one form`() async {
        let line = ScriptedLine([.reply(200, #"{"data":{"id":"555","media_key":"3_555","expires_after_secs":86400}}"#)])

        let preparation = await X().prepare(errand("upload"), before: nil, via: line)

        #expect(preparation == .ready(["media_id": "555"], expires: .noon + .days(1)))
        guard case .multipart(let fields, let files) = line.asked[0].call.body else { return #expect(Bool(false)) }
        #expect(fields.map(\.0) == ["media_category"])
        #expect(files.map(\.field) == ["media"])
        #expect(line.asked[0].unit.name == "media_upload")
        #expect(!line.asked[0].call.isCommit)
    }

    @Test func `is asked after while X works on it`() async {
        let line = ScriptedLine([
            .reply(200, #"{"data":{"id":"555","processing_info":{"state":"pending","check_after_secs":3}}}"#),
            .reply(200, #"{"data":{"id":"555","processing_info":{"state":"succeeded"}}}"#),
        ])

        let first = await X().prepare(errand("upload"), before: nil, via: line)
        let second = await X().prepare(errand("upload"), before: first.result, via: line)

        #expect(first == .working(["media_id": "555"], askAgain: .noon + .seconds(3)))
        #expect(second == .ready(["media_id": "555"], expires: nil))
        #expect(line.asked[1].query("command") == "STATUS")
    }

    @Test func `gets its description before the post`() async {
        let line = ScriptedLine([.reply(200, #"{"data":{"id":"555"}}"#)])
        let prepared = [(step: Step(.prepare, "upload", part: 0, picture: 0), result: ["media_id": JSONValue("555")])]

        let preparation = await X().prepare(errand("alt text", prepared: prepared), before: nil, via: line)

        #expect(preparation.result == ["media_id": "555"])
        #expect(line.asked[0].json == ["id": "555", "metadata": ["alt_text": ["text": "A cup"]]])
        #expect(line.asked[0].unit.name == "media_metadata")
    }

    @Test func `is uploaded again after a lost answer`() async {
        let preparation = await X().prepare(errand("upload"), before: nil, via: ScriptedLine([.noAnswer]))

        guard case .postponed = preparation else { return #expect(Bool(false)) }
    }

    @Test(arguments: [
        (ScriptedLine.Answer.reply(200, #"{"data":{"deleted":true}}"#), Deletion.deleted),
        (
            .reply(404, #"{"title":"Not Found Error","type":"https://api.twitter.com/2/problems/resource-not-found"}"#),
            .deleted
        ),
        (.noAnswer, .unknown(Trace(what: "the connection closed before an answer", at: .noon))),
    ])
    func `deletion ends clearly`(answer: ScriptedLine.Answer, expected: Deletion) async {
        let line = ScriptedLine([answer])

        #expect(await X().delete(Receipt(remoteID: "99", url: nil), of: signedIn, via: line) == expected)
        #expect(line.asked[0].unit.name == "content_manage")
    }
}
