import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A link's card on LinkedIn")
struct LinkedInCardTests {
    let page = Sample.signedIn(Sample.account("linkedin", remoteID: "urn:li:organization:9", handle: "Kedai"))
    let card = LinkCard(
        url: "https://kedai-aksara.com/menu", title: "Menu & kopi", description: "Tujuh hidangan",
        picture: BlueskyCardTests.thumb)

    func rendition(_ card: LinkCard?, options: [String: [String]] = [:], answering: Receipt? = nil) -> Rendition {
        let post = Post(
            parts: [Post.Part(text: "Menu: https://kedai-aksara.com/menu", card: card)],
            options: ["linkedin": ChosenOptions(options)], answering: answering)
        return LinkedIn().render(post, for: page.account, at: .noon).rendition
    }

    func published(_ rendition: Rendition) -> PublishedPart {
        PublishedPart(
            part: rendition.parts[0], receipt: Receipt(remoteID: "urn:li:share:9", url: nil), parent: nil)
    }

    @Test func `is an article whose thumbnail was uploaded as an image`() async {
        let line = ScriptedLine([.reply(201, "", [("x-restli-id", "urn:li:share:9")])])
        let rendition = rendition(card)
        let uploaded = Progress(prepared: [
            (step: Step(.prepare, "card", part: 0, picture: 0), ["image": "urn:li:image:7"])
        ])
        let errand = Errand(
            rendition: rendition, step: Step(.commit, "post", part: 0), progress: uploaded, signedIn: page, key: "k",
            media: [], now: .noon)

        let outcome = await LinkedIn().commit(errand, via: line)

        #expect(outcome.receipt?.remoteID == "urn:li:share:9")
        #expect(
            line.asked[0].json?["content"] == [
                "article": [
                    "source": "https://kedai-aksara.com/menu", "title": "Menu & kopi", "description": "Tujuh hidangan",
                    "thumbnail": "urn:li:image:7",
                ]
            ])
        #expect(LinkedIn().steps(for: rendition).map(\.name) == ["card", "post"])
    }

    @Test func `is an article without a thumbnail where the page had no picture`() {
        let plain = LinkCard(url: "https://kedai-aksara.com/menu", title: "Menu")

        #expect(
            LinkedInWire.article(rendition(plain).parts[0].card, thumbnail: nil)
                == ["article": ["source": "https://kedai-aksara.com/menu", "title": "Menu"]])
        #expect(LinkedIn().steps(for: rendition(plain)).map(\.name) == ["post"])
    }

    @Test func `gives way to a poll and to what is shared, and no comment has one`() {
        let said = Receipt(remoteID: "urn:li:comment:(urn:li:activity:1,2)", url: nil)

        #expect(rendition(card, options: ["poll": ["Ya", "Tidak"], "poll_question": ["Kopi?"]]).parts[0].card == nil)
        #expect(rendition(card, options: ["reshare_parent": ["urn:li:share:77"]]).parts[0].card == nil)
        #expect(rendition(card, answering: said).parts[0].card == nil)
        #expect(rendition(card).parts[0].card != nil)
    }

    @Test func `is missed when the post is read back without it`() async {
        func shown(_ content: String) -> ScriptedLine.Answer {
            .reply(200, #"{"id":"urn:li:share:9","commentary":"Menu: https://kedai-aksara.com/menu"\#(content)}"#)
        }
        func differences(_ content: String) async -> [Sentence]? {
            let line = ScriptedLine([shown(content), .reply(200, #"{"elements":[]}"#)])
            let reread = await LinkedIn().read(published(rendition(card)), of: page, now: .noon, via: line)
            guard case .there(let differences, _) = reread else { return nil }
            return differences
        }

        let same = await differences(#","content":{"article":{"source":"https://kedai-aksara.com/menu","title":"x"}}"#)
        let gone = await differences("")

        #expect(same == [])
        #expect(gone == ["LinkedIn does not show the card of the link that was sent with it."])
    }
}
