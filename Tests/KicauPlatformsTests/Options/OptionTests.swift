import Foundation
import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("What one network is asked for beyond text and pictures")
struct OptionTests {
    private func rendered(
        _ platform: some Platform, _ chosen: [String: [String]], pictures: [Media] = [],
        traits: [String: JSONValue] = [:]
    ) -> Rendered {
        var post = Sample.post("kopi", "dua", pictures: pictures)
        if !platform.rules.canThread { post.parts.removeLast() }
        post.options = [platform.id: ChosenOptions(chosen)]
        return platform.render(post, for: Sample.account(platform.id, traits: traits), at: .noon)
    }

    @Test func `a poll is frozen with the first part alone`() {
        let parts = rendered(X(), ["poll": ["Ya", "Tidak"], "poll_duration_minutes": ["60"]]).rendition.parts

        #expect(parts[0].frozen["poll"] == ["options": ["Ya", "Tidak"], "duration_minutes": 60])
        #expect(parts[1].frozen == [:])
    }

    @Test func `a poll and pictures do not go together`() {
        for platform in [X(), Mastodon(), Threads()] as [any Platform] {
            let broken = rendered(platform, ["poll": ["Ya", "Tidak"]], pictures: [Sample.picture()]).refusals
            #expect(broken.contains { $0.what.description.contains("a poll or pictures") }, "\(platform.name)")
        }
    }

    @Test func `two answers alike are no choice`() {
        #expect(rendered(Mastodon(), ["poll": ["Ya", "ya"]]).refusals.count == 1)
    }

    @Test func `each part of a Mastodon thread keeps the warning and who may see it`() {
        let parts = rendered(
            Mastodon(), ["visibility": ["private"], "spoiler_text": ["Film"], "language": ["en"]],
            traits: ["visibility": "unlisted", "language": "id"]
        ).rendition.parts

        for part in parts {
            #expect(
                part.frozen == [
                    "visibility": "private", "spoiler_text": "Film", "sensitive": true, "language": "en",
                ])
        }
    }

    @Test func `a Mastodon server's own limit of answers counts`() {
        let five = ["poll": ["a", "b", "c", "d", "e"]]

        #expect(rendered(Mastodon(), five).refusals.count == 1)
        #expect(rendered(Mastodon(), five, traits: ["maxPollAnswers": 6]).refusals.isEmpty)
        #expect(rendered(Mastodon(), five, traits: ["maxPollAnswers": 6, "software": "snac"]).refusals.count == 1)
    }

    @Test func `LinkedIn's poll has a question`() {
        #expect(rendered(LinkedIn(), ["poll": ["Ya", "Tidak"]]).refusals.count == 1)
        #expect(rendered(LinkedIn(), ["poll_question": ["Kopi?"]]).refusals.count == 1)

        let whole = rendered(LinkedIn(), ["poll": ["Ya", "Tidak"], "poll_question": ["Kopi?"]])
        #expect(whole.refusals.isEmpty)
        #expect(whole.rendition.parts[0].frozen["poll"]?["question"] == "Kopi?")
    }

    @Test func `Bluesky's labels and tags are in the record`() throws {
        var post = Sample.post("kopi")
        post.options = [
            "bluesky": ChosenOptions(["labels": ["nudity"], "tags": ["#kopi", "teh"], "langs": ["id", "en"]])
        ]

        let part = Bluesky().render(post, for: Sample.account("bluesky"), at: .noon).rendition.parts[0]
        let record = BlueskyWire.record(part, embed: nil, people: [:], reply: nil)

        #expect(record.at("labels", "values") == [["val": "nudity"]])
        #expect(record["tags"] == ["kopi", "teh"])
        #expect(record["langs"] == ["id", "en"])
    }

    @Test(arguments: Registry.all.map(\.id.raw))
    func `each network's page names every option`(name: String) throws {
        let page = try String(contentsOfFile: "docs/platforms/\(name).md", encoding: .utf8)
        let options = try #require(Registry.all.first { $0.id.raw == name }).rules.options

        for option in options { #expect(page.contains("`\(option.name)`"), "\(option.name)") }
        for case .choice(let choices) in options.map(\.kind) where choices.allSatisfy({ Int($0.word) == nil }) {
            for choice in choices { #expect(page.contains(choice.word), "\(choice.word)") }
        }
    }

    @Test func `a topic on Threads has no dot`() {
        #expect(rendered(Threads(), ["topic_tag": ["kopi.teh"]]).refusals.count == 1)
    }
}
