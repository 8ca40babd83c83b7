import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("What Facebook calls its numbers")
struct FacebookInsightTests {
    /// The last instant of the old names.
    private static let before = Instant(ms: 1_781_481_599_999)

    private static let unknown = ScriptedLine.Answer.reply(
        400, #"{"error":{"message":"(#100) metric must be one of","type":"OAuthException","code":100}}"#)
    private static let followers = ScriptedLine.Answer.reply(200, #"{"followers_count":912,"id":"42"}"#)

    private func rows(_ values: [(String, String)]) -> ScriptedLine.Answer {
        let rows = values.map { #"{"name":"\#($0.0)","period":"day","values":[{"value":1},{"value":\#($0.1)}]}"# }
        return .reply(200, #"{"data":[\#(rows.joined(separator: ","))]}"#)
    }

    private func count(_ line: ScriptedLine) async -> Numbers {
        await Facebook().count(Sample.signedIn(Sample.account("facebook")), via: line)
    }

    @Test func `of a page are asked for by the new names since 2026-06-15, for the last whole day`() async {
        let line = ScriptedLine([
            Self.followers,
            rows([("page_media_view", #"{"paid":10,"organic":400}"#), ("page_total_media_view_unique", "300")]),
        ])

        let numbers = await count(line)

        #expect(numbers.values == [.followers: 912, .views: 410, .reach: 300])
        #expect(line.asked.count == 2)
        #expect(line.asked[1].call.url == "https://graph.facebook.com/v23.0/me/insights")
        #expect(line.asked[1].query("metric") == "page_media_view,page_total_media_view_unique")
        #expect(line.asked[1].query("period") == "day")
    }

    @Test func `of a page were asked for by the old names until then`() async {
        let line = ScriptedLine([Self.followers, rows([("page_impressions_unique", "300")])], now: Self.before)

        let numbers = await count(line)

        #expect(numbers.values == [.followers: 912, .reach: 300])
        #expect(line.asked[1].query("metric") == "page_impressions_unique")
    }

    @Test(arguments: [true, false])
    func `are asked for by the others once, where the page does not know them`(isNew: Bool) async {
        let answer = isNew ? "page_impressions_unique" : "page_total_media_view_unique"
        let line = ScriptedLine(
            [Self.followers, Self.unknown, rows([(answer, "300")])], now: isNew ? .noon : Self.before)

        let numbers = await count(line)

        #expect(numbers.values == [.followers: 912, .reach: 300])
        #expect(numbers.missing == nil)
        #expect(line.asked.count == 3)
        #expect(line.asked[2].query("metric")?.contains(answer) == true)
    }

    @Test func `are missing where the page knows none of them, and its followers are kept`() async {
        let line = ScriptedLine([Self.followers] + Array(repeating: Self.unknown, count: 5))

        let numbers = await count(line)

        #expect(numbers.values == [.followers: 912])
        #expect(numbers.missing != nil)
        // Both sets, and then each name by itself: never more.
        #expect(line.asked.count == 1 + 2 + 3)
    }

    @Test func `are not asked for twice where the right to read them is missing`() async {
        let refused = ScriptedLine.Answer.reply(
            403, #"{"error":{"message":"(#200) Provide valid app ID","type":"OAuthException","code":200}}"#)
        let line = ScriptedLine([Self.followers, refused])

        let numbers = await count(line)

        #expect(numbers.values == [.followers: 912])
        #expect(numbers.missing?.what.description == "Facebook does not show this account's numbers to us.")
        #expect(line.asked.count == 2)
    }

    @Test func `of a post follow the day as well`() async {
        let line = ScriptedLine(
            [
                .reply(200, #"{"id":"1_2","message":"Kopi"}"#),
                rows([("post_impressions_unique", "300"), ("post_clicks", "9")]),
            ],
            now: Self.before)
        let signedIn = Sample.signedIn(Sample.account("facebook"))
        let part = Facebook().render(Sample.post("Kopi"), for: signedIn.account, at: .noon).rendition.parts[0]

        let reread = await Facebook().read(
            PublishedPart(part: part, receipt: Receipt(remoteID: "1_2", url: nil), parent: nil), of: signedIn,
            now: Self.before, via: line)

        guard case .there(_, let numbers) = reread else {
            Issue.record("\(reread)")
            return
        }
        #expect(numbers.values == [.reposts: 0, .reach: 300, .clicks: 9])
        #expect(line.asked[1].query("metric") == "post_impressions_unique,post_clicks")
        #expect(line.asked[1].query("period") == nil)
    }
}
