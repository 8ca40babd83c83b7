import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Asking Instagram to ring for an account")
struct InstagramSubscribingTests {
    private func signedIn(_ login: String = "instagram") -> SignedIn {
        MetaSample.signedIn("instagram", traits: ["login": .string(login)])
    }

    private func looked(_ answer: ScriptedLine.Answer) async -> String {
        "\(await Instagram().subscription(of: signedIn(), now: .noon, via: ScriptedLine([answer])))"
    }

    @Test func `looks, and asks for comments and mentions, by calls that cost nothing`() async {
        let line = ScriptedLine([.reply(200, #"{"data":[]}"#), .reply(200, #"{"success":true}"#)])

        let found = await Instagram().subscription(of: signedIn(), now: .noon, via: line)
        let asked = await Instagram().subscribe(signedIn(), now: .noon, via: line)

        #expect("\(found)" == "missing" && "\(asked)" == "subscribed")
        #expect(line.asked.map(\.call.method) == [.get, .post])
        #expect(Set(line.asked.map(\.call.url)) == ["https://graph.instagram.com/v23.0/42/subscribed_apps"])
        #expect(line.asked[1].form == ["subscribed_fields": "comments,mentions"])
        #expect(line.asked.map(\.unit) == [MeterUnit("subscribe"), MeterUnit("subscribe")])
        #expect(line.asked.allSatisfy { !$0.call.isCommit })
    }

    @Test(arguments: [
        (#"{"data":[{"app_id":"9","subscribed_fields":["mentions","comments","messages"]}]}"#, "subscribed"),
        (#"{"data":[{"app_id":"9","subscribed_fields":["comments"]}]}"#, "missing"),
        (#"{"data":[{"app_id":"9"}]}"#, "missing"), ("{}", "missing"),
    ])
    func `knows by the fields whether it rings`(body: String, wanted: String) async {
        #expect(await looked(.reply(200, body)) == wanted)
    }

    @Test(arguments: [
        (ScriptedLine.Answer.reply(403, MetaSample.error(10)), "refused"),
        (.reply(400, MetaSample.error(100)), "refused"), (.reply(401, MetaSample.error(190)), "signedOut"),
        (.reply(400, MetaSample.error(4)), "postponed"), (.reply(500, "<html>"), "postponed"),
        (.noAnswer, "postponed"), (.neverLeft, "postponed"),
    ])
    func `has an end for every answer`(answer: ScriptedLine.Answer, wanted: String) async {
        #expect(await looked(answer).hasPrefix(wanted))
        let asked = await Instagram().subscribe(signedIn(), now: .noon, via: ScriptedLine([answer]))
        #expect("\(asked)".hasPrefix(wanted))
    }

    @Test func `is left to the operator behind Facebook Login`() async {
        let line = ScriptedLine([])

        let ends = [
            await Instagram().subscription(of: signedIn("facebook"), now: .noon, via: line),
            await Instagram().subscribe(signedIn("facebook"), now: .noon, via: line),
        ]

        #expect(ends.map { "\($0)" } == ["notOffered", "notOffered"])
        #expect(line.asked.isEmpty)
    }
}
