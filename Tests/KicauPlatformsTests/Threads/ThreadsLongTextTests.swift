import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A long text on Threads")
struct ThreadsLongTextTests {
    private func rendered(_ chosen: [String: [String]], _ text: String = "Resep", _ media: [Media] = []) -> Rendered {
        var post = Sample.post(text, pictures: media)
        post.options = ["threads": ChosenOptions(chosen)]
        return Threads().render(post, for: Sample.account("threads"), at: .noon)
    }

    private let link = "https://kedai-aksara.com/resep"

    @Test func `stands in the container with its lines and its link`() {
        let part = rendered(["text_attachment": ["Satu\nDua"], "text_attachment_link": [link]]).rendition.parts[0]

        #expect(part.frozen["text_attachment"] == ["plaintext": "Satu\nDua", "link_attachment_url": .string(link)])
        #expect(part.frozen["text_attachment_link"] == nil)
        #expect(Threads().trimmings(of: part).notes.map(\.words) == [[.verbatim("Satu\nDua")], [.verbatim(link)]])
    }

    @Test func `is shown by its beginning`() {
        let part = rendered(["text_attachment": [String(repeating: "a", count: 281)]]).rendition.parts[0]

        #expect(Threads.beginning(ofLongText: part) == [String(repeating: "a", count: 280) + "…"])
    }

    @Test func `goes neither with pictures nor with a poll, and its link not with a card`() {
        let long = ["text_attachment": ["Satu"]]

        #expect(rendered(long).refusals.isEmpty)
        #expect(!rendered(long, "Resep", [Sample.picture()]).refusals.isEmpty)
        #expect(!rendered(long.merging(["poll": ["Ya", "Tidak"]]) { $1 }).refusals.isEmpty)
        #expect(!rendered(["text_attachment_link": [link]]).refusals.isEmpty)
        #expect(
            !rendered(long.merging(["text_attachment_link": [link], "link_attachment": [link]]) { $1 }).refusals
                .isEmpty)
    }

    @Test func `counts its link among the five`() {
        let chosen = ["text_attachment": ["Satu"], "text_attachment_link": [link]]
        let five = (1...5).map { "https://kedai-aksara.com/\($0)" }

        #expect(rendered(chosen, five.prefix(4).joined(separator: " ")).refusals.isEmpty)
        #expect(!rendered(chosen, five.joined(separator: " ")).refusals.isEmpty)
        #expect(rendered(chosen, (five.prefix(4) + [link]).joined(separator: " ")).refusals.isEmpty)
    }

    @Test func `is warned of where its emoji may be too many`() {
        let text = String(repeating: "a", count: 9_999) + "👩🏽‍🌾"

        #expect(rendered(["text_attachment": [text]]).broken.map(\.weight) == [.warns])
    }
}
