import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A video that LinkedIn has")
struct LinkedInVideoPostTests {
    typealias It = LinkedInVideoSample

    static let asked: [String: JSONValue] = ["video": "urn:li:video:V", "asked": 0]

    @Test func `is asked after until it is there, by members too`() async {
        let line = ScriptedLine([It.standing("PROCESSING"), It.standing("AVAILABLE")])

        let first = await LinkedIn().prepare(It.errand(), before: Self.asked, via: line)
        let second = await LinkedIn().prepare(It.errand(), before: first.result, via: line)

        #expect(first == .working(["video": "urn:li:video:V", "asked": 1], askAgain: .noon + .seconds(10)))
        #expect(second == .ready(["video": "urn:li:video:V"], expires: nil))
        #expect(line.asked[0].call.url == "https://api.linkedin.com/rest/videos/urn%3Ali%3Avideo%3AV")
    }

    @Test func `is asked after ever more seldom, and after an hour no more`() async {
        var known = Self.asked
        var waits: [Duration] = [.seconds(5)]
        var end: Preparation?
        while end == nil, waits.count < 1000 {
            let answer = await LinkedIn().prepare(
                It.errand(), before: known, via: ScriptedLine([It.standing("PROCESSING")]))
            if case .working(let next, let again) = answer {
                known = next
                waits.append(again - .noon)
            } else {
                end = answer
            }
        }

        #expect(Array(waits.prefix(6)) == [5, 10, 15, 30, 60, 120].map { Duration.seconds($0) })
        let all = waits.reduce(Duration.zero, +)
        #expect(all == .hours(1))
        guard case .refused(let refusal) = end else { return #expect(Bool(false)) }
        #expect(refusal.kind == .media)
    }

    @Test func `that it could not read is refused, with what to do`() async {
        let answer = await LinkedIn().prepare(
            It.errand(), before: Self.asked, via: ScriptedLine([It.standing("PROCESSING_FAILED")]))

        guard case .refused(let refusal) = answer else { return #expect(Bool(false)) }
        #expect(refusal.kind == .media && refusal.answer?.contains("PROCESSING_FAILED") == true)
    }

    @Test func `hangs on the post with its description, and the post may have another kind of name`() async {
        let line = ScriptedLine([.reply(201, "", [("x-restli-id", "urn:li:ugcPost:88")])])
        let progress = Progress(prepared: [(step: It.upload, result: ["video": "urn:li:video:V"])])
        let errand = It.errand(
            It.film(alt: "Kopi dituang"), step: Step(.commit, "post", part: 0), progress: progress)

        let outcome = await LinkedIn().commit(errand, via: line)

        #expect(line.asked[0].json?["content"] == ["media": ["id": "urn:li:video:V", "altText": "Kopi dituang"]])
        #expect(
            outcome.receipt
                == Receipt(
                    remoteID: "urn:li:ugcPost:88", url: "https://www.linkedin.com/feed/update/urn:li:ugcPost:88/"))
    }

    static func list(_ media: String) -> ScriptedLine.Answer {
        let content = #""commentary":"kopi","publishedAt":1795521605000,"content":{"media":{"id":"\#(media)"}}"#
        return .reply(200, #"{"elements":[{"id":"urn:li:ugcPost:88",\#(content)}]}"#)
    }

    @Test func `is found in a page's list, and a picture with the same words is not taken for it`() async {
        let errand = It.errand(step: Step(.commit, "post", part: 0), of: It.house)

        let film = await LinkedIn().look(
            errand, doubt: Sample.doubt, via: ScriptedLine([Self.list("urn:li:video:V")]))
        let picture = await LinkedIn().look(
            errand, doubt: Sample.doubt, via: ScriptedLine([Self.list("urn:li:image:P")]))

        #expect(film.receipt?.remoteID == "urn:li:ugcPost:88")
        guard case .askBySending = picture else { return #expect(Bool(false)) }
    }

    @Test(arguments: [("urn:li:video:V", 0), ("urn:li:image:P", 1)])
    func `is compared when it is read back`(media: String, differences: Int) async {
        let post = #"{"id":"urn:li:ugcPost:88","commentary":"kopi","content":{"media":{"id":"\#(media)"}}}"#
        let line = ScriptedLine([.reply(200, post), .reply(200, #"{"elements":[]}"#)])
        let published = PublishedPart(
            part: It.errand(of: It.house).part, receipt: Receipt(remoteID: "urn:li:ugcPost:88", url: nil), parent: nil)

        let reread = await LinkedIn().read(published, of: It.house, now: .noon, via: line)

        guard case .there(let found, _) = reread else { return #expect(Bool(false)) }
        #expect(found.count == differences)
        #expect(line.asked[1].call.url.contains("ugcPosts=List(urn%3Ali%3AugcPost%3A88)"))
    }

    @Test func `stands alone, and runs three seconds to half an hour`() {
        func refusals(_ media: [Media]) -> Int {
            LinkedIn().render(Sample.post("kopi", pictures: media), for: It.member.account, at: .noon).refusals.count
        }
        func film(_ milliseconds: Int) -> Media {
            Media(
                sha256: "cd", mimeType: "video/mp4", width: 640, height: 360, bytes: 9,
                motion: Motion(milliseconds: milliseconds, milliFPS: 30_000))
        }

        #expect(refusals([film(3000)]) == 0 && refusals([film(1_800_000)]) == 0)
        #expect(refusals([film(2999)]) == 1 && refusals([film(1_800_001)]) == 1)
        #expect(refusals([film(4000), Sample.picture()]) == 1)
        #expect(refusals([film(4000), film(4000)]) == 1)
    }
}
