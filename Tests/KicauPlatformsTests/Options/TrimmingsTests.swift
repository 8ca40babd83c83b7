import Foundation
import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("What readers see besides text and pictures")
struct TrimmingsTests {
    private func shown(
        _ platform: some Platform, _ chosen: [String: [String]], pictures: [Media] = []
    ) -> Trimmings {
        var post = Sample.post("kopi", pictures: pictures)
        post.options = [platform.id: ChosenOptions(chosen)]
        let part = platform.render(post, for: Sample.account(platform.id), at: .noon).rendition.parts[0]
        return platform.trimmings(of: part)
    }

    private func words(_ trimmings: Trimmings) -> [String] {
        trimmings.notes.map { note in
            ([note.title.description] + note.words.map(\.description)).joined(separator: ": ")
        }
    }

    @Test func `is nothing where nothing was chosen`() {
        for platform in Registry.all {
            #expect(shown(platform, [:], pictures: [Sample.picture()]) == Trimmings(), "\(platform.name)")
        }
    }

    @Test func `are a poll's answers, and how long it runs`() {
        let x = shown(X(), ["poll": ["Ya", "Tidak"]]).poll
        #expect(x == .init(answers: ["Ya", "Tidak"], runs: "1 day"))
        let elephant = shown(
            Mastodon(),
            ["poll": ["a", "b", "c"], "poll_expires_in": ["3600"], "poll_multiple": ["yes"]])
        #expect(elephant.poll == .init(answers: ["a", "b", "c"], takesSeveral: true, runs: "1 hour"))
        #expect(shown(Threads(), ["poll": ["Ya", "Tidak", "Nanti"]]).poll == .init(answers: ["Ya", "Tidak", "Nanti"]))
        let linked = shown(
            LinkedIn(), ["poll": ["Ya", "Tidak"], "poll_question": ["Kopi?"], "poll_duration": ["ONE_DAY"]])
        #expect(linked.poll == .init(question: "Kopi?", answers: ["Ya", "Tidak"], runs: "1 day"))
    }

    @Test func `are a warning, and what it hides`() {
        #expect(shown(Mastodon(), ["spoiler_text": ["Film"]]).veil == .init([.verbatim("Film")], hidesText: true))
        let blurred = shown(Mastodon(), ["sensitive": ["yes"]], pictures: [Sample.picture()])
        #expect(blurred.veil == .init(["Pictures are sensitive"], hidesText: false))
        let labelled = shown(Bluesky(), ["labels": ["nudity"]])
        #expect(labelled.veil == .init(["Nudity, not sexual"], hidesText: false))
    }

    @Test func `are what is quoted, by an address where there is one`() {
        let address = "https://bsky.app/profile/ayu.test/post/3l"
        #expect(shown(Bluesky(), ["quote": [address]]).quoted == address)
        #expect(shown(Threads(), ["quote_post_id": ["178"]]).quoted == "178")
        #expect(
            shown(LinkedIn(), ["reshare_parent": ["urn:li:share:42"]]).quoted
                == "https://www.linkedin.com/feed/update/urn:li:share:42")
        #expect(shown(X(), ["quote": ["20"]]).quoted == "https://x.com/i/status/20")
    }

    @Test func `are a topic and a card of the network's own`() {
        let shown = shown(Threads(), ["topic_tag": ["Kopi"], "link_attachment": ["https://kedai.example"]])

        #expect(shown.topic == "Kopi" && shown.link == "https://kedai.example")
    }

    @Test func `are who may see, answer and quote it`() {
        #expect(words(shown(X(), ["reply_settings": ["verified"]])) == ["Who may answer: Verified accounts"])
        #expect(
            words(shown(Threads(), ["reply_control": ["mentioned_only"]])) == ["Who may answer: People you mention"])
        #expect(words(shown(Bluesky(), ["threadgate": ["nobody"]])) == ["Who may answer: Nobody"])
        #expect(
            words(shown(Bluesky(), ["threadgate": ["followerRule", "mentionRule"], "postgate": ["disableRule"]]))
                == ["Who may answer: Your followers: People you mention", "Who may quote it: Nobody"])
        #expect(words(shown(Mastodon(), ["visibility": ["private"]])) == ["Who may see it: Followers only"])
        #expect(words(shown(LinkedIn(), ["visibility": ["CONNECTIONS"]])) == ["Who may see it: Your connections"])
        #expect(words(shown(Facebook(), ["countries": ["id, my"]])) == ["Shown only in these countries: ID: MY"])
    }

    @Test func `are the language of the text, chosen or the account's own, and a reel's cover`() {
        #expect(words(shown(Mastodon(), ["language": ["id"]])) == ["Language of the text: id"])
        #expect(words(shown(Bluesky(), ["langs": ["id", "en"]])) == ["Languages of the text: id: en"])
        #expect(
            words(shown(Instagram(), ["thumb_offset": ["1500"]], pictures: [Sample.video()]))
                == ["Cover of the reel: 1500 ms"])

        let account = Sample.account("mastodon", traits: ["language": "id"])
        let part = Mastodon().render(Sample.post("kopi"), for: account, at: .noon).rendition.parts[0]
        #expect(words(Mastodon().trimmings(of: part)) == ["Language of the text: id"])
    }

    @Test func `are who else publishes it, where, and its labels`() {
        let chosen = [
            "collaborators": ["@budi", "citra"], "location_id": ["110"], "is_ai_generated": ["yes"],
            "format": ["story"],
        ]

        let shown = words(shown(Instagram(), chosen, pictures: [Sample.picture()]))

        #expect(
            shown == [
                "Published together with: @budi: @citra", "Place: 110", "Published as: A story, gone after a day",
                "Label: made with AI",
            ])
    }
}
