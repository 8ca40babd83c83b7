import Foundation
import KicauCore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("A video that is kept")
struct VideoKeepingTests {
    let folder: PictureFolder

    init() throws { folder = try PictureFolder() }

    func film(_ change: (inout Film) -> Void = { _ in }) throws -> Data {
        var film = Film()
        change(&film)
        return try film.bytes()
    }

    func keep(_ bytes: Data) async throws -> VideoProbe {
        let path = try folder.write(Array(bytes), "in")
        let format = try #require(VideoFormat(firstBytes: Array(bytes.prefix(64))))
        return try await VideoKeeping.keep(path, format, as: folder.file("out"))
    }

    @Test func `loses place and title, and no frame`() async throws {
        let bytes = try film { $0.place = "+52.5+013.4/" }
        #expect(bytes.range(of: Data("52.5".utf8)) != nil)

        let kept = try await keep(bytes)

        let out = try Data(contentsOf: URL(fileURLWithPath: folder.file("out")))
        #expect(out.range(of: Data("52.5".utf8)) == nil)
        #expect(kept.codec == "h264" && kept.soundCodec == "aac" && kept.milliseconds == 4000)
        #expect(kept.size == PixelSize(width: 640, height: 360) && kept.milliFPS == 30_000)
        // It begins to play before all of it has come.
        let (moov, mdat) = (out.range(of: Data("moov".utf8)), out.range(of: Data("mdat".utf8)))
        #expect(try #require(moov).lowerBound < #require(mdat).lowerBound)
    }

    @Test func `comes as WebM and is kept as MP4`() async throws {
        let bytes = try film {
            $0.encoder = "libvpx"
            $0.ending = "webm"
            $0.seconds = 1
        }

        let kept = try await keep(bytes)

        #expect(kept.codec == "h264" && kept.soundCodec == "aac")
    }

    @Test func `needs no sound`() async throws {
        let kept = try await keep(try film { $0.hasSound = false })

        #expect(kept.soundCodec == nil && kept.milliseconds == 4000)
    }

    @Test(arguments: [0.3, 0.7])
    func `is refused when it was cut off`(share: Double) async throws {
        let whole = try await kept(film())
        let bytes = whole.prefix(Int(Double(whole.count) * share))

        await #expect(throws: Problem.self) { try await keep(bytes) }
        #expect(!folder.exists("out"))
    }

    /// With its table of contents in front, so that a cut-off copy still opens.
    private func kept(_ bytes: Data) async throws -> Data {
        _ = try await keep(bytes)
        let out = try Data(contentsOf: URL(fileURLWithPath: folder.file("out")))
        unlink(folder.file("out"))
        return out
    }

    @Test func `a picture's, a page's and a playlist's bytes are no video`() throws {
        #expect(VideoFormat(firstBytes: MadeHEIC.bytes.prefix(64).map { $0 }) == nil)
        #expect(VideoFormat(firstBytes: Array("<!doctype html><title>a</title>".utf8)) == nil)
        #expect(VideoFormat(firstBytes: Array("#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd".utf8)) == nil)
        #expect(VideoFormat(firstBytes: []) == nil)
    }

    @Test func `shows a still picture of its first second`() async throws {
        _ = try await keep(try film())

        try await VideoKeeping.poster(
            of: folder.file("out"), milliseconds: 4000, to: folder.file("poster"), width: 480)

        let poster = try Pictures.probe(folder.file("poster"))
        #expect(poster.format == .jpeg && poster.size == PixelSize(width: 480, height: 270))
    }
}
