import KicauCore
import Testing

@testable import KicauPublish

@Suite("How a video is fitted to a network")
struct VideoPlanTests {
    let fit = VideoFit(
        maxBytes: 100_000_000, milliseconds: 500...140_000, maxLongSide: 1280, maxShortSide: 720,
        maxBitsPerSecond: 10_000_000)
    let small = PixelSize(width: 1280, height: 720)

    /// What is told to ffmpeg, by the name of the option.
    func told(_ probe: VideoProbe, _ fit: VideoFit? = nil) -> [String: String]? {
        guard case .encode(let recipe) = VideoPlan(for: probe, fit ?? self.fit) else { return nil }
        return Dictionary(zip(recipe, recipe.dropFirst()), uniquingKeysWith: { first, _ in first })
    }

    @Test func `what fits is left alone`() {
        #expect(VideoPlan(for: .made(small), fit) == .asItIs)
        #expect(VideoPlan(for: .made(PixelSize(width: 720, height: 1280), sound: nil), fit) == .asItIs)
    }

    @Test(arguments: [
        VideoProbe.made(PixelSize(width: 1280, height: 720), codec: "hevc"),
        .made(PixelSize(width: 1280, height: 720), pixels: "yuv420p10le"),
        .made(PixelSize(width: 1280, height: 720), milliFPS: 120_000),
        .made(PixelSize(width: 1280, height: 720), sound: "opus"),
        .made(PixelSize(width: 1280, height: 720), bytes: 200_000_000),
        .made(PixelSize(width: 1280, height: 720), bytes: 20_000_000),
        .made(PixelSize(width: 1280, height: 720), isInterlaced: true),
        .made(PixelSize(width: 1920, height: 1080)),
    ])
    func `one fault is enough to encode it`(probe: VideoProbe) {
        let told = told(probe)

        #expect(told?["-c:v"] == "libx264" && told?["-pix_fmt"] == "yuv420p" && told?["-c:a"] == "aac")
        #expect(told?["-movflags"] == "+faststart")
    }

    @Test(arguments: [
        (PixelSize(width: 3840, height: 2160), PixelSize(width: 1280, height: 720)),
        (PixelSize(width: 2160, height: 3840), PixelSize(width: 720, height: 1280)),
        (PixelSize(width: 1080, height: 1080), PixelSize(width: 720, height: 720)),
        (PixelSize(width: 2001, height: 1001), PixelSize(width: 1280, height: 640)),
        (PixelSize(width: 641, height: 361), PixelSize(width: 640, height: 360)),
    ])
    func `keeps its shape, in even sides within the network's`(size: PixelSize, into: PixelSize) {
        #expect(VideoPlan.within(fit, size) == into)
    }

    @Test func `stays below the network's bytes however long it runs`() throws {
        let long = VideoProbe.made(small, milliseconds: 140_000, codec: "vp9", bytes: 400_000_000)

        let bits = try #require(told(long)?["-maxrate"].flatMap(Int.init))

        #expect((bits + 128_000) * 140 / 8 < 100_000_000)
        #expect(bits > 4_000_000)
    }

    @Test func `a second never has more bits than the network takes`() throws {
        let bits = try #require(told(.made(small, codec: "vp9"))?["-maxrate"].flatMap(Int.init))

        #expect(bits + 128_000 <= 9_000_000)
    }

    @Test func `what would be a smear is not made`() {
        let tight = VideoFit(maxBytes: 5_000_000, milliseconds: 1...86_400_000)

        #expect(VideoPlan(for: .made(small, milliseconds: 3_600_000, bytes: 900_000_000), tight) == .impossible)
    }

    @Test func `too many frames are dropped, too few are left`() {
        let scale =
            "scale=1280:720:in_color_matrix=bt709:out_color_matrix=bt709:in_range=tv:out_range=tv"
        #expect(told(.made(small, milliFPS: 120_000))?["-vf"] == "\(scale),setsar=1,fps=60000/1000")
        #expect(told(.made(small, codec: "vp9", milliFPS: 24_000))?["-vf"] == "\(scale),setsar=1")
        #expect(told(.made(small, milliFPS: 25_000, isInterlaced: true))?["-vf"] == "yadif,\(scale),setsar=1")
    }
}
