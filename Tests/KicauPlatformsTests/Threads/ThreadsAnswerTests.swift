import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Answering somebody on Threads")
struct ThreadsAnswerTests {
    let theirs = Receipt(remoteID: "a1", url: "https://th.example/a1")
    let staged = Step(.prepare, "container", part: 0)
    let commit = Step(.commit, "comment", part: 0)

    @Test func `is staged under what it answers, and without a post's options`() async {
        var post = SaidSample.answer("Terima kasih!", to: theirs)
        post.options = ["threads": ChosenOptions(["reply_control": ["everyone"], "topic_tag": ["a.b"]])]
        let line = ScriptedLine([.reply(200, #"{"id":"c1"}"#)])

        let rendered = Threads().render(post, for: Sample.account("threads"), at: .noon)
        _ = await Threads().prepare(MetaSample.errand(Threads(), post, staged), before: nil, via: line)

        #expect(rendered.broken == [])
        #expect(Threads().steps(for: rendered.rendition) == [staged, commit])
        #expect(line.asked[0].form == ["media_type": "TEXT", "text": "Terima kasih!", "reply_to_id": "a1"])
    }

    @Test func `may hold pictures and go on in parts`() {
        let post = Post(
            parts: [.init(text: "Ini", media: [Sample.picture()]), .init(text: "dan ini")], answering: theirs)

        let rendered = Threads().render(post, for: Sample.account("threads"), at: .noon)

        #expect(rendered.refusals == [])
        #expect(
            Threads().steps(for: rendered.rendition).filter { $0.kind == .commit }.map(\.name) == ["comment", "reply"])
    }

    @Test func `is refused at once when what it answers is gone`() async {
        let line = ScriptedLine([.reply(400, MetaSample.error(24, 4_279_009))])
        let errand = MetaSample.errand(Threads(), SaidSample.answer("Ya", to: theirs), staged)

        guard case .refused(let refusal) = await Threads().prepare(errand, before: nil, via: line) else {
            Issue.record("not refused")
            return
        }
        #expect(refusal.kind == .gone)
    }

    @Test func `is looked for among one's own replies`() async {
        let errand = MetaSample.errand(
            Threads(), SaidSample.answer("Ya", to: theirs), commit,
            progress: Progress(prepared: [MetaSample.prepared(staged, "container", "c1")]))
        let ours = #"{"id":"t9","text":"Ya","timestamp":"2026-11-24T12:00:02+0000","permalink":"u"}"#
        let line = ScriptedLine([
            .reply(200, #"{"status":"PUBLISHED"}"#), .reply(200, #"{"data":[\#(ours)]}"#), .reply(200, #"{"data":[]}"#),
        ])

        let finding = await Threads().look(errand, doubt: Sample.doubt, via: line)

        #expect(finding.receipt?.remoteID == "t9")
        #expect(line.asked.map { $0.call.url.split(separator: "/").last } == ["c1", "replies", "threads"])
    }

    @Test func `was not sent when its container is still ready`() async {
        let errand = MetaSample.errand(
            Threads(), SaidSample.answer("Ya", to: theirs), commit,
            progress: Progress(prepared: [MetaSample.prepared(staged, "container", "c1")]))

        guard
            case .absent = await Threads().look(
                errand, doubt: Sample.doubt, via: ScriptedLine([.reply(200, #"{"status":"FINISHED"}"#)]))
        else {
            Issue.record("not absent")
            return
        }
    }
}

@Suite("Hiding an answer on Threads")
struct ThreadsDeedTests {
    private func act(_ deed: Deed, on kind: Said.Kind = .reply, _ line: ScriptedLine) async -> DeedEnd {
        let said = Said(
            kind: kind, receipt: Receipt(remoteID: "a1", url: nil),
            speaker: Speaker(remoteID: "bima", handle: "bima", name: ""), text: "Halo", at: .noon, about: nil)
        return await Threads().act(deed, on: said, of: MetaSample.signedIn("threads"), now: .noon, via: line)
    }

    @Test(arguments: [(Deed.hide, "true"), (.unhide, "false")])
    func `is one call, and so is its undoing`(deed: Deed, wanted: String) async {
        let line = ScriptedLine([.reply(200, #"{"success":true}"#)])

        #expect(await act(deed, line) == .done)
        #expect(line.asked[0].call.url == "https://graph.threads.net/v1.0/a1/manage_reply")
        #expect(line.asked[0].form == ["hide": wanted] && line.asked[0].unit == MeterUnit("hide"))
    }

    @Test func `is all there is, and for answers alone`() async {
        let line = ScriptedLine([])

        #expect(await act(.like, line) == .notOffered)
        #expect(await act(.unlike, line) == .notOffered)
        #expect(await act(.hide, on: .mention, line) == .notOffered)
        #expect(line.asked.isEmpty)
    }

    @Test(arguments: [
        (ScriptedLine.Answer.noAnswer, "unknown"), (.reply(200, "{}"), "unknown"),
        (.reply(400, MetaSample.error(24, 4_279_009)), "refused"), (.reply(400, MetaSample.error(190)), "signedOut"),
    ])
    func `says of every end which it is`(answer: ScriptedLine.Answer, wanted: String) async {
        #expect("\(await act(.hide, ScriptedLine([answer])))".hasPrefix(wanted))
    }
}
