import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Looking for a post on Instagram")
struct InstagramLookingTests {
    let container = MetaSample.prepared(Step(.prepare, "container", part: 0, picture: 0), "container", "c1")

    func look(_ answers: ScriptedLine.Answer..., now: Instant = .noon + .minutes(5)) async -> Finding {
        let errand = MetaSample.errand(
            Instagram(), Sample.post("Kopi pagi", pictures: [Sample.picture()]), Step(.commit, "post", part: 0),
            progress: Progress(prepared: [container]), now: now)
        return await Instagram().look(errand, doubt: Sample.doubt, via: ScriptedLine(answers))
    }

    func state(_ word: String) -> ScriptedLine.Answer { .reply(200, #"{"status_code":"\#(word)"}"#) }

    func list(_ items: (id: String, caption: String, time: String)...) -> ScriptedLine.Answer {
        let shown = items.map {
            #"{"id":"\#($0.id)","caption":"\#($0.caption)","timestamp":"2026-11-24T\#($0.time)+0000","permalink":"https://ig.example/\#($0.id)"}"#
        }
        return .reply(200, #"{"data":[\#(shown.joined(separator: ","))]}"#)
    }

    @Test(arguments: ["FINISHED", "ERROR", "EXPIRED"])
    func `knows from the container that it was not published`(word: String) async {
        guard case .absent = await look(state(word)) else {
            Issue.record("not absent")
            return
        }
    }

    @Test func `finds what the container says is published`() async {
        let finding = await look(state("PUBLISHED"), list(("m2", "Lain", "12:01:00"), ("m1", "Kopi pagi", "12:00:01")))

        #expect(finding.receipt?.remoteID == "m1")
        #expect(finding.receipt?.url == "https://ig.example/m1")
    }

    @Test func `takes the only new post for its own, even with another caption`() async {
        let finding = await look(state("PUBLISHED"), list(("m1", "Kopi", "12:00:01"), ("m0", "Kopi pagi", "11:00:00")))

        #expect(finding.receipt?.remoteID == "m1")
        #expect(finding.receipt?.differences.count == 1)
    }

    @Test func `waits for a list that lags behind the container`() async {
        guard case .couldNotLook = await look(state("PUBLISHED"), list()) else {
            Issue.record("did not wait")
            return
        }
    }

    @Test func `settles without an address when the list never shows it`() async {
        let finding = await look(state("PUBLISHED"), list(), now: .noon + .hours(1))

        #expect(finding.receipt?.remoteID == "c1")
        #expect(finding.receipt?.differences.count == 1)
    }

    @Test func `falls back to the list when the container is forgotten`() async {
        let gone = ScriptedLine.Answer.reply(400, MetaSample.error(100, 33))

        #expect(await look(gone, list(("m1", "Kopi pagi", "12:00:01"))).receipt?.remoteID == "m1")
        guard case .notSeen = await look(gone, list(("m1", "Lain", "12:00:01"))) else {
            Issue.record("took another's post")
            return
        }
    }

    @Test(arguments: [
        ScriptedLine.Answer.noAnswer, .reply(500, ""), .reply(200, #"{"status_code":"IN_PROGRESS"}"#),
        .reply(200, "{}"),
    ])
    func `says so when it could not look`(answer: ScriptedLine.Answer) async {
        guard case .couldNotLook = await look(answer) else {
            Issue.record("it looked")
            return
        }
    }

    @Test func `finds its comment among those of the post`() async {
        let errand = MetaSample.errand(
            Instagram(), Sample.post("Kopi", pictures: [Sample.picture()], comment: "Lihat juga"),
            Step(.commit, "comment", part: 1), progress: Progress(receipts: [0: Receipt(remoteID: "m1", url: "u")]))
        let old = #"{"id":"k0","text":"Lihat juga","timestamp":"2026-11-24T11:00:00+0000"}"#
        let nameless = #"{"id":"k2","text":"Lihat juga","timestamp":"2026-11-24T12:00:03+0000"}"#
        let ours =
            #"{"id":"k1","text":"Lihat juga","timestamp":"2026-11-24T12:00:03+0000","from":{"id":"\#(errand.signedIn.account.remoteID)"}}"#

        let found = await Instagram().look(
            errand, doubt: Sample.doubt, via: ScriptedLine([.reply(200, #"{"data":[\#(old),\#(ours)]}"#)]))
        let not = await Instagram().look(
            errand, doubt: Sample.doubt, via: ScriptedLine([.reply(200, #"{"data":[\#(old)]}"#)]))

        let unsure = await Instagram().look(
            errand, doubt: Sample.doubt, via: ScriptedLine([.reply(200, #"{"data":[\#(nameless)]}"#)]))

        #expect(found.receipt == Receipt(remoteID: "k1", url: "u"))
        guard case .notSeen(let asks) = unsure else {
            Issue.record("a comment of nobody's was taken for ours: \(unsure)")
            return
        }
        #expect(asks.isBlind)
        guard case .notSeen(let evidence) = not else {
            Issue.record("\(not)")
            return
        }
        #expect(evidence.compared == 1)
    }
}
