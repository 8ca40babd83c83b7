import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("People named in what stands on Instagram")
struct InstagramPeopleTests {
    private func refusals(_ media: [Media], _ people: [String], more: [String: [String]] = [:]) -> Int {
        let chosen = more.merging(["user_tags": people]) { $1 }
        let post = StagedVideo.post(more["format"] == nil ? "Kopi" : "", media, for: "instagram", chosen)
        return Instagram().render(post, for: Sample.account("instagram"), at: .noon).refusals.count
    }

    private func form(_ media: [Media], _ people: [String], item: Int?, progress: Bool = false) async -> [String:
        String]
    {
        let post = StagedVideo.post("Kopi", media, for: "instagram", ["user_tags": people])
        guard progress else { return await StagedVideo.form(Instagram(), post, StagedVideo.container(item)) }
        return await StagedVideo.form(
            Instagram(), post, StagedVideo.container(item), progress: StagedVideo.twoItems)
    }

    @Test func `stand in a picture where they are`() async {
        let form = await form([Sample.picture()], ["@dewi.a 0.5 0.25", "bima_p 0 1"], item: 0)

        #expect(form["user_tags"] == #"[{"username":"dewi.a","x":0.5,"y":0.25},{"username":"bima_p","x":0,"y":1}]"#)
    }

    @Test func `stand each in its own picture of a carousel, and not on the carousel`() async {
        let media = [Sample.picture(), Sample.picture()]
        let people = ["2: dewi.a 0.5 0.25", "1: bima_p 0.1 0.1"]

        let items = [await form(media, people, item: 0), await form(media, people, item: 1)]
        let carousel = await form(media, people, item: nil, progress: true)

        #expect(items[0]["user_tags"] == #"[{"username":"bima_p","x":0.1,"y":0.1}]"#)
        #expect(items[1]["user_tags"] == #"[{"username":"dewi.a","x":0.5,"y":0.25}]"#)
        #expect(carousel["media_type"] == "CAROUSEL")
        #expect(carousel["user_tags"] == nil)
    }

    @Test(arguments: [
        "dewi.a", "dewi.a 0.5", "dewi.a 0.5 1.5", "dewi.a -0.5 0.5", "dewi.a 0x1 0.5", "dewi.a 0,5 0,5",
        "dewi.a nan 0", "0: dewi.a 0.5 0.5", "2: dewi.a 0.5 0.5", "dewi/a 0.5 0.5", ": 0.5 0.5", "",
    ])
    func `are refused in a picture where it is not clear who is where`(line: String) {
        #expect(refusals([Sample.picture()], [line]) == 1)
    }

    @Test func `are taken where it is`() {
        #expect(refusals([Sample.picture()], ["dewi.a 0.5 0.5"]) == 0)
        #expect(refusals([Sample.picture()], ["1: @dewi.a 1 0"]) == 0)
        #expect(refusals([Sample.video()], ["dewi.a"]) == 0)
        #expect(refusals([Sample.picture(), Sample.video()], ["1: dewi.a 0.5 0.5"]) == 0)
        #expect(refusals([Sample.picture()], ["dewi.a"], more: ["format": ["story"]]) == 0)
    }

    @Test func `have no place in a video, and none at all in a video among others`() {
        #expect(refusals([Sample.video()], ["dewi.a 0.5 0.5"]) == 1)
        #expect(refusals([Sample.picture(), Sample.video()], ["2: dewi.a"]) == 1)
        #expect(refusals([Sample.picture(), Sample.picture()], ["dewi.a 0.5 0.5"]) == 1)
        #expect(refusals([Sample.picture(), Sample.picture()], ["3: dewi.a 0.5 0.5"]) == 1)
    }

    @Test func `are twenty a picture at most`() {
        let crowd = (1...20).map { "1: orang\($0) 0.5 0.5" }
        let media = [Sample.picture(), Sample.picture()]

        #expect(refusals(media, crowd + ["2: dewi.a 0.5 0.5"]) == 0)
        #expect(refusals(media, crowd + ["1: dewi.a 0.5 0.5"]) == 1)
    }

    @Test func `are shown in the preview, those of a carousel too`() {
        let post = StagedVideo.post(
            "Kopi", [Sample.picture(), Sample.picture()], for: "instagram",
            ["user_tags": ["2: dewi.a 0.5 0.5", "1: bima_p 0 0"]])
        let part = Instagram().render(post, for: Sample.account("instagram"), at: .noon).rendition.parts[0]

        #expect(Instagram().trimmings(of: part).notes.map { $0.words.map(\.description) } == [["@bima_p", "@dewi.a"]])
    }
}
