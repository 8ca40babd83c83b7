import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("To whom a Facebook post is shown, where it was made, and who was there")
struct FacebookTargetingTests {
    private func post(_ chosen: [String: String], pictures: [Media] = [], people: [String] = []) -> Post {
        var post = Sample.post("Hai", pictures: pictures)
        var values = chosen.mapValues { [$0] }
        values["tags"] = people
        post.options["facebook"] = ChosenOptions(values)
        return post
    }

    private func part(_ post: Post) -> RenderedPart {
        Facebook().render(post, for: Sample.account("facebook"), at: .noon).rendition.parts[0]
    }

    private func refusals(_ post: Post) -> Int {
        Facebook().render(post, for: Sample.account("facebook"), at: .noon).refusals.count
            + Facebook.options.broken(by: post.options(for: "facebook")).count
    }

    private func form(_ post: Post) async -> [String: String] {
        let line = ScriptedLine([.reply(200, #"{"id":"42_7"}"#)])
        _ = await Facebook().commit(MetaSample.errand(Facebook(), post, Step(.commit, "post", part: 0)), via: line)
        return line.asked[0].form
    }

    @Test func `is limited by places and age in one parameter`() async {
        let sent = await form(post(["countries": "id", "regions": "3847, 12", "cities": "2418956", "age_min": "18"]))

        #expect(
            sent["targeting"]
                == #"{"age_min":18,"geo_locations":{"cities":[{"key":"2418956"}],"countries":["ID"],"regions":[{"key":"3847"},{"key":"12"}]}}"#
        )
        #expect(sent["feed_targeting"] == nil)
    }

    @Test func `is wished for in another`() async {
        let sent = await form(
            post([
                "feed_age_min": "18", "feed_age_max": "40", "feed_genders": "2", "feed_locales": "6, 24",
                "feed_countries": "ID", "feed_cities": "2418956",
            ]))

        #expect(
            sent["feed_targeting"]
                == #"{"age_max":40,"age_min":18,"genders":[2],"geo_locations":{"cities":[{"key":"2418956"}],"countries":["ID"]},"locales":[6,24]}"#
        )
        #expect(sent["targeting"] == nil)
    }

    @Test func `has a place and people by their numbers`() async {
        let sent = await form(post(["place": "110"], people: ["4", "5"]))

        #expect(sent["place"] == "110" && sent["tags"] == "4,5")
    }

    @Test func `keeps its place and its people when its words are changed`() async {
        let line = ScriptedLine([.reply(200, #"{"success":true}"#), .reply(200, #"{"message":"Hai lagi"}"#)])
        let old = part(post(["place": "110", "age_min": "18"], people: ["4"]))
        let new = part(Sample.post("Hai lagi"))

        _ = await Facebook().edit(
            PublishedPart(part: old, receipt: Receipt(remoteID: "42_7", url: nil), parent: nil), to: new,
            of: MetaSample.signedIn("facebook"), now: .noon, via: line)

        let form = line.asked[0].form
        #expect([form["message"], form["place"], form["tags"]] == ["Hai lagi", "110", "4"])
        #expect(form["targeting"] == nil)
    }

    @Test func `goes with a reel, except the people`() {
        let upright = Sample.video(width: 1080, height: 1920)
        let reel = post(["format": "reel", "place": "110", "feed_genders": "1"], pictures: [upright])

        #expect(refusals(reel) == 0)
        #expect(Facebook.Wire.words(of: part(reel)).map(\.0) == ["description", "place", "feed_targeting"])
        #expect(refusals(post(["format": "reel", "place": "110"], pictures: [upright], people: ["4"])) == 1)
    }

    @Test(arguments: [
        ["place": "Kedai Aksara"], ["regions": "Jawa"], ["cities": "1,2,x"], ["age_min": "17"],
        ["feed_age_min": "12"], ["feed_age_max": "66"], ["feed_age_min": "1x"],
        ["feed_age_min": "40", "feed_age_max": "18"], ["feed_genders": "3"], ["feed_locales": "id"],
        ["feed_countries": "Indonesia"], ["regions": String(repeating: "1,", count: 26)],
    ])
    func `is refused where it cannot be meant`(chosen: [String: String]) {
        #expect(refusals(post(chosen)) == 1)
    }

    @Test func `is refused where Facebook takes none`() {
        #expect(refusals(post([:], people: ["4"])) == 1)
        #expect(refusals(post(["place": "110"], people: ["ayu"])) == 1)
        #expect(refusals(post(["place": "110"], pictures: [Sample.video()])) == 1)
        #expect(
            refusals(post(["place": "110", "album": "7"], pictures: [Sample.picture()], people: ["4"])) == 1)
        var story = post(["format": "story", "age_min": "18"], pictures: [Sample.picture()])
        story.parts[0].text = ""
        #expect(refusals(story) == 1)
    }

    @Test func `is shown in the preview as it is sent`() {
        let notes = Facebook().trimmings(
            of: part(post(["place": "110", "age_min": "18", "feed_genders": "2"], people: ["4"]))
        ).notes

        #expect(
            notes.map(\.title.description) == [
                "Place", "People in the post", "Shown only to people from this age on", "Rather shown to",
            ])
        #expect(notes.map { $0.words.map(\.description) } == [["110"], ["4"], ["18 and older"], ["Women"]])
    }
}
