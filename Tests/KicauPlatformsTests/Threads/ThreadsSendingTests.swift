import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Sending to Threads")
struct ThreadsSendingTests {
    let text = Step(.prepare, "container", part: 0)
    let made = ScriptedLine.Answer.reply(200, #"{"id":"c1"}"#)

    func form(_ post: Post, _ step: Step, progress: Progress = Progress()) async -> [String: String] {
        let line = ScriptedLine([made])
        let errand = MetaSample.errand(Threads(), post, step, progress: progress)
        _ = await Threads().prepare(errand, before: nil, via: line)
        #expect(line.asked.first?.call.url == "https://graph.threads.net/v1.0/42/threads")
        return line.asked.first?.form ?? [:]
    }

    @Test func `stages text, a picture and a carousel`() async {
        let picture = Step(.prepare, "container", part: 0, picture: 0)
        let one = Sample.post("Hai", pictures: [Sample.picture(alt: "Kopi")])
        let two = Sample.post("Hai", pictures: [Sample.picture(alt: "Kopi"), Sample.picture()])
        let children = Progress(prepared: [
            MetaSample.prepared(picture, "container", "c1"),
            MetaSample.prepared(Step(.prepare, "container", part: 0, picture: 1), "container", "c2"),
        ])
        let address = "https://media.example/0.jpg"

        #expect(await form(Sample.post("Hai"), text) == ["media_type": "TEXT", "text": "Hai"])
        #expect(
            await form(one, picture)
                == ["media_type": "IMAGE", "image_url": address, "alt_text": "Kopi", "text": "Hai"])
        #expect(
            await form(two, picture)
                == ["media_type": "IMAGE", "image_url": address, "alt_text": "Kopi", "is_carousel_item": "true"])
        #expect(
            await form(two, text, progress: children)
                == ["media_type": "CAROUSEL", "children": "c1,c2", "text": "Hai"])
    }

    @Test func `hangs each part on the one before`() async {
        let progress = Progress(receipts: [
            0: Receipt(remoteID: "t0", url: nil), 1: Receipt(remoteID: "t1", url: nil),
        ])
        let post = Sample.post("Satu", "Dua", comment: "Tiga")

        #expect(await form(post, Step(.prepare, "container", part: 1), progress: progress)["reply_to_id"] == "t0")
        #expect(await form(post, Step(.prepare, "container", part: 2), progress: progress)["reply_to_id"] == "t1")
    }

    @Test func `never lets a part out without the one before`() async {
        let line = ScriptedLine([])
        let errand = MetaSample.errand(Threads(), Sample.post("Satu", "Dua"), Step(.prepare, "container", part: 1))

        guard case .refused(let refusal) = await Threads().prepare(errand, before: nil, via: line) else {
            Issue.record("not refused")
            return
        }
        #expect(refusal.kind == .gone)
        #expect(line.asked.isEmpty)
    }

    @Test(arguments: [(Duration.seconds(3), "postponed"), (.minutes(6), "refused")])
    func `waits for a parent too young to be found`(age: Duration, wanted: String) async {
        let now = Instant.noon + .minutes(10)
        let parent = Receipt(remoteID: "t0", url: nil, extra: ["published": .integer((now - age).ms)])
        let errand = MetaSample.errand(
            Threads(), Sample.post("Satu", "Dua"), Step(.prepare, "container", part: 1),
            progress: Progress(receipts: [0: parent]), now: now)

        let preparation = await Threads().prepare(
            errand, before: nil, via: ScriptedLine([.reply(400, MetaSample.error(100, 33))]))

        #expect("\(preparation)".hasPrefix(wanted))
    }

    @Test(arguments: [("INVALID_ASPEC_RATIO", "refused"), ("UNKNOWN", "stageAgain"), ("SOMETHING_NEW", "refused")])
    func `says what became of a container that failed`(reason: String, wanted: String) async {
        let before: [String: JSONValue] = ["container": "c1", "made": .integer(Instant.noon.ms)]
        let answer = #"{"status":"ERROR","error_message":"\#(reason)"}"#

        let preparation = await Threads().prepare(
            MetaSample.errand(Threads(), Sample.post("Hai"), text), before: before,
            via: ScriptedLine([.reply(200, answer)]))

        #expect("\(preparation)".hasPrefix(wanted))
    }

    func commit(_ line: ScriptedLine, staged: Bool = true) async -> Outcome {
        let prepared = staged ? [MetaSample.prepared(text, "container", "c1")] : []
        let errand = MetaSample.errand(
            Threads(), Sample.post("Hai"), Step(.commit, "post", part: 0), progress: Progress(prepared: prepared))
        return await Threads().commit(errand, via: line)
    }

    @Test func `publishes the container once and remembers when`() async {
        let line = ScriptedLine([
            .reply(200, #"{"id":"t0"}"#), .reply(200, #"{"id":"t0","text":"Hai","permalink":"https://th.example/t0"}"#),
        ])

        let outcome = await commit(line)

        let published = JSONValue.integer((Instant.noon + .minutes(5)).ms)
        #expect(
            outcome
                == .published(Receipt(remoteID: "t0", url: "https://th.example/t0", extra: ["published": published])))
        #expect(line.asked[0].form == ["creation_id": "c1"])
        #expect(line.asked.map(\.call.isCommit) == [true, false])
    }

    @Test(arguments: [
        (ScriptedLine.Answer.noAnswer, "unknown"), (.neverLeft, "postponed"), (.reply(503, "busy"), "unknown"),
        (.reply(400, MetaSample.error(190)), "signedOut"), (.reply(400, MetaSample.error(100, 4_279_013)), "refused"),
        (.reply(200, #"{"id":"t0"}"#), "published"),
    ])
    func `says of every end which it is`(answer: ScriptedLine.Answer, wanted: String) async {
        #expect("\(await commit(ScriptedLine([answer])))".hasPrefix(wanted))
    }

    @Test func `publishes nothing that was not staged`() async {
        let line = ScriptedLine([])

        #expect(await commit(line, staged: false).refusal?.kind == .newContainer)
        #expect(line.asked.isEmpty)
    }

    @Test func `looks for a reply among the replies`() async {
        let reply = Step(.commit, "reply", part: 1)
        let errand = MetaSample.errand(
            Threads(), Sample.post("Satu", "Dua"), reply,
            progress: Progress(
                prepared: [MetaSample.prepared(Step(.prepare, "container", part: 1), "container", "c2")],
                receipts: [0: Receipt(remoteID: "t0", url: nil)]))
        let ours = #"{"id":"t1","text":"Dua","timestamp":"2026-11-24T12:00:02+0000","permalink":"u"}"#
        let known = #"{"id":"t0","text":"Dua","timestamp":"2026-11-24T12:00:01+0000"}"#
        let line = ScriptedLine([
            .reply(200, #"{"status":"PUBLISHED"}"#), .reply(200, #"{"data":[\#(ours)]}"#),
            .reply(200, #"{"data":[\#(known)]}"#),
        ])

        let finding = await Threads().look(errand, doubt: Sample.doubt, via: line)

        #expect(finding.receipt?.remoteID == "t1")
        #expect(line.asked.map { $0.call.url.split(separator: "/").last } == ["c2", "replies", "threads"])
    }

    @Test func `connects with the code's two exchanges`() async throws {
        let line = ScriptedLine([
            .reply(200, #"{"access_token":"short","user_id":"25000000000000001"}"#),
            .reply(200, #"{"access_token":"long","expires_in":5183944}"#),
            .reply(200, #"{"id":"25000000000000001","username":"kedai.aksara","name":"Kedai Aksara"}"#),
        ])
        let callback = SignInCallback(
            app: AppKeys(clientID: "app", clientSecret: Redacted("secret")), redirect: "https://kicau.example/back",
            verifier: "v", server: nil, query: ["code": "c1"], now: .noon)

        let found = try await Threads().finishSignIn(callback, via: line)

        #expect(found.map(\.remoteID) == ["25000000000000001"])
        #expect(found.first?.credentials.expires == .noon + .seconds(5_183_944))
        #expect(line.asked[0].call.url == "https://graph.threads.net/oauth/access_token")
        #expect(line.asked[1].query("grant_type") == "th_exchange_token")
        #expect(line.asked[2].header("authorization") == "Bearer long")
    }
}
