import KicauCore
import KicauPublish
import KicauText
import Testing

@testable import KicauWeb

@Suite("What readers see besides, in the preview")
struct PreviewTrimmingTests {
    private let voice: Voice
    private let speaking: Speaking

    init() throws {
        speaking = try Speaking.loaded()
        voice = Gallery(speaking: speaking, language: "en").voice
    }

    private func card(_ trimmings: [Trimmings], parts: Int = 1, media: [RenderedMedia] = []) -> PreviewCard {
        let rendition = Rendition(
            platform: "x",
            parts: (0..<parts).map { _ in
                RenderedPart(
                    role: .post, wireText: "Kopi", shownText: "Kopi", spans: [TextSpan](), media: media, units: [])
            })
        return PreviewCard(
            Samples.account("x"), rendition, trimmings: trimmings, lengths: [], when: "09:00", voice)
    }

    @Test func `is nothing where nothing was chosen, however many parts there are`() {
        for part in card([Trimmings()], parts: 2).parts {
            #expect(part.topic == nil && part.veil == nil && part.poll == nil && part.quoted == nil)
            #expect(part.link == nil && !part.hasNotes)
        }
    }

    @Test func `is each part's own`() {
        let parts = card([Trimmings(topic: "Kopi"), Trimmings(quoted: "178")], parts: 2).parts

        #expect(parts.map(\.topic) == ["Kopi", nil])
        #expect(parts.map { $0.quoted?.address } == [nil, "178"])
    }

    @Test func `is a poll with what stands under it`() throws {
        let poll = Trimmings.Poll(answers: ["Ya", "Tidak"], takesSeveral: true, runs: "\(3) days")

        let shown = try #require(card([Trimmings(poll: poll)]).parts[0].poll)

        #expect(shown.question == nil && shown.answers == ["Ya", "Tidak"])
        #expect(shown.foot == "Open for 3 days · More than one answer may be chosen")
        #expect(PreviewCard.Poll(.init(answers: ["Ya", "Tidak"]), voice).foot == nil)
    }

    @Test func `is a warning that says what it hides`() {
        let text = PreviewCard.Veil(.init([.verbatim("Film")], hidesText: true), voice)
        let media = PreviewCard.Veil(.init(["Graphic media", "Suggestive"], hidesText: false), voice)

        #expect(text.words == "Film" && text.says == "All below is hidden until a reader opens it.")
        #expect(media.words == "Graphic media, Suggestive" && media.says == "Blurred until a reader opens it.")
    }

    @Test func `is a quoted post by its host, and by its name alone where it has no address`() {
        #expect(PreviewCard.Quoted("https://www.linkedin.com/feed/update/1").host == "linkedin.com")
        #expect(PreviewCard.Quoted("178").host == nil)
    }

    @Test func `is a card the network makes itself, unless there is one of ours`() {
        #expect(card([Trimmings(link: "https://www.kedai.example/menu")]).parts[0].link?.host == "kedai.example")
    }

    @Test func `is that card in the words of its page, where it was read`() {
        let page = LinkCard(
            url: "https://kedai.example/menu", title: "Menu", description: "Tujuh hidangan",
            picture: Media(sha256: "ab", mimeType: "image/png", width: 1, height: 1, bytes: 1))

        let link = card([Trimmings(link: page.url, page: page)]).parts[0].link

        #expect(link?.title == "Menu" && link?.description == "Tujuh hidangan" && link?.host == "kedai.example")
        #expect(link?.picture == "/media/ab/thumbnail")
    }

    @Test func `is told to the API as well`() {
        let wire = TrimmingsWire(Samples.trimmings, voice)

        #expect(wire.poll?.answers == ["Tubruk <panas>", "Es kopi susu"] && wire.poll?.runs == "1 day")
        #expect(wire.warning == "Graphic media" && wire.hidesText)
        #expect(wire.notes.map(\.about) == ["answers", "label", "people"])
        #expect(wire.notes[2].words == ["@budi", "@citra"])
    }

    @Test func `is never taken for markup`() throws {
        let html = try speaking.render(PreviewPanel(Samples.preview, when: "09:00", clock: nil, voice), in: "en")

        #expect(html.contains("Tubruk &lt;panas&gt;"))
        #expect(!html.contains("<panas>"))
    }
}
