import Foundation
import KicauCore
import Testing

@Suite("A picture or video of a rendition")
struct RenderedMediaTests {
    let video = Media(
        sha256: "cd", mimeType: "video/mp4", width: 640, height: 360, bytes: 9,
        motion: Motion(milliseconds: 4000, milliFPS: 30_000, codec: "h264", soundCodec: "aac"))
    let rules = VideoRules(VideoFit(maxBytes: 100, milliseconds: 1...9))

    @Test func `is frozen and read back the same`() throws {
        for rendered in [
            RenderedMedia(video, picture: PictureFit(types: [], maxBytes: 1), video: rules),
            RenderedMedia(
                Media(sha256: "ab", mimeType: "image/png", width: 1, height: 1, bytes: 1),
                picture: PictureFit(types: ["image/png"], maxBytes: 1), video: rules),
        ] {
            let text = try JSONEncoder().encode(rendered)
            #expect(try JSONDecoder().decode(RenderedMedia.self, from: text) == rendered)
        }
    }

    @Test func `is read as it was frozen before there were videos`() throws {
        let frozen = #"""
            {"picture": {"sha256": "ab", "mimeType": "image/png", "width": 8, "height": 9, "bytes": 10, "alt": "a"},
             "fit": {"types": ["image/png"], "maxBytes": 5, "maxWidth": 6, "maxHeight": 7}}
            """#

        let rendered = try JSONDecoder().decode(RenderedMedia.self, from: Data(frozen.utf8))

        #expect(rendered.original.alt == "a" && rendered.original.motion == nil)
        #expect(rendered.fit == .picture(PictureFit(types: ["image/png"], maxBytes: 5, maxWidth: 6, maxHeight: 7)))
    }

    @Test func `a video is fitted as one only where the network takes videos`() {
        let picture = PictureFit(types: [], maxBytes: 1)

        #expect(RenderedMedia(video, picture: picture, video: rules).fit == .video(rules.fit))
        #expect(RenderedMedia(video, picture: picture, video: nil).fit == .picture(picture))
    }
}
