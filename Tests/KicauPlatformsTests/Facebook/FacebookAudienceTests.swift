import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A Facebook post for some countries only")
struct FacebookAudienceTests {
    private func post(_ countries: String, format: String? = nil, pictures: [Media] = []) -> Post {
        var post = Sample.post("Hai", pictures: pictures)
        var values = ["countries": [countries]]
        values["format"] = format.map { [$0] }
        post.options["facebook"] = ChosenOptions(values)
        return post
    }

    private func refusals(_ post: Post) -> [Sentence] {
        Facebook().render(post, for: Sample.account("facebook"), at: .noon).refusals.map(\.what)
    }

    @Test func `names them to the feed`() async {
        let line = ScriptedLine([.reply(200, #"{"id":"42_7"}"#)])

        _ = await Facebook().commit(
            MetaSample.errand(Facebook(), post("id, MY"), Step(.commit, "post", part: 0)), via: line)

        #expect(line.asked[0].form["targeting"] == #"{"geo_locations":{"countries":["ID","MY"]}}"#)
    }

    @Test func `names them with a video`() {
        let part = Facebook().render(post("ID", pictures: [Sample.video()]), for: Sample.account("facebook"), at: .noon)
            .rendition.parts[0]

        #expect(Facebook.Wire.words(of: part).map(\.0) == ["description", "targeting"])
    }

    @Test(arguments: ["Indonesia", "I1", "ID;MY", ",", "ÄÖ"])
    func `refuses what is no country's two letters`(countries: String) {
        #expect(
            refusals(post(countries)) == [
                "Facebook takes up to \(25) countries, each by its two letters, as in ID, MY."
            ])
    }

    @Test func `cannot be a story`() {
        let story = Sample.post("", pictures: [Sample.picture()])
        var targeted = story
        targeted.options["facebook"] = ChosenOptions(["countries": ["ID"], "format": ["story"]])

        #expect(refusals(targeted) == ["A story on Facebook cannot be shown in some countries only."])
    }
}
