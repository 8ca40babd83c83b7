import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("What a network says of a video before anything is sent")
struct VideoRulesTests {
    let fit = VideoFit(
        maxBytes: 1_000_000, milliseconds: 500...140_000, minShortSide: 32, ratioMilli: 333...3000)

    func broken(_ media: [Media], _ videos: VideoRules?) -> [String] {
        let rules = PartRules(network: "X", maxPictures: 4, maxAlt: 100, videos: videos)
        let part = Outline.Part(role: .post, text: "Kopi", media: media)
        return rules.broken(part, at: 0, length: TextLength(used: 4, limit: 280, unit: "characters"))
            .map(\.what.description)
    }

    func film(_ width: Int = 640, _ height: Int = 360, milliseconds: Int = 4000) -> Media {
        Media(
            sha256: "cd", mimeType: "video/mp4", width: width, height: height, bytes: 9,
            motion: Motion(milliseconds: milliseconds, milliFPS: 30_000, codec: "h264"))
    }

    @Test func `one that fits breaks nothing`() {
        #expect(broken([film()], VideoRules(fit)).isEmpty)
        #expect(broken([film(), Sample.picture()], VideoRules(fit, mixesWithPictures: true)).isEmpty)
    }

    @Test func `none is taken where the network has no rules for it`() {
        #expect(broken([film()], nil) == ["X takes no videos from here; part 1 has one."])
    }

    @Test func `two are too many, and pictures beside it as well`() {
        #expect(
            broken([film(), film()], VideoRules(fit)) == ["X takes at most 1 videos in one post; part 1 has 2."])
        #expect(
            broken([film(), Sample.picture()], VideoRules(fit)) == [
                "X takes a video or pictures in one post, not both; part 1 has both."
            ])
    }

    @Test(arguments: [(400, "0.4 s"), (18_000_000, "300:00")])
    func `its length is told as a player shows it`(milliseconds: Int, text: String) {
        #expect(
            broken([film(milliseconds: milliseconds)], VideoRules(fit)) == [
                "The video in part 1 runs \(text); X takes 0.5 s to 2:20."
            ])
    }

    @Test(arguments: [(16, 16), (1000, 100), (100, 1000)])
    func `a shape it does not show is named with its pixels`(width: Int, height: Int) {
        #expect(
            broken([film(width, height)], VideoRules(fit)) == [
                "The video in part 1 is \(width) by \(height) pixels; X takes no video of that shape."
            ])
    }
}
