import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("How much Instagram still takes of an account today")
struct InstagramLimitTests {
    let step = Step(.prepare, "limit", part: 0)
    let post = Sample.post("Kopi pagi", pictures: [Sample.picture()])

    private func ask(_ answer: ScriptedLine.Answer) async -> (Preparation, ScriptedLine) {
        let line = ScriptedLine([answer])
        let errand = MetaSample.errand(Instagram(), post, step)
        return (await Instagram().prepare(errand, before: nil, via: line), line)
    }

    private func used(_ used: Int, of most: Int) -> ScriptedLine.Answer {
        .reply(200, #"{"data":[{"quota_usage":\#(used),"config":{"quota_total":\#(most),"quota_duration":86400}}]}"#)
    }

    @Test func `is asked for before anything is staged`() async {
        let (preparation, line) = await ask(used(24, of: 25))

        #expect(preparation == .ready(["used": 24, "most": 25], expires: nil))
        #expect(line.asked.map(\.call.url) == ["https://graph.instagram.com/v23.0/42/content_publishing_limit"])
        #expect(line.asked[0].query("fields") == "config,quota_usage" && line.asked[0].unit == MeterUnit("limit"))
    }

    @Test(arguments: [25, 26])
    func `postpones instead of running into a refusal`(count: Int) async {
        let (preparation, line) = await ask(used(count, of: 25))

        guard case .postponed(let until, .quotaExhausted(let answer)) = preparation else {
            Issue.record("\(preparation)")
            return
        }
        #expect(until == line.now + .minutes(35))
        #expect(answer?.contains("quota_total") == true)
    }

    @Test(arguments: [
        ScriptedLine.Answer.noAnswer, .neverLeft, .reply(500, ""), .reply(403, MetaSample.error(10)),
        .reply(400, MetaSample.error(190)), .reply(200, #"{"data":[]}"#),
        .reply(200, #"{"data":[{"quota_usage":7}]}"#),
    ])
    func `holds nothing up when it cannot be read`(answer: ScriptedLine.Answer) async {
        #expect(await ask(answer).0 == .ready([:], expires: nil))
    }
}
