import Foundation
import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("What X counts of the app's reads")
struct XUsageTests {
    private let app = AppKeys(
        clientID: "oauth2-id", clientSecret: Redacted("oauth2-secret"),
        addresses: ["apiKey": "the key", "apiKeySecret": "the+secret"])
    private let token = ScriptedLine.Answer.reply(200, #"{"token_type":"bearer","access_token":"AAAA%2F"}"#)

    private func missing(_ script: ScriptedLine.Answer...) async -> Settlement.Story? {
        guard case .missing(let story) = await X().usage(of: app, via: ScriptedLine(script)) else { return nil }
        return story
    }

    @Test func `is asked for with the app's own bearer, which is asked for first`() async {
        let line = ScriptedLine([
            token, .reply(200, #"{"data":{"project_usage":7,"project_cap":3000000,"cap_reset_day":3}}"#),
        ])

        let answer = await X().usage(of: app, via: line)

        #expect(answer == .told(AppUsage(reads: 7, cap: 3_000_000, resets: .noon + .days(3))))
        #expect(line.asked.map(\.call.url) == ["https://api.x.com/oauth2/token", "https://api.x.com/2/usage/tweets"])
        let pair = Data("the%20key:the%2Bsecret".utf8).base64EncodedString()
        #expect(line.asked[0].header("authorization") == "Basic \(pair)")
        #expect(line.asked[0].form == ["grant_type": "client_credentials"])
        #expect(line.asked[1].header("authorization") == "Bearer AAAA%2F")
        #expect(line.asked[1].query("days") == "30")
        #expect(line.asked.map(\.unit) == [MeterUnit("token"), MeterUnit("usage_read")])
    }

    @Test func `asks for fields that both specifications know`() async throws {
        let line = ScriptedLine([token])
        _ = await X().usage(of: app, via: line)
        let asked = try #require(line.asked[1].query("usage.fields")).split(separator: ",").map(String.init)

        for file in ["x-xdk/specs/openapi.json", "x-xdk/latest-openapi.json"] {
            let known = try Specs.json(file).at("components", "parameters", "UsageFieldsParameter")?
                .at("schema", "items", "enum")?.array?.compactMap(\.string)
            #expect(Set(asked).isSubset(of: Set(known ?? [])))
        }
    }

    @Test(arguments: [
        (
            #"{"project_usage":"12","project_cap":"100","cap_reset_day":30}"#,
            AppUsage(reads: 12, cap: 100, resets: .noon + .days(30))
        ),
        (#"{"project_usage":12}"#, AppUsage(reads: 12, cap: nil, resets: nil)),
        (#"{"project_usage":12,"project_cap":0,"cap_reset_day":-4}"#, AppUsage(reads: 12, cap: nil, resets: nil)),
        (
            #"{"project_usage":3,"daily_client_app_usage":[{"client_app_id":"18","usage":[{"date":"d","usage":1},{"date":"e","usage":"2"},{"date":"f"}]},{"client_app_id":"<b>","usage":[]}]}"#,
            AppUsage(reads: 3, cap: nil, resets: nil, shares: [.init(app: "18", reads: 3)])
        ),
    ])
    func `is read as numbers and as text`(data: String, usage: AppUsage) async {
        let answer = await X().usage(of: app, via: ScriptedLine([token, .reply(200, #"{"data":\#(data)}"#)]))

        #expect(answer == .told(usage))
    }

    @Test func `needs keys that the operator has to set, and asks nothing without them`() async {
        let line = ScriptedLine([])
        let bare = AppKeys(clientID: "id", clientSecret: Redacted("secret"), addresses: ["apiKeySecret": "half"])

        guard case .notSet(let story) = await X().usage(of: bare, via: line) else {
            Issue.record("it asked")
            return
        }

        #expect(story.toDo?.description.contains("x_api_key and x_api_key_secret") == true)
        #expect(line.asked.isEmpty)
    }

    @Test func `that is refused is said in words of its own, with X's beside them`() async {
        let keys = await missing(
            .reply(403, #"{"errors":[{"code":99,"message":"Unable to verify your credentials"}]}"#))
        let usage = await missing(token, .reply(403, #"{"title":"Client Forbidden","status":403}"#))
        let gone = await missing(token, .reply(404, ""))

        #expect(keys?.what.description.contains("API key") == true && keys?.status == 403)
        #expect(usage?.what == gone?.what && usage?.what != keys?.what)
        #expect(gone?.status == 404)
    }

    @Test func `that does not come is asked for another time`() async {
        let busy = await missing(token, .reply(503, ""))
        let many = await missing(.reply(429, ""))
        let odd = await missing(token, .reply(200, #"{"data":{}}"#))
        let lost = await missing(token, .noAnswer)
        let away = await missing(.neverLeft)

        #expect(Set([busy, many, odd, lost, away].map { $0?.what }).count == 1)
        #expect(busy?.what.description.contains("next check") == true)
    }
}
