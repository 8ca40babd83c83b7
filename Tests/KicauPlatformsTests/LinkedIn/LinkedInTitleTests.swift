import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A title under a picture on LinkedIn")
struct LinkedInTitleTests {
    private func rendered(_ media: [Media]) -> Rendered {
        var post = Sample.post("Panen kopi", pictures: media)
        post.options = ["linkedin": ChosenOptions(["title": ["Panen raya"]])]
        return LinkedIn().render(post, for: Sample.account("linkedin"), at: .noon)
    }

    private func content(_ media: [(urn: String, alt: String)]) -> JSONValue? {
        LinkedInWire.newPost(author: "a", text: "", media: media, options: ["title": "Panen raya"])["content"]
    }

    @Test func `stands beside its description`() {
        #expect(
            content([("urn:li:image:1", "A cup")])
                == ["media": ["id": "urn:li:image:1", "altText": "A cup", "title": "Panen raya"]])
        #expect(
            content([("urn:li:video:1", "")]) == ["media": ["id": "urn:li:video:1", "title": "Panen raya"]])
    }

    @Test func `takes no document's place, and none of several pictures has it`() {
        #expect(
            content([("urn:li:document:1", "Menu")]) == ["media": ["id": "urn:li:document:1", "title": "Menu"]])
        #expect(
            content([("urn:li:image:1", ""), ("urn:li:image:2", "")])
                == ["multiImage": ["images": [["id": "urn:li:image:1"], ["id": "urn:li:image:2"]]]])
    }

    @Test func `is for one picture or video`() {
        let wanted: Sentence = "On LinkedIn this title is for a single picture or video in the first part."

        #expect(rendered([Sample.picture()]).refusals.isEmpty)
        for media in [[], [Sample.picture(), Sample.picture()]] {
            #expect(rendered(media).refusals.map(\.what) == [wanted])
        }
    }
}
