import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Looking for a post on a Facebook page")
struct FacebookLookingTests {
    func look(_ answers: [ScriptedLine.Answer], _ post: Post = Sample.post("Selamat pagi")) async -> Finding {
        let errand = MetaSample.errand(Facebook(), post, Step(.commit, "post", part: 0))
        return await Facebook().look(errand, doubt: Sample.doubt, via: ScriptedLine(answers))
    }

    func page(_ posts: String, more: String = "") -> ScriptedLine.Answer {
        .reply(200, #"{"data":[\#(posts)]\#(more)}"#)
    }

    func shown(_ id: String, _ message: String, _ time: String, more: String = "") -> String {
        #"{"id":"\#(id)","message":"\#(message)","created_time":"2026-11-24T\#(time)+0000"\#(more)}"#
    }

    @Test func `finds what was published since the doubt`() async {
        let finding = await look([page(shown("42_7", "Selamat pagi", "12:00:01"))])

        #expect(finding.receipt == Receipt(remoteID: "42_7", url: "https://www.facebook.com/42_7"))
    }

    @Test func `asks only for what is newer than the doubt`() async {
        let line = ScriptedLine([page("")])
        let errand = MetaSample.errand(Facebook(), Sample.post("Hai"), Step(.commit, "post", part: 0))

        _ = await Facebook().look(errand, doubt: Sample.doubt, via: line)

        #expect(line.asked[0].query("since") == String(Instant.noon.ms / 1000 - 10))
        #expect(line.asked[0].call.url.hasSuffix("/42/published_posts"))
    }

    @Test func `passes over older posts, other texts, other apps and other pictures`() async {
        let photo = #","attachments":{"data":[{"media_type":"photo"}]}"#
        for other in [
            shown("1", "Selamat pagi", "11:59:00"), shown("2", "Selamat siang", "12:00:01"),
            shown("3", "Selamat pagi", "12:00:01", more: #","application":{"id":"another"}"#),
            shown("4", "Selamat pagi", "12:00:01", more: photo), #"{"id":"5"}"#,
        ] {
            guard case .notSeen(let evidence) = await look([page(other)]) else {
                Issue.record("\(other)")
                continue
            }
            #expect(evidence.compared == 1)
        }
    }

    @Test func `does not take a post without words for its own unless the pictures show`() async {
        let post = Sample.post("", pictures: [Sample.picture()])
        let silent = #"{"id":"42_7","created_time":"2026-11-24T12:00:01+0000""#
        let photo = silent + #","attachments":{"data":[{"media_type":"photo"}]}}"#

        #expect(await look([page(silent + "}")], post).receipt == nil)
        #expect(await look([page(photo)], post).receipt?.remoteID == "42_7")
    }

    @Test func `counts the pictures of an album`() async {
        let post = Sample.post("Selamat pagi", pictures: [Sample.picture(), Sample.picture()])
        let album = #","attachments":{"data":[{"media_type":"album","subattachments":{"data":[{},{}]}}]}"#

        let finding = await look([page(shown("42_7", "Selamat pagi", "12:00:01", more: album))], post)

        #expect(finding.receipt?.differences == [])
    }

    @Test func `turns the page while there is one`() async {
        let next = #","paging":{"next":"https://x.example","cursors":{"after":"c2"}}"#

        let finding = await look([page("", more: next), page(shown("42_7", "Selamat pagi", "12:00:01"))])

        #expect(finding.receipt?.remoteID == "42_7")
    }

    @Test func `takes the older of two that match`() async {
        let finding = await look([
            page(shown("new", "Selamat pagi", "12:03:00") + "," + shown("old", "Selamat pagi", "12:00:01"))
        ])

        #expect(finding.receipt?.remoteID == "old")
    }

    @Test(arguments: [ScriptedLine.Answer.noAnswer, .neverLeft, .reply(500, ""), .reply(400, MetaSample.error(4))])
    func `says so when it could not look`(answer: ScriptedLine.Answer) async {
        guard case .couldNotLook(let until, _) = await look([answer]) else {
            Issue.record("it looked")
            return
        }
        #expect(until > .noon)
    }

    @Test func `finds its comment under the post`() async {
        let errand = MetaSample.errand(
            Facebook(), Sample.post("Hai", comment: "Lihat juga"), Step(.commit, "comment", part: 1),
            progress: Progress(receipts: [0: Receipt(remoteID: "42_7", url: nil)]))
        let line = ScriptedLine([page(shown("7_1", "Lihat juga", "12:00:02", more: #","from":{"id":"42"}"#))])

        let finding = await Facebook().look(errand, doubt: Sample.doubt, via: line)

        #expect(finding.receipt?.remoteID == "7_1")
        #expect(line.asked[0].call.url.hasSuffix("/42_7/comments"))
    }
}
