import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A reel on Instagram with a picture for its cover")
struct InstagramCoverTests {
    private static func post(
        _ media: [Media] = [Sample.video(), Sample.picture()], cover: String = "2", more: [String: [String]] = [:]
    ) -> Post {
        var post = Sample.post("Kopi dituang", pictures: media)
        post.options["instagram"] = ChosenOptions(more.merging(["cover": [cover]]) { first, _ in first })
        return post
    }

    private func rendered(_ post: Post) -> Rendered {
        Instagram().render(post, for: Sample.account("instagram"), at: .noon)
    }

    @Test(arguments: [(["video", "picture"], "2"), (["picture", "video"], "1")])
    func `is one video, wherever the picture stands`(order: [String], cover: String) throws {
        let post = Self.post(order.map { $0 == "video" ? Sample.video() : Sample.picture() }, cover: cover)

        let shown = rendered(post)
        let part = try #require(shown.rendition.parts.first)

        #expect(shown.refusals.isEmpty)
        #expect(part.media.map(\.original.isVideo) == [true])
        #expect(part.cover?.original.isVideo == false)
        #expect(part.fittings.count == 2)
        #expect(
            Instagram().steps(for: shown.rendition).map(\.name) == [Instagram.limitStep, "container", "post"])
    }

    @Test func `names the picture's address to Instagram`() async throws {
        let line = ScriptedLine([.reply(200, #"{"id":"c1"}"#)])
        let rendition = rendered(Self.post()).rendition
        let media = ["video/mp4", "image/jpeg"].enumerated().map { index, type in
            FittedMedia(
                path: "/nowhere/\(index)", mimeType: type, width: 800, height: 800, bytes: 1000, alt: "",
                publicURL: "https://media.example/\(index)")
        }
        let errand = Errand(
            rendition: rendition, step: Step(.prepare, "container", part: 0, picture: 0), progress: Progress(),
            signedIn: MetaSample.signedIn("instagram"), key: "k", media: media, now: .noon)

        _ = await Instagram().prepare(errand, before: nil, via: line)

        #expect(line.asked[0].form["media_type"] == "REELS")
        #expect(line.asked[0].form["video_url"] == "https://media.example/0")
        #expect(line.asked[0].form["cover_url"] == "https://media.example/1")
    }

    @Test(arguments: ["0", "1", "3", "-2", "dua", "99"])
    func `is refused when the number is no picture's`(cover: String) {
        let wanted: Sentence = "\(cover) is the number of no picture in this post."

        #expect(rendered(Self.post(cover: cover)).refusals.map(\.what).contains(wanted))
    }

    @Test func `is refused beside a moment, on a story, and where no single video is left`() {
        let both = rendered(Self.post(more: ["thumb_offset": ["500"]])).refusals.map(\.what)
        let story = rendered(Self.post(more: ["format": ["story"]])).refusals.map(\.what)
        let pictures = rendered(Self.post([Sample.picture(), Sample.picture()])).refusals.map(\.what)

        #expect(both == ["The cover of a reel is a picture or a moment of the video, not both."])
        #expect(story.contains("A story on Instagram has no \("cover")."))
        #expect(pictures == ["On Instagram \("cover") is for a reel: one video, alone in its post."])
    }

    @Test func `leaves a rendition without one as it was written before`() throws {
        let plain = Instagram().render(
            Sample.post("Hai", pictures: [Sample.picture()]), for: Sample.account("instagram"), at: .noon)

        #expect(plain.rendition.parts[0].cover == nil)
    }
}
