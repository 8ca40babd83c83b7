import Foundation
import Testing

@testable import KicauCore

@Suite("What is added to links")
struct LinkTagsTests {
    let tags: LinkTags

    init() throws { tags = try LinkTags([.source: "bluesky", .campaign: "hari kopi & teh", .medium: "  "]) }

    @Test(arguments: [
        ("https://a.id/menu", "https://a.id/menu?utm_source=bluesky&utm_campaign=hari%20kopi%20%26%20teh"),
        ("https://a.id/?x=1#jam", "https://a.id/?x=1&utm_source=bluesky&utm_campaign=hari%20kopi%20%26%20teh#jam"),
        ("https://a.id/?utm_source=koran", "https://a.id/?utm_source=koran&utm_campaign=hari%20kopi%20%26%20teh"),
        ("https://a.id/?utm_campaign&utm_source=", "https://a.id/?utm_campaign&utm_source="),
    ])
    func `comes behind the question and before the mark`(link: String, tagged: String) {
        #expect(tags.tagged(link) == tagged)
    }

    @Test func `goes to every link with a scheme, in every part and the comment, and to nothing else`() throws {
        let tags = try LinkTags([.source: "x"])
        let post = Post(
            parts: [.init(text: "Buka https://a.id/é (juga b.id) 👋 http://c.id."), .init(text: "Tanpa tautan")],
            firstComment: "https://d.id")

        let tagged = tags.applied(to: post)

        #expect(
            tagged.parts.map(\.text) == [
                "Buka https://a.id/é?utm_source=x (juga b.id) 👋 http://c.id?utm_source=x.", "Tanpa tautan",
            ])
        #expect(tagged.firstComment == "https://d.id?utm_source=x")
        #expect(LinkTags.none.applied(to: post) == post)
    }

    @Test func `is kept and read back, and too long a value is refused by name`() throws {
        let text = try JSONEncoder().encode(tags)
        #expect(try JSONDecoder().decode(LinkTags.self, from: text) == tags)
        #expect(tags.values.keys.sorted() == ["utm_campaign", "utm_source"])

        let problem = #expect(throws: Problem.self) {
            try LinkTags([.term: String(repeating: "a", count: LinkTags.longest + 1)])
        }
        #expect(problem?.field == "utm_term")
    }
}
