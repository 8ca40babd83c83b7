import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A picture for an album of a Facebook page")
struct FacebookAlbumTests {
    private static func post(
        _ text: String = "Panggung terbuka", album: String = "7142", alt: String = "Panggung", pictures: Int = 1,
        more: [String: [String]] = [:]
    ) -> Post {
        var post = Sample.post(text, pictures: (0..<pictures).map { _ in Sample.picture(alt: alt) })
        post.options["facebook"] = ChosenOptions(more.merging(["album": [album]]) { first, _ in first })
        return post
    }

    private static func errand(_ step: Step, _ post: Post = post()) -> Errand {
        MetaSample.errand(Facebook(), post, step)
    }

    private static let commit = Step(.commit, "post", part: 0)
    private static let check = Step(.prepare, "album", part: 0, picture: 0)

    private func refusals(_ post: Post) -> [Sentence] {
        Facebook().render(post, for: Sample.account("facebook"), at: .noon).refusals.map(\.what)
    }

    @Test(arguments: [
        "7142", " 7142 ", "https://www.facebook.com/media/set/?set=a.7142&type=3",
        "https://www.facebook.com/media/set/?vanity=kedai&set=a.7142",
        "https://www.facebook.com/media/set/?set=a.7142.9.42&type=1", "https://www.facebook.com/kedai/albums/7142/",
        "https://www.facebook.com/photo_album.php?album_id=7142",
    ])
    func `is found by number or address`(written: String) {
        let part = Facebook().render(Self.post(album: written), for: Sample.account("facebook"), at: .noon)

        #expect(part.rendition.parts[0].frozen["album"] == "7142")
        #expect(part.refusals.isEmpty)
    }

    @Test(arguments: ["Acara", "https://www.facebook.com/kedai", "a.7142", "https://www.facebook.com/photo?fbid=7142"])
    func `is refused when it names no album`(written: String) {
        #expect(refusals(Self.post(album: written)) == ["\(written) names no album on Facebook."])
    }

    @Test func `is one picture, as several could not be published in one call`() {
        let wanted: [Sentence] = [
            "Into an album on Facebook goes one picture a post; this post is not one picture."
        ]
        var film = Self.post(pictures: 0)
        film.parts[0].media = [Sample.video()]

        #expect(refusals(Self.post(pictures: 2)) == wanted)
        #expect(refusals(Self.post(pictures: 0)) == wanted)
        #expect(refusals(film) == wanted)
    }

    @Test func `is no story`() {
        let story = Self.post("", more: ["format": ["story"]])

        #expect(refusals(story) == ["A reel or story on Facebook goes into no album."])
    }

    @Test func `is made smaller than others, as it goes with the commit`() {
        func fit(_ post: Post) -> RenderedMedia.Fit? {
            let rendition = Facebook().render(post, for: Sample.account("facebook"), at: .noon).rendition
            return rendition.parts[0].media.first?.fit
        }

        #expect(fit(Self.post()) == .picture(Facebook.albumFit))
        #expect(Facebook.albumFit.maxBytes == 2_000_000)
        #expect(fit(Sample.post("Panggung", pictures: [Sample.picture()])) == .picture(Facebook.fit))
    }

    @Test func `asks for the album first, and has one commit`() {
        let rendition = Facebook().render(Self.post(), for: Sample.account("facebook"), at: .noon).rendition

        #expect(Facebook().steps(for: rendition) == [Self.check, Self.commit])
    }

    @Test(arguments: [
        (ScriptedLine.Answer.reply(200, #"{"id":"7142","can_upload":true,"from":{"id":"42"}}"#), "ready"),
        (.reply(200, #"{"id":"7142","from":{"id":"42"}}"#), "ready"),
        (.reply(200, #"{"id":"7142","can_upload":false,"from":{"id":"42"}}"#), "refused"),
        (.reply(200, #"{"id":"7142","can_upload":true,"from":{"id":"43"}}"#), "refused"),
        (.reply(200, #"{"id":"7142"}"#), "refused"), (.reply(400, MetaSample.error(100, 33)), "refused"),
        (.reply(400, MetaSample.error(100)), "refused"), (.reply(400, MetaSample.error(190, 463)), "signedOut"),
        (.noAnswer, "postponed"), (.reply(500, "{}"), "postponed"),
    ])
    func `goes only where the page may add to`(answer: ScriptedLine.Answer, wanted: String) async {
        let line = ScriptedLine([answer])

        let preparation = await Facebook().prepare(Self.errand(Self.check), before: nil, via: line)

        #expect("\(preparation)".hasPrefix(wanted))
        #expect(line.asked[0].call.url == "https://graph.facebook.com/v23.0/7142")
        #expect(line.asked[0].query("fields") == "id,name,can_upload,from")
    }

    @Test func `is published as it is uploaded, with its words and description`() async {
        let line = ScriptedLine([
            .reply(200, #"{"id":"901","post_id":"42_9"}"#),
            .reply(
                200,
                #"{"id":"901","name":"Panggung terbuka","link":"https://fb.example/901","album":{"id":"7142"}}"#),
        ])

        let outcome = await Facebook().commit(
            Self.errand(Self.commit, Self.post(more: ["countries": ["ID"]])), via: line)

        #expect(
            outcome
                == .published(Receipt(remoteID: "42_9", url: "https://fb.example/901", extra: ["photo": "901"])))
        #expect(line.asked.map(\.call.isCommit) == [true, false])
        #expect(line.asked[0].call.url == "https://graph.facebook.com/v23.0/7142/photos")
        guard case .multipart(let fields, let files) = line.asked[0].call.body else {
            Issue.record("no multipart form")
            return
        }
        #expect(
            fields.map(\.0).filter { $0 != "appsecret_proof" } == ["caption", "alt_text_custom", "targeting"])
        #expect(files.map(\.field) == ["source"])
    }

    @Test func `is published whatever comes of reading it back, and says what came out otherwise`() async {
        let blind = ScriptedLine([.reply(200, #"{"id":"901","post_id":"42_9"}"#), .noAnswer])
        let other = ScriptedLine([
            .reply(200, #"{"id":"901"}"#),
            .reply(200, #"{"name":"Lain","album":{"id":"8"},"page_story_id":"42_9"}"#),
        ])

        let first = await Facebook().commit(Self.errand(Self.commit), via: blind)
        let second = await Facebook().commit(Self.errand(Self.commit), via: other)

        #expect(first.receipt?.remoteID == "42_9")
        #expect(second.receipt?.remoteID == "42_9")
        #expect(second.receipt?.differences.count == 2)
    }

    @Test(arguments: [
        (ScriptedLine.Answer.noAnswer, "unknown"), (.reply(500, "{}"), "unknown"), (.reply(200, "{}"), "unknown"),
        (.reply(400, MetaSample.error(100, 33)), "refused"),
    ])
    func `is in doubt unless the answer is clear`(answer: ScriptedLine.Answer, wanted: String) async {
        let outcome = await Facebook().commit(Self.errand(Self.commit), via: ScriptedLine([answer]))

        #expect("\(outcome)".hasPrefix(wanted))
    }

    private func look(_ pages: [String], _ post: Post = post()) async -> Finding {
        await Facebook().look(
            Self.errand(Self.commit, post), doubt: Sample.doubt, via: ScriptedLine(pages.map { .reply(200, $0) }))
    }

    private func photo(_ name: String, _ time: String, more: String = "") -> String {
        #"{"id":"901","name":"\#(name)","created_time":"2026-11-24T\#(time)+0000"\#(more)}"#
    }

    @Test func `is looked for in its album, page by page`() async {
        let next = #","paging":{"next":"https://x.example","cursors":{"after":"c2"}}"#
        let old = #"{"data":[\#(photo("Panggung terbuka", "11:00:00"))]\#(next)}"#
        let new = #"{"data":[\#(photo("Panggung terbuka", "12:00:01", more: #","page_story_id":"42_9""#))]}"#

        let finding = await look([old, new])

        #expect(finding.receipt?.remoteID == "42_9")
        #expect(finding.receipt?.extra == ["photo": "901"])
    }

    @Test func `is not taken for another's, and never proves that it is not there`() async {
        for other in [
            photo("Panggung tertutup", "12:00:01"), photo("Panggung terbuka", "11:59:00"),
            photo("Panggung terbuka", "12:00:01", more: #","alt_text_custom":"Lain""#), #"{"id":"5"}"#,
        ] {
            guard case .notSeen(let evidence) = await look([#"{"data":[\#(other)]}"#]) else {
                Issue.record("\(other)")
                continue
            }
            #expect(evidence.compared == 1)
        }
    }

    @Test func `without any words is never taken for its own`() async {
        let silent = Self.post("", alt: "")

        let finding = await look([#"{"data":[\#(photo("", "12:00:01"))]}"#], silent)

        guard case .notSeen(let evidence) = finding else {
            Issue.record("\(finding)")
            return
        }
        #expect(evidence.isBlind)
    }

    @Test func `is deleted as a picture, or it would stay in its album`() async {
        let line = ScriptedLine([.reply(200, #"{"success":true}"#)])
        let receipt = Receipt(remoteID: "42_9", url: nil, extra: ["photo": "901"])

        let deletion = await Facebook().delete(receipt, of: MetaSample.signedIn("facebook"), via: line)

        #expect(deletion == .deleted)
        #expect(line.asked[0].call.url.hasSuffix("/901"))
    }
}
