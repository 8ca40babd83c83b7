import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Spoilers on Threads")
struct ThreadsSpoilerTests {
    private func rendered(_ text: String, _ chosen: [String: [String]], _ media: [Media] = []) -> Rendered {
        var post = Sample.post(text, pictures: media)
        post.options = ["threads": ChosenOptions(chosen)]
        return Threads().render(post, for: Sample.account("threads"), at: .noon)
    }

    private func place(_ offset: Int64, _ length: Int64) -> JSONValue {
        ["entity_type": "SPOILER", "offset": .integer(offset), "length": .integer(length)]
    }

    @Test func `are places in the text, each word at the next one that is free`() {
        let part = rendered("Ayu pergi, Ayu kembali", ["text_entities": ["Ayu", "kembali", "Ayu"]]).rendition.parts[0]

        #expect(part.frozen["text_entities"] == .array([place(0, 3), place(11, 3), place(15, 7)]))
        #expect(Threads.hiddenWords(of: part) == ["Ayu", "Ayu", "kembali"])
    }

    @Test func `that stand nowhere in the text are refused`() {
        #expect(!rendered("Ayu pergi", ["text_entities": ["Bima"]]).refusals.isEmpty)
        #expect(!rendered("Ayu pergi", ["text_entities": ["Ayu", "Ayu"]]).refusals.isEmpty)
        #expect(rendered("Ayu pergi", ["text_entities": [" Ayu "]]).refusals.isEmpty)
    }

    @Test func `behind an emoji are warned of, and those before it are not`() {
        #expect(rendered("🎬 Ayu pergi", ["text_entities": ["Ayu"]]).broken.map(\.weight) == [.warns])
        #expect(rendered("Ayu pergi 🎬", ["text_entities": ["Ayu"]]).broken.isEmpty)
    }

    @Test func `of pictures need one, and veil it in the preview`() {
        let hidden = rendered("Film", ["is_spoiler_media": ["yes"]], [Sample.picture()])

        #expect(!rendered("Film", ["is_spoiler_media": ["yes"]]).refusals.isEmpty)
        #expect(hidden.refusals.isEmpty)
        #expect(
            Threads().trimmings(of: hidden.rendition.parts[0]).veil
                == .init(["Pictures and videos are spoilers"], hidesText: false))
    }

    @Test func `stay out of the parts that follow`() {
        var post = Sample.post("Ayu pergi", "Ayu kembali")
        post.options = ["threads": ChosenOptions(["text_entities": ["Ayu"]])]

        let parts = Threads().render(post, for: Sample.account("threads"), at: .noon).rendition.parts

        #expect(parts[0].frozen["text_entities"] != nil && parts[1].frozen["text_entities"] == nil)
    }
}
