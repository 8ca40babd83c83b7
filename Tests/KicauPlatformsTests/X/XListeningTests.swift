import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Reading what was said to an X account")
struct XListeningTests {
    let signedIn = Sample.signedIn(Sample.account("x"))

    private func heard(
        from mark: [String: JSONValue] = [:], signedIn: SignedIn? = nil, _ answers: ScriptedLine.Answer...
    ) async -> (Heard, ScriptedLine) {
        let line = ScriptedLine(answers)
        let listening = Listening(signedIn: signedIn ?? self.signedIn, mark: mark, posts: [], now: .noon)
        return (await X().listen(listening, via: line), line)
    }

    private let people = ScriptedLine.Answer.reply(
        200, #"{"data":[{"id":"7","name":"Ana","username":"ana_b"},{"id":"8","name":"Budi","username":"budi"}]}"#)

    private func said(_ heard: Heard) throws -> ([Said], [String: JSONValue]) {
        guard case .said(let said, let mark, nil) = heard else { throw Unheard() }
        return (said, mark)
    }

    private struct Unheard: Error {}

    private let page = """
        {"data":[
        {"id":"120","text":"Halo @ayu_lestari &amp; semua https://t.co/a","author_id":"8","created_at":"2026-11-24T11:30:00.000Z",
        "entities":{"urls":[{"url":"https://t.co/a","expanded_url":"https://kedai-aksara.com/menu"}]}},
        {"id":"110","text":"@ayu_lestari @budi Enak sekali","author_id":"7","in_reply_to_user_id":"42",
        "created_at":"2026-11-24T11:00:00.000Z","referenced_tweets":[{"type":"replied_to","id":"99"}]},
        {"id":"105","text":"@ayu_lestari lanjut","author_id":"42","in_reply_to_user_id":"42"},
        {"id":"104","text":"RT @ayu_lestari: satu","author_id":"8","referenced_tweets":[{"type":"retweeted","id":"99"}]}],
        "meta":{"result_count":4,"newest_id":"120","oldest_id":"104"}}
        """

    @Test func `tells answers to own posts from mentions, in plain text, with their authors`() async throws {
        let (heard, line) = await heard(.reply(200, page), people)
        let (all, mark) = try said(heard)

        #expect(all.map(\.kind) == [.mention, .reply])
        #expect(all.map(\.text) == ["Halo @ayu_lestari & semua https://kedai-aksara.com/menu", "Enak sekali"])
        #expect(all.map(\.about) == [nil, "99"])
        #expect(all[1].speaker == Speaker(remoteID: "7", handle: "ana_b", name: "Ana"))
        #expect(all[1].receipt == Receipt(remoteID: "110", url: "https://x.com/ana_b/status/110"))
        #expect(all[1].at == .noon - .hours(1))
        #expect(mark == ["since_id": "120"])
        #expect(line.asked.map(\.unit) == [MeterUnit("owned_read", count: 5), MeterUnit("user_read", count: 2)])
        #expect(line.asked[1].query("ids") == "7,8")
    }

    @Test func `first goes back a week, then only asks for what is newer`() async throws {
        let (_, first) = await heard(.reply(200, #"{"meta":{"result_count":0}}"#))
        let (later, next) = await heard(from: ["since_id": "120"], .reply(200, #"{"meta":{"result_count":0}}"#))

        #expect(first.asked.count == 1)
        #expect(first.asked[0].call.url == "https://api.x.com/2/users/42/mentions")
        #expect(first.asked[0].query("start_time") == "2026-11-17T12:00:00Z")
        #expect(first.asked[0].query("since_id") == nil)
        #expect(first.asked[0].query("tweet.fields")?.contains("author_id,in_reply_to_user_id") == true)
        #expect(first.asked[0].query("expansions") == nil)
        #expect(next.asked[0].query("since_id") == "120")
        #expect(next.asked[0].query("start_time") == nil)
        #expect(try said(later).1 == ["since_id": "120"])
    }

    @Test func `a quiet first week keeps its beginning, so that nothing between two readings is lost`() async throws {
        let (heard, _) = await heard(.reply(200, #"{"meta":{"result_count":0}}"#))

        #expect(try said(heard).1 == ["from": "2026-11-17T12:00:00Z"])
    }

    private func full(_ ids: ClosedRange<Int>) -> ScriptedLine.Answer {
        let posts = ids.reversed().map { #"{"id":"\#($0)","text":"@ayu_lestari hai","author_id":"7"}"# }
        return .reply(200, #"{"data":[\#(posts.joined(separator: ","))],"meta":{"next_token":"n"}}"#)
    }

    @Test func `stops after five pages, and the next reading goes on below them`() async throws {
        let (first, line) = await heard(
            from: ["since_id": "100"], full(996...1000), full(976...995), full(956...975), full(936...955),
            full(916...935), people)
        let (some, mark) = try said(first)

        #expect(some.count == 85)
        #expect(line.asked.prefix(5).map { $0.query("until_id") } == [nil, "996", "976", "956", "936"])
        #expect(line.asked.prefix(5).map { $0.query("max_results") } == ["5", "20", "20", "20", "20"])
        #expect(mark == ["since_id": "100", "newest": "1000", "until_id": "916"])

        let (rest, below) = await heard(
            from: mark, .reply(200, #"{"data":[{"id":"101","text":"@ayu_lestari hai","author_id":"7"}],"meta":{}}"#),
            people)

        #expect(below.asked[0].query("since_id") == "100")
        #expect(below.asked[0].query("until_id") == "916")
        #expect(try said(rest).1 == ["since_id": "1000"])
    }

    @Test func `a list that goes round in a circle ends`() async throws {
        let (heard, line) = await heard(from: ["since_id": "1"], full(5...9), full(5...9), full(5...9), people)

        #expect(line.asked.count == 3)
        #expect(try said(heard).1 == ["since_id": "9"])
    }

    @Test func `ids are compared as numbers`() async throws {
        let (heard, _) = await heard(from: ["since_id": "5"], full(999...1001), .reply(200, #"{"meta":{}}"#), people)

        #expect(try said(heard).1 == ["since_id": "1001"])
    }

    @Test func `a mark that is none of ours is a first reading`() async throws {
        let (_, line) = await heard(from: ["since_id": "up & down", "until_id": ["1"]], .reply(200, #"{"meta":{}}"#))

        #expect(line.asked[0].query("since_id") == nil)
        #expect(line.asked[0].query("until_id") == nil)
        #expect(line.asked[0].query("start_time") == "2026-11-17T12:00:00Z")
    }

    @Test func `who is gone by now has an id and no name`() async throws {
        let (heard, _) = await heard(.reply(200, page), .reply(200, #"{"errors":[{"title":"Not Found Error"}]}"#))
        let (all, _) = try said(heard)

        #expect(all.map(\.speaker.handle) == ["", ""])
        #expect(all[1].speaker.remoteID == "7")
        #expect(all[1].receipt.url == "https://x.com/i/web/status/110")
    }

    @Test func `in the newer names authors come along and are not asked for again`() async throws {
        let new = Sample.signedIn(Sample.account("x"), addresses: ["vocabulary": "post"])
        let answer = """
            {"data":[{"id":"110","text":"@ayu_lestari Enak","author_id":"7","in_reply_to_user_id":"42",
            "referenced_posts":[{"type":"replied_to","id":"99"}]}],"meta":{},
            "includes":{"users":[{"id":"7","name":"Ana","username":"ana_b"}]}}
            """

        let (heard, line) = await heard(signedIn: new, .reply(200, answer))
        let (all, _) = try said(heard)

        #expect(all.map(\.speaker.handle) == ["ana_b"])
        #expect(all.map(\.about) == ["99"])
        #expect(line.asked.count == 1)
        #expect(line.asked[0].query("expansions") == "author_id,in_reply_to_user_id,referenced_posts")
        #expect(line.asked[0].unit == MeterUnit("user_read", count: 10))
    }

    @Test(arguments: [
        ScriptedLine.Answer.noAnswer, .neverLeft, .reply(503, ""), .reply(429, "{}"), .reply(200, "<html>"),
        .reply(200, #"{"errors":[{"title":"odd"}]}"#), .reply(402, #"{"title":"CreditsDepleted"}"#),
    ])
    func `a blip is read again later`(answer: ScriptedLine.Answer) async {
        let (heard, _) = await heard(answer)

        guard case .postponed = heard else { return #expect(Bool(false), "\(heard)") }
    }

    @Test func `without the names nothing is kept, so that they come with the next reading`() async {
        let (heard, _) = await heard(.reply(200, page), .neverLeft)

        guard case .postponed = heard else { return #expect(Bool(false), "\(heard)") }
    }

    @Test func `a clear no is told`() async {
        let (out, _) = await heard(.reply(401, #"{"title":"Unauthorized","status":401}"#))
        let (no, _) = await heard(.reply(403, #"{"title":"Forbidden","detail":"Forbidden","type":"about:blank"}"#))

        guard case .signedOut = out else { return #expect(Bool(false), "\(out)") }
        guard case .refused(let refusal) = no else { return #expect(Bool(false), "\(no)") }
        #expect(refusal.kind == .permission)
    }

    @Test(arguments: [
        ("@ayu Terima kasih", "Terima kasih"), ("@a @b_2  dua", "dua"), ("halo @ayu", "halo @ayu"), ("@ayu", ""),
        ("@ayu, halo", "@ayu, halo"), ("@ halo", "@ halo"), ("", ""),
    ])
    func `the names before an answer are not its text`(text: String, rest: String) {
        #expect(XText.withoutLead(text) == rest)
    }
}
