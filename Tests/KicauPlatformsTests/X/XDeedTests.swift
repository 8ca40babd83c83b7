import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Hiding an answer on X")
struct XDeedTests {
    let signedIn = Sample.signedIn(Sample.account("x"))

    private func said(_ kind: Said.Kind) -> Said {
        Said(
            kind: kind, receipt: Receipt(remoteID: "110", url: nil),
            speaker: Speaker(remoteID: "7", handle: "ana_b", name: "Ana"), text: "Enak", at: .noon,
            about: kind == .mention ? nil : "99")
    }

    private func act(
        _ deed: Deed, on kind: Said.Kind = .reply, _ answers: ScriptedLine.Answer...
    ) async -> (DeedEnd, ScriptedLine) {
        let line = ScriptedLine(answers)
        return (await X().act(deed, on: said(kind), of: signedIn, now: .noon, via: line), line)
    }

    @Test(arguments: [(Deed.hide, true), (.unhide, false)])
    func `is one call, and so is showing it again`(deed: Deed, isHidden: Bool) async {
        let (end, line) = await act(deed, .reply(200, #"{"data":{"hidden":\#(isHidden)}}"#))

        #expect(end == .done)
        #expect(line.asked.count == 1)
        #expect(line.asked[0].call.method == .put)
        #expect(line.asked[0].call.url == "https://api.x.com/2/tweets/110/hidden")
        #expect(line.asked[0].json == ["hidden": .bool(isHidden)])
        #expect(line.asked[0].header("authorization") == "Bearer a1")
        #expect(line.asked[0].unit == MeterUnit("content_manage"))
    }

    @Test func `is not tried on a mention elsewhere`() async {
        let (end, line) = await act(.hide, on: .mention)

        guard case .refused(let refusal) = end else { return #expect(Bool(false)) }
        #expect(refusal.kind == .permission)
        #expect(line.asked.isEmpty)
    }

    @Test(arguments: [Deed.like, .unlike])
    func `liking is sold to nobody who buys by himself`(deed: Deed) async {
        let (end, line) = await act(deed)

        #expect(end == .notOffered)
        #expect(line.asked.isEmpty)
        #expect(X().rules.inbox?.deeds.contains(deed) == false)
    }

    @Test(arguments: [
        ScriptedLine.Answer.noAnswer, .reply(200, #"{"data":{"hidden":false}}"#), .reply(200, "<html>"),
        .reply(503, ""),
    ])
    func `is in doubt without a clear answer`(answer: ScriptedLine.Answer) async {
        guard case .unknown = await act(.hide, answer).0 else { return #expect(Bool(false)) }
    }

    @Test func `a clear no is told in words about hiding`() async {
        let (end, _) = await act(
            .hide,
            .reply(403, #"{"title":"Forbidden","detail":"You are not permitted to perform this action."}"#))

        guard case .refused(let refusal) = end else { return #expect(Bool(false)) }
        #expect(refusal.what.description.contains("hides only"))
    }

    @Test func `what is gone, out of credit or signed out is told as that`() async {
        let gone = await act(.hide, .reply(404, #"{"type":"https://api.x.com/2/problems/resource-not-found"}"#)).0
        let poor = await act(.hide, .reply(402, #"{"title":"CreditsDepleted"}"#)).0
        let out = await act(.hide, .reply(401, #"{"title":"Unauthorized"}"#)).0

        guard case .refused(let refusal) = gone, case .postponed = poor, case .signedOut = out else {
            return #expect(Bool(false))
        }
        #expect(refusal.kind == .gone)
    }
}
