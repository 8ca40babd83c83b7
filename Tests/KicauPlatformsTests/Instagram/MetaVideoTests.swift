import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Videos on Instagram and Threads")
struct MetaVideoTests {
    static let film = Media(
        sha256: "cd", mimeType: "video/mp4", width: 720, height: 1280, bytes: 9,
        motion: Motion(milliseconds: 30_000, milliFPS: 30_000, codec: "h264"))
    static let picture = Media(sha256: "ab", mimeType: "image/jpeg", width: 800, height: 800, bytes: 9)

    func errand(
        _ platform: some Platform, _ media: [Media], _ text: String = "Kopi", options: [String: [String]] = [:],
        step: Int? = 0, children: [String] = []
    ) -> Errand {
        let signedIn = Sample.signedIn(Sample.account(platform.id))
        let post = Post(parts: [.init(text: text, media: media)], options: [platform.id: ChosenOptions(options)])
        let done = children.enumerated().map {
            (step: Step(.prepare, "container", part: 0, picture: $0), result: ["container": JSONValue.string($1)])
        }
        return Errand(
            rendition: platform.render(post, for: signedIn.account, at: .noon).rendition,
            step: Step(.prepare, "container", part: 0, picture: step), progress: Progress(prepared: done),
            signedIn: signedIn, key: "key-1",
            media: media.map {
                FittedMedia(
                    path: "/nowhere", mimeType: $0.mimeType, width: $0.width, height: $0.height, bytes: 9, alt: $0.alt,
                    publicURL: "https://kicau.example/\($0.sha256)")
            }, now: .noon)
    }

    func form(_ pairs: [(String, String)]?) -> [String: String]? {
        pairs.map { Dictionary($0, uniquingKeysWith: { _, last in last }) }
    }

    @Test func `by itself it is a reel, with cover, company and place`() {
        let errand = errand(
            Instagram(), [Self.film],
            options: [
                "thumb_offset": ["1500"], "share_to_feed": ["false"], "collaborators": ["@budi", "citra"],
                "location_id": ["42"],
            ])

        #expect(
            form(Instagram.Wire.container(errand)) == [
                "media_type": "REELS", "video_url": "https://kicau.example/cd", "caption": "Kopi",
                "thumb_offset": "1500", "share_to_feed": "false", "collaborators": #"["budi","citra"]"#,
                "location_id": "42",
            ])
    }

    @Test func `in a carousel it is one of several, and the words belong to the whole`() {
        let media = [Self.picture, Self.film]

        #expect(
            form(Instagram.Wire.container(errand(Instagram(), media, step: 1))) == [
                "media_type": "VIDEO", "video_url": "https://kicau.example/cd", "is_carousel_item": "true",
            ])
        #expect(
            form(Instagram.Wire.container(errand(Instagram(), media, step: nil, children: ["c1", "c2"]))) == [
                "media_type": "CAROUSEL", "children": "c1,c2", "caption": "Kopi",
            ])
    }

    @Test(arguments: [(film, "video_url", "cd"), (picture, "image_url", "ab")])
    func `a story has no words`(media: Media, name: String, sha256: String) {
        let errand = errand(Instagram(), [media], "", options: ["format": ["story"]])

        #expect(
            form(Instagram.Wire.container(errand)) == [
                "media_type": "STORIES", name: "https://kicau.example/\(sha256)",
            ])
    }

    @Test(
        arguments: [
            (["format": ["story"]], [picture, film], "", 1), (["format": ["story"]], [picture], "Kopi", 1),
            (["format": ["story"]], [film], "", 0), (["thumb_offset": ["100"]], [picture], "Kopi", 1),
            (["thumb_offset": ["30001"]], [film], "Kopi", 1), (["thumb_offset": ["1s"]], [film], "Kopi", 1),
            (["location_id": ["warung"]], [picture], "Kopi", 1), (["share_to_feed": ["true"]], [film], "Kopi", 0),
        ] as [([String: [String]], [Media], String, Int)])
    func `what Instagram would not take is told before`(
        options: [String: [String]], media: [Media], text: String, refusals: Int
    ) {
        let post = Post(parts: [.init(text: text, media: media)], options: ["instagram": ChosenOptions(options)])

        #expect(Instagram().render(post, for: Sample.account("instagram"), at: .noon).refusals.count == refusals)
    }

    @Test func `on Threads it is a VIDEO, alone and among pictures`() {
        var film = Self.film
        film.alt = "Kopi dituang"

        #expect(
            form(Threads.Wire.container(errand(Threads(), [film], options: ["quote_post_id": ["9"]]))) == [
                "media_type": "VIDEO", "video_url": "https://kicau.example/cd", "alt_text": "Kopi dituang",
                "text": "Kopi", "quote_post_id": "9",
            ])
        #expect(
            form(Threads.Wire.container(errand(Threads(), [Self.picture, film], step: 1))) == [
                "media_type": "VIDEO", "video_url": "https://kicau.example/cd", "alt_text": "Kopi dituang",
                "is_carousel_item": "true",
            ])
    }
}
