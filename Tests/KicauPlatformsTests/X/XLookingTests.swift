import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Looking for a post on X")
struct XLookingTests {
    let signedIn = Sample.signedIn(Sample.account("x"))

    func look(_ text: String, pictures: [Media] = [], _ answers: String...) async -> (Finding, ScriptedLine) {
        let line = ScriptedLine(answers.map { .reply(200, $0) })
        let errand = Sample.errand(
            X(), Sample.post(text, pictures: pictures), step: Step(.commit, "post", part: 0), signedIn: signedIn)
        return (await X().look(errand, doubt: Sample.doubt, via: line), line)
    }

    @Test func `finds it behind X's links and entities`() async {
        let answer = """
            {"data":[{"id":"98","text":"lain","created_at":"2026-11-24T12:00:10.000Z"},
            {"id":"99","text":"Baca &lt;ini&gt; https://t.co/abc https://t.co/pic","created_at":"2026-11-24T12:00:05.000Z",
            "attachments":{"media_keys":["3_1"]},"edit_history_tweet_ids":["99"],
            "entities":{"urls":[{"url":"https://t.co/abc","expanded_url":"http://Example.org/"},
            {"url":"https://t.co/pic","expanded_url":"https://x.com/a/status/99/photo/1","media_key":"3_1"}]}}],
            "meta":{"result_count":2}}
            """

        let (finding, line) = await look("Baca <ini> example.org", pictures: [Sample.picture()], answer)

        #expect(finding.receipt?.remoteID == "99")
        #expect(line.asked[0].call.url == "https://api.x.com/2/users/42/tweets")
        #expect(line.asked[0].query("start_time") == "2026-11-24T11:59:30Z")
        #expect(line.asked[0].query("tweet.fields")?.contains("entities") == true)
        #expect(line.asked[0].unit == MeterUnit("owned_read", count: 20))
    }

    @Test func `reads a long post's whole text, in the new names as well`() async {
        for name in ["note_tweet", "note_post"] {
            let (finding, _) = await look(
                "satu dua tiga", #"{"data":[{"id":"99","text":"satu…","\#(name)":{"text":"satu dua tiga"}}]}"#)
            #expect(finding.receipt?.remoteID == "99")
        }
    }

    @Test(arguments: [
        #"{"id":"99","text":"lain"}"#,
        #"{"id":"99","text":"kopi","created_at":"2026-11-24T11:00:00.000Z"}"#,
        #"{"id":"99","text":"kopi","attachments":{"media_keys":["3_1"]}}"#,
        #"{"id":"99","text":"kopi","referenced_tweets":[{"type":"replied_to","id":"1"}]}"#,
        #"{"id":"99","text":"kopi","referenced_posts":[{"type":"replied_to","id":"1"}]}"#,
    ])
    func `does not take another post for ours`(post: String) async {
        let (finding, _) = await look("kopi", #"{"data":[\#(post)]}"#)

        guard case .notSeen(let evidence) = finding else { return #expect(Bool(false)) }
        #expect(evidence.compared == 1)
    }

    @Test func `reads all pages`() async {
        let (finding, line) = await look(
            "kopi", #"{"data":[{"id":"1","text":"lain"}],"meta":{"next_token":"n2"}}"#,
            #"{"data":[{"id":"2","text":"kopi"}],"meta":{}}"#)

        #expect(finding.receipt?.remoteID == "2")
        #expect(line.asked[1].query("pagination_token") == "n2")
    }

    @Test func `an empty timeline is not seen, an error is no look`() async {
        let (empty, _) = await look("kopi", #"{"meta":{"result_count":0}}"#)
        let (odd, _) = await look("kopi", "<html>")

        guard case .notSeen = empty else { return #expect(Bool(false)) }
        guard case .couldNotLook = odd else { return #expect(Bool(false)) }
    }

    @Test func `asks in the vocabulary it is set to`() async {
        let signedIn = Sample.signedIn(Sample.account("x"), addresses: ["vocabulary": "post"])
        let line = ScriptedLine([.reply(200, #"{"meta":{"result_count":0}}"#)])
        let errand = Sample.errand(X(), Sample.post("kopi"), step: Step(.commit, "post", part: 0), signedIn: signedIn)

        _ = await X().look(errand, doubt: Sample.doubt, via: line)

        #expect(line.asked[0].query("post.fields")?.contains("note_post") == true)
        #expect(line.asked[0].query("tweet.fields") == nil)
        #expect(line.asked[0].query("expansions") == "referenced_posts")
        #expect(line.asked[0].unit == MeterUnit("owned_read", count: 40))
    }
}
