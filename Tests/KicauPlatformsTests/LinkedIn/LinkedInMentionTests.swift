import KicauCore
import KicauText
import Testing

@testable import KicauPlatforms

@Suite("A mention in a post for LinkedIn")
struct LinkedInMentionTests {
    func part(_ text: String) -> RenderedPart {
        LinkedIn().render(Sample.post(text), for: Sample.account("linkedin"), at: .noon).rendition.parts[0]
    }

    @Test func `goes out as it is written, and a reader sees the name, as the known answers say`() throws {
        let templates = try #require(Specs.json("derived/linkedin_little_text.json")["templates"]?.array)
        let mentions = templates.compactMap { $0["little"]?.string }.filter { $0.hasPrefix("@[") }
        #expect(mentions.count == 2)
        for mention in mentions {
            let part = part(mention)

            #expect(part.wireText == mention)
            #expect("@[\(part.shownText)](\(part.spans.first?.value ?? "?"))" == mention)
            #expect(LittleText.plain(part.wireText) == part.shownText)
        }
    }

    @Test func `stands among words that are escaped as ever, and among tags`() {
        let part = part("Pagi (☕) @[Kedai & Co](urn:li:organization:7), #kopi dari @[Ani](urn:li:person:a_B-1)!")

        #expect(part.shownText == "Pagi (☕) Kedai & Co, #kopi dari Ani!")
        #expect(
            part.wireText
                == "Pagi \\(☕\\) @[Kedai & Co](urn:li:organization:7), #kopi dari @[Ani](urn:li:person:a_B-1)!")
        let bytes = Array(part.shownText.utf8)
        #expect(part.spans.map(\.kind) == [.mention, .hashtag, .mention])
        #expect(
            part.spans.map { String(decoding: bytes[$0.utf8], as: UTF8.self) } == ["Kedai & Co", "#kopi", "Ani"])
    }

    @Test func `has a name that may hold signs of the format`() {
        let part = part("@[Kedai_(A)](urn:li:organization:7)")

        #expect(part.wireText == "@[Kedai\\_\\(A\\)](urn:li:organization:7)")
        #expect(LittleText.plain(part.wireText) == "Kedai_(A)")
    }

    @Test(arguments: [
        "@[Kopi](urn:li:share:7)", "@[Kopi]( urn:li:organization:7)", "@[](urn:li:organization:7)",
        "@[Ko\npi](urn:li:organization:7)", "@[Kopi](urn:li:organization:)", "[Kopi](urn:li:organization:7)",
        "@Kopi", "@[Kopi](https://example.org)",
    ])
    func `is none unless it is wholly one, and then nothing of it is live`(text: String) {
        let part = part(text)

        #expect(part.shownText == text)
        #expect(!part.spans.contains { $0.kind == .mention })
        #expect(LittleText.plain(part.wireText) == text)
        #expect(!part.wireText.hasPrefix("@["))
    }

    @Test func `counts as long as its name`() {
        let text = String(repeating: "a", count: 2996) + "@[Kopi](urn:li:organization:1234567890)"

        let rendered = LinkedIn().render(Sample.post(text), for: Sample.account("linkedin"), at: .noon)

        #expect(rendered.lengths.map(\.used) == [3000])
        #expect(rendered.refusals.isEmpty)
        #expect(rendered.broken.count == 1)
    }

    @Test func `ends a tag that runs into it`() {
        #expect(part("#kopi@[Ani](urn:li:person:a)").wireText == "\\#kopi@[Ani](urn:li:person:a)")
    }

    @Test(arguments: [
        "Pagi (☕) @[Kedai & Co](urn:li:organization:7), #kopi dari @[Ani](urn:li:person:a_B-1)!", "tanpa siapa pun",
        "@[Ani](urn:li:person:a)", "lihat https://kedai.example/@ani #kopi",
    ])
    func `is in its author's form again when the words are changed`(text: String) {
        #expect(LinkedIn().written(part(text)) == text)
    }
}
