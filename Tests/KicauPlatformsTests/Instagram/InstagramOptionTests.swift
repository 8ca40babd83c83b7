import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("What one asks of Instagram beyond text and pictures")
struct InstagramOptionTests {
    let all = [
        "share_to_feed": ["false"], "thumb_offset": ["1500"], "collaborators": ["@bima_pratama", "citra"],
        "location_id": ["7640348500"], "user_tags": ["dewi.a"],
    ]

    func refusals(_ media: [Media], _ chosen: [String: [String]]) -> Int {
        let post = StagedVideo.post("Kopi", media, for: "instagram", chosen)
        return Instagram().render(post, for: Sample.account("instagram"), at: .noon).refusals.count
    }

    @Test func `a reel takes all of it`() async {
        let post = StagedVideo.post("Kopi", [Sample.video()], for: "instagram", all)

        #expect(refusals([Sample.video()], all) == 0)
        #expect(
            await StagedVideo.form(Instagram(), post, StagedVideo.container(0)) == [
                "media_type": "REELS", "video_url": "https://media.example/0.mp4", "caption": "Kopi",
                "share_to_feed": "false", "thumb_offset": "1500", "collaborators": #"["bima_pratama","citra"]"#,
                "location_id": "7640348500", "user_tags": #"[{"username":"dewi.a"}]"#,
            ])
    }

    @Test func `a picture and a carousel take partners and a place, an item nothing`() async {
        let some = ["collaborators": ["citra"], "location_id": ["77"], "format": ["post"]]
        let two = StagedVideo.post("Dua", [Sample.picture(), Sample.video()], for: "instagram", some)
        let one = StagedVideo.post("Satu", [Sample.picture()], for: "instagram", some)
        let wanted: [String?] = [#"["citra"]"#, "77"]

        for form in [
            await StagedVideo.form(Instagram(), one, StagedVideo.container(0)),
            await StagedVideo.form(Instagram(), two, StagedVideo.container(nil), progress: StagedVideo.twoItems),
        ] {
            #expect([form["collaborators"], form["location_id"]] == wanted)
            #expect(form["format"] == nil)
        }
        let item = await StagedVideo.form(Instagram(), two, StagedVideo.container(1))
        #expect(Set(item.keys) == ["media_type", "is_carousel_item", "video_url"])
    }

    @Test func `is kept with the first part alone`() {
        let post = StagedVideo.post("Kopi", [Sample.video()], for: "instagram", all, comment: "Lihat")
        let parts = Instagram().render(post, for: Sample.account("instagram"), at: .noon).rendition.parts

        #expect(Set(parts[0].frozen.keys) == Set(all.keys))
        #expect(parts[1].frozen == [:])
    }

    @Test(arguments: ["share_to_feed", "thumb_offset", "user_tags"])
    func `is refused where it would be lost`(name: String) {
        #expect(refusals([Sample.picture()], [name: all[name] ?? []]) == 1)
        #expect(refusals([Sample.video(), Sample.picture()], [name: all[name] ?? []]) == 1)
    }

    @Test(arguments: [("0", 0), ("19999", 0), ("20000", 1), ("1.5", 1), ("-1", 1), ("besok", 1)])
    func `a cover is a moment of the video`(moment: String, broken: Int) {
        #expect(refusals([Sample.video(seconds: 20)], ["thumb_offset": [moment]]) == broken)
    }

    @Test(arguments: [("bima_pratama", 0), ("@bima.p", 0), ("bima pratama", 1), ("", 1), ("@", 1), ("kopi/teh", 1)])
    func `people go by their user names`(name: String, broken: Int) {
        #expect(refusals([Sample.picture()], ["collaborators": [name]]) == broken)
    }

    @Test func `a place goes by its number`() {
        #expect(refusals([Sample.picture()], ["location_id": ["Bandung"]]) == 1)
    }
}
