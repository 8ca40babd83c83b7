import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A commit to a Mastodon server")
struct MastodonSendingTests {
    static let server = "https://mastodon.example"
    let signedIn = Sample.signedIn(
        Sample.account(
            "mastodon", handle: "ayu@mastodon.example", server: server, traits: ["language": "id"]))
    let commit = Step(.commit, "post", part: 0)
    static let good =
        #"{"id":"1","uri":"https://mastodon.example/users/ayu/statuses/1","url":"https://mastodon.example/@ayu/1","content":"<p>kopi</p>","visibility":"public","language":"id","media_attachments":[],"in_reply_to_id":null}"#

    func outcome(_ answer: ScriptedLine.Answer) async -> Outcome {
        await Mastodon().commit(
            Sample.errand(Mastodon(), Sample.post("kopi"), step: commit, signedIn: signedIn),
            via: ScriptedLine([answer]))
    }

    @Test func `is one call with the delivery's key, visibility and language`() async {
        let line = ScriptedLine([.reply(200, Self.good)])

        let outcome = await Mastodon().commit(
            Sample.errand(Mastodon(), Sample.post("kopi"), step: commit, signedIn: signedIn), via: line)

        #expect(outcome.receipt?.url == "https://mastodon.example/@ayu/1")
        #expect(outcome.receipt?.differences == [])
        #expect(line.asked.map(\.call.isCommit) == [true])
        #expect(line.asked[0].header("idempotency-key") == "key-1-0")
        #expect(line.asked[0].json == ["status": "kopi", "visibility": "public", "language": "id"])
    }

    @Test func `sends no key where a second use is refused`() async {
        let pixelfed = Sample.signedIn(
            Sample.account("mastodon", server: Self.server, traits: ["idempotency": "refused"]))
        let line = ScriptedLine([.reply(200, Self.good)])

        _ = await Mastodon().commit(
            Sample.errand(Mastodon(), Sample.post("kopi"), step: commit, signedIn: pixelfed), via: line)

        #expect(line.asked[0].header("idempotency-key") == nil)
    }

    @Test func `tells what the server dropped`() async {
        let outcome = await outcome(
            .reply(
                200,
                #"{"id":"1","content":"kop","visibility":"unlisted","language":"en","media_attachments":[{"description":null}],"in_reply_to_id":"7"}"#
            ))

        #expect(outcome.receipt?.differences.count == 5)
    }

    @Test(arguments: [
        ScriptedLine.Answer.noAnswer, .reply(500, #"{"error":"x"}"#), .reply(503, "<html>"), .reply(200, "{}"),
        .reply(200, #"{"id":"9","scheduled_at":"2026-11-25T00:00:00Z","params":{}}"#), .reply(422, "<html>"),
        .reply(400, #"{"error":"Duplicate idempotency key."}"#),
    ])
    func `is in doubt without a clear answer`(answer: ScriptedLine.Answer) async {
        #expect(await outcome(answer).isUnknown)
    }

    @Test(arguments: [
        (422, Refusal.Kind.invalidContent), (400, .invalidContent), (401, .token), (403, .permission), (404, .gone),
        (413, .media),
    ])
    func `says why it is refused`(status: Int, kind: Refusal.Kind) async {
        let refusal = await outcome(.reply(status, #"{"error":"no"}"#)).refusal

        #expect(refusal?.kind == kind)
        #expect(refusal?.answer == #"{"error":"no"}"#)
    }

    @Test func `waits until the time the server names`() async {
        let answer = ScriptedLine.Answer.reply(
            429, #"{"error":"Too many requests"}"#, [("X-RateLimit-Reset", "2026-11-24T12:05:00.000000Z")])

        guard case .postponed(let until, .rateLimited) = await outcome(answer) else { return #expect(Bool(false)) }
        #expect(until == .noon + .minutes(5))
    }

    @Test func `counts a status that is gone as deleted`() async {
        let line = ScriptedLine([.reply(404, #"{"error":"Record not found"}"#)])

        #expect(await Mastodon().delete(Receipt(remoteID: "1", url: nil), of: signedIn, via: line) == .deleted)
    }
}
