import KicauCore
import KicauPublish
import Testing

@testable import KicauWeb

@Suite("A video in the preview")
struct PreviewCoverTests {
    private static let film = Media(
        sha256: "cd", mimeType: "video/mp4", width: 1080, height: 1920, bytes: 3000, alt: "Kopi",
        motion: Motion(milliseconds: 20_000, milliFPS: 30_000, codec: "h264", soundCodec: "aac"))
    private static let picture = Media(
        sha256: "ab", mimeType: "image/jpeg", width: 1080, height: 1920, bytes: 1000)

    @Test func `is shown by its cover until it plays`() throws {
        let voice = Gallery(speaking: try Speaking.loaded(), language: "en").voice
        let plain = PreviewCard.Picture(Self.film, voice)
        let covered = PreviewCard.Picture(Self.film, cover: Self.picture, voice)

        #expect(plain.path == "/media/cd/thumbnail")
        #expect(covered.path == "/media/ab/thumbnail")
        #expect(covered.video == "/media/cd" && covered.alt == "Kopi" && covered.runs == plain.runs)
    }

    @Test(arguments: [
        ("-1,1", "keep-point at-x-0 at-y-0"), ("0.3,-0.25", "keep-point at-x-7 at-y-6"), ("top", "keep-top"),
    ])
    func `of a picture shows what stays in view`(word: String, classes: String) throws {
        var picture = Self.picture
        picture.framing = try Framing.named(word)

        #expect(PreviewCard.Picture(picture, .unasked).framing == classes)
    }

    @Test func `names its cover to the API`() {
        let part = RenderedPart(
            role: .post, wireText: "Hai", shownText: "Hai", spans: [],
            media: [RenderedMedia(Self.film, .video(VideoFit(maxBytes: 1, milliseconds: 0...1)))], units: [],
            cover: RenderedMedia(Self.picture, .picture(PictureFit(types: ["image/jpeg"], maxBytes: 1))))

        #expect(RenditionPartWire(part).cover == "ab")
        #expect(RenditionPartWire(part).media.map(\.sha256) == ["cd"])
    }
}
