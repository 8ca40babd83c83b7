import Foundation
import KicauCore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("A fitted video's colours")
struct VideoColourTests {
    let folder: PictureFolder

    init() throws { folder = try PictureFolder() }

    private static let fit = VideoFit(maxBytes: 50_000_000, milliseconds: 1...60_000)

    /// A second of one colour, given as luma and both kinds of colour in the numbers of its format.
    private func patch(
        _ yuv: [Int], _ format: String, primaries: String, transfer: String, matrix: String, range: String = "tv",
        size: String = "64x48", codec: [String] = ["-c:v", "libx264", "-qp", "0"], more: [String] = []
    ) throws -> String {
        let colour = "geq=lum=\(yuv[0]):cb=\(yuv[1]):cr=\(yuv[2])"
        return try folder.write(
            MadeFilm.bytes(
                ["-f", "lavfi", "-i", "color=black:s=\(size):r=10:d=1,format=\(format),\(colour)"] + codec
                    + ["-color_primaries", primaries, "-color_trc", transfer, "-colorspace", matrix]
                    + ["-color_range", range] + more), "source")
    }

    private func fitted(_ source: String) async throws -> VideoProbe {
        let bytes = try Pictures.size(of: source)
        let video = try await VideoProbe(of: source, .mp4, bytes: bytes)
        guard case .encode(let recipe) = VideoPlan(for: video, Self.fit) else {
            Issue.record("it stays as it is: \(video)")
            return video
        }
        try await FFmpeg.make(folder.file("fitted"), from: source, .mp4, recipe)
        return try await VideoProbe(of: folder.file("fitted"), .mp4, bytes: bytes)
    }

    private func isNear(_ found: [Int], _ wanted: [Int], _ units: Int = 3) -> Bool {
        zip(found, wanted).allSatisfy { abs($0 - $1) <= units }
    }

    private func isTaggedBT709(_ video: VideoProbe) -> Bool {
        let colour = video.colour
        return colour.primaries == "bt709" && colour.transfer == "bt709" && colour.matrix == "bt709"
            && !colour.isFullRange && video.pixels == "yuv420p"
    }

    /// What a screen for SDR shows (BT.1886), for light below the part that is toned down.
    private func luma(_ light: Double) -> Int { Int((16 + 219 * pow(light, 1 / 2.4)).rounded()) }

    private static let hdr = ["-c:v", "libx265", "-x265-params", "log-level=none:lossless=1"]

    @Test func `of PQ are toned to BT.709, as bright as they are where white is 203 nits`() async throws {
        let code = 360.0 / 876.0
        let root = pow(code, 1 / 78.84375)
        let nits = 10_000 * pow(max(root - 0.8359375, 0) / (18.8515625 - 18.6875 * root), 1 / 0.1593017578125)
        let source = try patch(
            [424, 512, 512], "yuv420p10le", primaries: "bt2020", transfer: "smpte2084", matrix: "bt2020nc",
            codec: Self.hdr)

        let video = try await fitted(source)

        #expect(isTaggedBT709(video) && !video.isHDR)
        let found = try MadeFilm.middle(of: folder.file("fitted"), width: 64, height: 48)
        #expect(isNear(found, [luma(nits / 203), 128, 128]), "\(found), not \(luma(nits / 203))")
    }

    @Test func `of HLG are toned to BT.709`() async throws {
        // ITU-R BT.2100: E' = sqrt(3E) in the dark half, a system gamma of 1.2 on a screen of 1000 nits.
        let code: Double = 300.0 / 876.0
        let scene: Double = code * code / 3
        let nits = 1000 * pow(scene, 1.2)
        let source = try patch(
            [364, 512, 512], "yuv420p10le", primaries: "bt2020", transfer: "arib-std-b67", matrix: "bt2020nc",
            codec: Self.hdr)

        let video = try await fitted(source)

        #expect(isTaggedBT709(video))
        let found = try MadeFilm.middle(of: folder.file("fitted"), width: 64, height: 48)
        #expect(isNear(found, [luma(nits / 203), 128, 128]), "\(found), not \(luma(nits / 203))")
    }

    @Test func `of full range become limited, and as bright`() async throws {
        let source = try patch(
            [200, 128, 128], "yuv420p", primaries: "bt709", transfer: "bt709", matrix: "bt709", range: "pc")

        let video = try await fitted(source)

        #expect(isTaggedBT709(video))
        let found = try MadeFilm.middle(of: folder.file("fitted"), width: 64, height: 48)
        #expect(isNear(found, [16 + 200 * 219 / 255, 128, 128]), "\(found)")
    }

    /// The same red, green and blue by both matrices (ITU-R BT.601-7 and BT.709-6, 3.3).
    @Test func `by BT.601's matrix are by BT.709's afterwards`() async throws {
        func yuv(_ kr: Double, _ kb: Double) -> [Int] {
            let (r, g, b) = (0.7, 0.4, 0.25)
            let y = kr * r + (1 - kr - kb) * g + kb * b
            return [16 + 219 * y, 128 + 224 * (b - y) / (2 - 2 * kb), 128 + 224 * (r - y) / (2 - 2 * kr)]
                .map { Int($0.rounded()) }
        }
        // HEVC, so that it has to be encoded.
        let source = try patch(
            yuv(0.299, 0.114), "yuv420p", primaries: "bt709", transfer: "bt709", matrix: "smpte170m", codec: Self.hdr)

        let video = try await fitted(source)

        #expect(isTaggedBT709(video))
        let found = try MadeFilm.middle(of: folder.file("fitted"), width: 64, height: 48)
        #expect(isNear(found, yuv(0.2126, 0.0722)), "\(found), not \(yuv(0.2126, 0.0722))")
    }

    @Test func `of Display P3 are inside BT.709 afterwards`() async throws {
        let source = try patch(
            [120, 120, 150], "yuv420p", primaries: "smpte432", transfer: "bt709", matrix: "bt709")

        let video = try await fitted(source)

        #expect(isTaggedBT709(video))
        // The same numbers would be a paler red: what is left of wide numbers in a narrow space is more of them.
        let found = try MadeFilm.middle(of: folder.file("fitted"), width: 64, height: 48)
        #expect(found[2] > 151 && isNear([found[0]], [120]), "\(found)")
    }

    @Test func `say so when they are brighter than a screen shows, and the author is told once`() async throws {
        let source = try patch(
            [424, 512, 512], "yuv420p10le", primaries: "bt2020", transfer: "smpte2084", matrix: "bt2020nc",
            codec: Self.hdr)
        let world = try await World.flock()
        let path = world.kit.media.incomingPath()
        try FileManager.default.copyItem(atPath: source, toPath: path)
        let media = try await world.kit.media.takeIn(fileAt: path, by: world.caller)
        #expect(media.motion?.light == .high)

        let content = DraftContent(post: Post(parts: [.init(text: "Malam", media: [media])]), accounts: [world.account])
        let preview = try await world.publishing.preview(content, at: nil, for: world.caller)

        let told = preview.accounts[0].rendered.broken.filter { $0.what.description.contains("HDR") }
        #expect(told.count == 1 && told[0].weight == .warns && told[0].part == 0)
    }
}

@Suite("A fitted video's shape and pace")
struct VideoShapeTests {
    let folder: PictureFolder

    init() throws { folder = try PictureFolder() }

    private func kept(_ arguments: [String], ending: String = "mp4") async throws -> VideoProbe {
        let bytes = try MadeFilm.bytes(arguments, ending: ending)
        let source = try folder.write(bytes, "source")
        let format = try #require(VideoFormat(firstBytes: Array(bytes.prefix(64))))
        return try await VideoKeeping.keep(source, format, as: folder.file("kept"))
    }

    private func fitted(_ kept: VideoProbe, _ fit: VideoFit) async throws -> VideoProbe {
        guard case .encode(let recipe) = VideoPlan(for: kept, fit) else { return kept }
        try await FFmpeg.make(folder.file("fitted"), from: folder.file("kept"), .mp4, recipe)
        return try await VideoProbe(of: folder.file("fitted"), .mp4, bytes: 1)
    }

    @Test func `is even where it was odd, also when another codec was kept`() async throws {
        let kept = try await kept(
            ["-f", "lavfi", "-i", "testsrc=s=101x75:r=10:d=1", "-c:v", "mjpeg", "-pix_fmt", "yuvj444p"], ending: "mov")

        #expect(kept.codec == "h264" && kept.size == PixelSize(width: 100, height: 74) && !kept.colour.isFullRange)
    }

    @Test func `stands upright where it was only marked as turned`() async throws {
        let plain = try folder.write(
            MadeFilm.bytes(["-f", "lavfi", "-i", "testsrc2=s=128x64:r=10:d=1", "-c:v", "libx264"]), "plain.mp4")
        let kept = try await kept(["-i", plain, "-c", "copy", "-metadata:s:v", "rotate=90"])
        #expect(kept.size == PixelSize(width: 64, height: 128))

        let fitted = try await fitted(
            kept, VideoFit(maxBytes: 50_000_000, milliseconds: 1...60_000, maxLongSide: 64, maxShortSide: 64))

        #expect(fitted.size == PixelSize(width: 32, height: 64))
    }

    @Test func `runs as long as it did when its frames come as they like`() async throws {
        let kept = try await kept(
            ["-f", "lavfi", "-i", "testsrc2=s=128x64:r=30:d=3,select='lt(n,20)+not(mod(n,7))'", "-f", "lavfi"]
                + ["-i", "sine=d=3", "-vsync", "vfr", "-c:v", "libx264", "-c:a", "aac"])

        let fitted = try await fitted(
            kept, VideoFit(maxBytes: 50_000_000, milliseconds: 1...60_000, maxLongSide: 64, maxShortSide: 64))

        // Its last picture may stand until the sound ends.
        #expect((kept.milliseconds - 100...3100).contains(fitted.milliseconds), "\(fitted.milliseconds)")
        #expect(fitted.soundCodec == "aac")
    }
}
