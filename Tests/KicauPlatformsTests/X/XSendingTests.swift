import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A commit to X")
struct XSendingTests {
    let signedIn = Sample.signedIn(Sample.account("x"))
    let commit = Step(.commit, "post", part: 0)

    func outcome(_ answer: ScriptedLine.Answer, _ post: Post = Sample.post("Selamat pagi")) async -> Outcome {
        await X().commit(Sample.errand(X(), post, step: commit, signedIn: signedIn), via: ScriptedLine([answer]))
    }

    @Test func `is one call, marked as a commit, with token and unit`() async throws {
        let line = ScriptedLine([.reply(201, #"{"data":{"id":"99","text":"Selamat pagi"}}"#)])

        let outcome = await X().commit(
            Sample.errand(X(), Sample.post("Selamat pagi"), step: commit, signedIn: signedIn), via: line)

        #expect(outcome.receipt == Receipt(remoteID: "99", url: "https://x.com/ayu_lestari/status/99"))
        #expect(line.asked.count == 1)
        #expect(line.asked[0].call.isCommit)
        #expect(line.asked[0].call.url == "https://api.x.com/2/tweets")
        #expect(line.asked[0].header("authorization") == "Bearer a1")
        #expect(line.asked[0].unit == MeterUnit("post_create"))
        #expect(line.asked[0].json == ["text": "Selamat pagi"])
    }

    @Test func `carries pictures and the part it answers`() async throws {
        let line = ScriptedLine([.reply(201, #"{"data":{"id":"100","text":"dua"}}"#)])
        let post = Post(parts: [.init(text: "satu"), .init(text: "dua", media: [Sample.picture()])])
        let progress = Progress(
            prepared: [(Step(.prepare, "upload", part: 1, picture: 0), ["media_id": "555"])],
            receipts: [0: Receipt(remoteID: "99", url: nil)])

        let errand = Sample.errand(
            X(), post, step: Step(.commit, "reply", part: 1), signedIn: signedIn, progress: progress)
        _ = await X().commit(errand, via: line)

        #expect(
            line.asked[0].json == [
                "text": "dua", "media": ["media_ids": ["555"]], "reply": ["in_reply_to_tweet_id": "99"],
            ])
    }

    @Test func `never goes out as a post of its own when its parent is unknown`() async {
        let line = ScriptedLine([])
        let errand = Sample.errand(
            X(), Sample.post("satu", "dua"), step: Step(.commit, "reply", part: 1), signedIn: signedIn)

        let outcome = await X().commit(errand, via: line)

        #expect(outcome.refusal?.kind == .gone)
        #expect(line.asked.isEmpty)
    }

    @Test func `takes both vocabularies of the answer`() async {
        for names in ["edit_history_tweet_ids", "edit_history_post_ids"] {
            let outcome = await outcome(.reply(201, #"{"data":{"id":"9","text":"Selamat pagi","\#(names)":["9"]}}"#))
            #expect(outcome.receipt?.remoteID == "9")
            #expect(outcome.receipt?.differences == [])
        }
    }

    @Test func `is not alarmed by X's own links`() async {
        let post = Sample.post("Baca & lihat example.org/a ya", pictures: [Sample.picture()])

        let outcome = await outcome(
            .reply(201, #"{"data":{"id":"9","text":"Baca &amp; lihat https://t.co/abc ya https://t.co/pic"}}"#), post)

        #expect(outcome.receipt?.differences == [])
    }

    @Test func `tells of a changed text and of X's warnings`() async {
        let outcome = await outcome(
            .reply(201, #"{"data":{"id":"9","text":"Selamat"},"errors":[{"detail":"no geo"}]}"#))

        #expect(outcome.receipt?.differences.count == 2)
        #expect(outcome.receipt?.differences.last?.description.contains("no geo") == true)
    }

    @Test(arguments: [
        ScriptedLine.Answer.noAnswer, .reply(500, "{}"), .reply(503, "Service Unavailable"), .reply(200, "<html>"),
        .reply(201, #"{"data":{"text":"x"}}"#), .reply(201, #"{"data":{"id":"9"#), .reply(403, "<html>blocked</html>"),
        .reply(302, ""), .reply(418, "{}"),
    ])
    func `is in doubt without a clear answer`(answer: ScriptedLine.Answer) async {
        #expect(await outcome(answer).isUnknown)
    }

    @Test func `waits as long as the window that is used up`() async {
        let answer = ScriptedLine.Answer.reply(
            429, #"{"title":"Too Many Requests","type":"about:blank","status":429}"#,
            [
                ("x-rate-limit-remaining", "3"), ("x-rate-limit-reset", "1795521700"),
                ("x-user-limit-24hour-remaining", "0"), ("x-user-limit-24hour-reset", "1795564800"),
            ])

        guard case .postponed(let until, .rateLimited) = await outcome(answer) else { return #expect(Bool(false)) }
        #expect(until == Instant(ms: 1_795_564_800_000))
    }

    @Test func `says a duplicate is one`() async {
        let outcome = await outcome(
            .reply(
                403,
                #"{"detail":"You are not allowed to create a Tweet with duplicate content.","type":"about:blank","title":"Forbidden","status":403}"#
            ))

        guard case .duplicate(of: nil, let refusal) = outcome else { return #expect(Bool(false)) }
        #expect(refusal.kind == .duplicate)
        #expect(refusal.answer?.contains("duplicate content") == true)
    }

    @Test func `stops when the credit is gone`() async {
        let outcome = await outcome(.reply(402, #"{"title":"CreditsDepleted","type":"about:blank"}"#))

        guard case .postponed(_, .paymentRequired) = outcome else { return #expect(Bool(false)) }
    }

    @Test func `may go again when nothing left`() async {
        guard case .postponed(_, .unreachable) = await outcome(.neverLeft) else { return #expect(Bool(false)) }
    }

    @Test(arguments: try Specs.errors("x", "x_v1.1"))
    func `classes every known complaint`(row: Specs.ErrorCase) {
        let complaint = Complaint(
            status: row.status ?? 403, code: row.code,
            subtype: row.subtype?.split(separator: "/").last.map(String.init),
            message: row.marker, isOwnShape: true, answer: "", at: .noon)

        #expect(X.errors.meaning(of: complaint).rawValue == row.meaning)
    }
}
