import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("An answer to a comment on LinkedIn")
struct LinkedInAnsweringTests {
    typealias It = LinkedInInboxSample

    func errand(_ text: String = "Jam 7 (pagi)", to said: Said = It.said()) -> Errand {
        var post = Sample.post(text)
        post.answering = said.receipt
        return Sample.errand(LinkedIn(), post, step: Step(.commit, "comment", part: 0), signedIn: It.house)
    }

    @Test func `is a comment from its first part on, its words as they are`() {
        let errand = errand("@[Kopi](urn:li:organization:1) #kopi")

        #expect(LinkedIn().steps(for: errand.rendition) == [Step(.commit, "comment", part: 0)])
        #expect(errand.part.role == .comment)
        #expect(errand.part.wireText == "@[Kopi](urn:li:organization:1) #kopi")
        #expect(errand.part.shownText == errand.part.wireText)
        #expect(errand.part.units == [LinkedInUnit.comment] && errand.part.frozen.isEmpty)
    }

    @Test func `stands under the comment, named by the post that we made`() async {
        let line = ScriptedLine([.reply(201, #"{"id":"9"}"#, [("x-restli-id", "9")])])

        let outcome = await LinkedIn().commit(errand(), via: line)

        #expect(line.asked.map(\.call.isCommit) == [true])
        #expect(line.asked[0].call.url == "https://api.linkedin.com/rest/socialActions/urn%3Ali%3Ashare%3A77/comments")
        #expect(
            line.asked[0].json == [
                "actor": "urn:li:organization:9", "object": "urn:li:share:77", "message": ["text": "Jam 7 (pagi)"],
                "parentComment": "urn:li:comment:(urn:li:activity:77,5)",
            ])
        #expect(
            outcome.receipt
                == Receipt(
                    remoteID: "urn:li:comment:(urn:li:share:77,9)", url: It.post(77).url,
                    extra: ["post": "urn:li:share:77", "thread": .string(It.urn(5))]))
    }

    @Test func `to an answer stands beside it, under the same comment`() async {
        let line = ScriptedLine([.reply(201, "", [("x-restli-id", "9")])])

        _ = await LinkedIn().commit(errand(to: It.said(6, thread: 5)), via: line)

        #expect(line.asked[0].json?["parentComment"] == .string(It.urn(5)))
    }

    @Test func `finds its way by the comment's name alone`() async {
        let bare = Receipt(remoteID: It.urn(5), url: nil)
        let line = ScriptedLine([.reply(201, "", [("x-restli-id", "9")])])
        var post = Sample.post("Jam 7")
        post.answering = bare

        _ = await LinkedIn().commit(
            Sample.errand(LinkedIn(), post, step: Step(.commit, "comment", part: 0), signedIn: It.house), via: line)

        #expect(line.asked[0].json?["object"] == "urn:li:activity:77")
        #expect(line.asked[0].json?["parentComment"] == .string(It.urn(5)))
    }

    @Test func `to what was deleted is refused, and a lost yes is in doubt`() async {
        let deleted = await LinkedIn().commit(errand(), via: ScriptedLine([It.gone]))
        let lost = await LinkedIn().commit(errand(), via: ScriptedLine([.noAnswer]))
        let strange = await LinkedIn().commit(errand(), via: ScriptedLine([.reply(418, "<html>")]))

        #expect(deleted.refusal?.kind == .gone)
        #expect(lost.isUnknown && strange.isUnknown)
    }

    @Test func `is read back under the comment it answers`() async {
        let part = errand().part
        let published = PublishedPart(
            part: part, receipt: Receipt(remoteID: It.urn(9), url: nil), parent: It.said().receipt)
        let line = ScriptedLine([It.page([It.comment(9, part.wireText, by: "urn:li:organization:9", under: 5)])])

        let reread = await LinkedIn().read(published, of: It.house, now: .noon, via: line)

        guard case .there(let differences, _) = reread else { return #expect(Bool(false)) }
        #expect(differences.isEmpty)
        #expect(line.asked[0].call.url.contains("urn%3Ali%3Acomment%3A"))
    }

    @Test func `is words alone`() {
        var pictured = Sample.post("Ini", pictures: [Sample.picture()])
        pictured.answering = It.said().receipt
        var polled = Sample.post("Ini")
        polled.answering = It.said().receipt
        polled.options = ["linkedin": ChosenOptions(["poll": ["Ya", "Tidak"], "poll_question": ["Kopi?"]])]
        var long = Sample.post(String(repeating: "a", count: 1251))
        long.answering = It.said().receipt

        for post in [pictured, polled, long] {
            #expect(LinkedIn().render(post, for: It.house.account, at: .noon).refusals.count == 1)
        }
        #expect(LinkedIn().render(Sample.post("a"), for: It.house.account, at: .noon).refusals.isEmpty)
    }
}

@Suite("Looking for an answer on LinkedIn")
struct LinkedInAnswerLookingTests {
    typealias It = LinkedInInboxSample

    func look(_ line: ScriptedLine) async -> Finding {
        var post = Sample.post("Jam 7")
        post.answering = It.said().receipt
        return await LinkedIn().look(
            Sample.errand(LinkedIn(), post, step: Step(.commit, "comment", part: 0), signedIn: It.house),
            doubt: Sample.doubt, via: line)
    }

    @Test func `finds it under the comment, and what answering it needs`() async {
        let ours = It.comment(9, "Jam 7", by: "urn:li:organization:9", under: 5)
        let line = ScriptedLine([It.page([It.comment(8, "Jam 7", under: 5), ours])])

        let finding = await look(line)

        #expect(
            line.asked[0].call.url
                == "https://api.linkedin.com/rest/socialActions/urn%3Ali%3Acomment%3A%28urn%3Ali%3Aactivity%3A77%2C5%29/comments"
        )
        #expect(finding.receipt?.remoteID == It.urn(9))
        #expect(finding.receipt?.extra == ["post": "urn:li:share:77", "thread": .string(It.urn(5))])
    }

    @Test func `does not take the same words of last week for it`() async {
        let old = It.comment(4, "Jam 7", by: "urn:li:organization:9", after: -3600, under: 5)

        guard case .notSeen(let evidence) = await look(ScriptedLine([It.page([old])])) else {
            return #expect(Bool(false))
        }
        #expect(evidence.compared == 1)
    }

    @Test func `turns pages, five at most`() async {
        let page = (0..<50).map { It.comment($0, "a", after: $0) }
        let ours = It.comment(900, "Jam 7", by: "urn:li:organization:9", after: 60)
        let found = ScriptedLine([It.page(page, total: 51), It.page([ours], total: 51)])
        let endless = ScriptedLine((0..<9).map { _ in It.page(page, total: 100_000) })

        #expect(await look(found).receipt?.remoteID == It.urn(900))
        guard case .notSeen = await look(endless) else { return #expect(Bool(false)) }
        #expect(found.asked.count == 2 && endless.asked.count == 5)
    }

    @Test(arguments: [It.gone, It.denied]) func `proves nothing where it may not or cannot look`(
        answer: ScriptedLine.Answer
    ) async {
        guard case .notSeen(let evidence) = await look(ScriptedLine([answer])) else { return #expect(Bool(false)) }
        #expect(evidence.compared == 0)
    }

    @Test(arguments: [It.tooMany, .reply(503, ""), .noAnswer, .reply(200, "{}")])
    func `comes back later when there is no list`(answer: ScriptedLine.Answer) async {
        guard case .couldNotLook = await look(ScriptedLine([answer])) else { return #expect(Bool(false)) }
    }

    @Test(arguments: [
        ("?commentUrn=urn%3Ali%3Acomment%3A%28activity%3A77%2C9%29", 9),
        ("?commentUrn=urn%3Ali%3Acomment%3A(activity%3A77%2C5)&replyUrn=urn%3Ali%3Acomment%3A(activity%3A77%2C9)", 9),
    ])
    func `is not taken for the post when a person pastes its address`(query: String, id: Int) {
        let link = "https://www.linkedin.com/feed/update/urn:li:activity:77/" + query

        #expect(LinkedIn().receipt(of: link, for: It.house.account)?.remoteID == It.urn(id))
    }
}
