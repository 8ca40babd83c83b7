import Foundation
import KicauCore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("A picture that is kept")
struct PictureKeepingTests {
    private let folder: PictureFolder

    init() throws { folder = try PictureFolder() }

    @Test(arguments: PictureFormat.allCases.filter { $0 != .avif })
    func `is known by its bytes, whatever its name`(format: PictureFormat) throws {
        let path =
            format == .heic
            ? try folder.write(MadeHEIC.bytes, "a.txt") : try folder.picture(format, .redBlue(24, 16), "a.txt")

        let picture = try Pictures.probe(path)

        #expect(picture.format == format && picture.mimeType == "image/\(format.rawValue)")
        #expect(picture.size == PixelSize(width: 24, height: 16) && picture.frames == 1)
        #expect(try picture.bytes == Data(contentsOf: URL(fileURLWithPath: path)).count)
        #expect(!picture.isTurned && !picture.needsColourChange)
    }

    @Test func `a JPEG loses place, artist and comments, and no pixel`() throws {
        let plain = try folder.picture(.jpeg, .redBlue(48, 32), "plain.jpg")
        let tagged = try folder.write(
            Tags.inJPEG(folder.bytes("plain.jpg"), orientation: 1) + Array(Tags.place.utf8), "tagged.jpg")
        #expect(try Pictures.probe(tagged).hasMetadata)

        let kept = try Pictures.keep(tagged, as: folder.file("kept.jpg"))

        #expect(kept.format == .jpeg && !kept.hasMetadata)
        #expect(try !contains(Tags.place, in: folder.bytes("kept.jpg")))
        #expect(try !contains("Exif", in: folder.bytes("kept.jpg")))
        #expect(try folder.bytes("kept.jpg") == Cleaned(plain).bytes)
    }

    @Test(arguments: [(6, 0), (8, 31), (3, nil)] as [(UInt8, Int?)])
    func `a turned JPEG is set upright`(orientation: UInt8, redRow: Int?) throws {
        _ = try folder.picture(.jpeg, .redBlue(32, 16), "plain.jpg")
        let turned = try folder.write(Tags.inJPEG(folder.bytes("plain.jpg"), orientation: orientation), "turned.jpg")
        #expect(try Pictures.probe(turned).isTurned)

        let kept = try Pictures.keep(turned, as: folder.file("kept.jpg"))

        #expect(!kept.isTurned && !kept.hasMetadata)
        #expect(try !contains(Tags.place, in: folder.bytes("kept.jpg")))
        if let redRow {
            #expect(kept.size == PixelSize(width: 16, height: 32))
            #expect(try isRed(folder.pixel(folder.file("kept.jpg"), x: 8, y: redRow)))
            #expect(try !isRed(folder.pixel(folder.file("kept.jpg"), x: 8, y: 31 - redRow)))
        } else {
            #expect(kept.size == PixelSize(width: 32, height: 16))
            #expect(try isRed(folder.pixel(folder.file("kept.jpg"), x: 31, y: 8)))
        }
    }

    @Test func `a PNG loses its texts and stays the same to the pixel`() throws {
        let pixels = Pixels(20, 10) { x, y in [UInt8(x * 12), UInt8(y * 25), 7, UInt8(255 - x)] }
        let texts =
            MadePNG.chunk("tEXt", Array("Author\0\(Tags.place)".utf8))
            + MadePNG.chunk("eXIf", Tags.exif(orientation: 1))
            + MadePNG.chunk("prVt", Array(Tags.place.utf8))
        let tagged = try folder.write(MadePNG.bytes(pixels, extra: texts) + Array(Tags.place.utf8), "tagged.png")

        let kept = try Pictures.keep(tagged, as: folder.file("kept.png"))

        #expect(try folder.bytes("kept.png") == MadePNG.bytes(pixels))
        #expect(kept.hasAlpha && !kept.hasMetadata)
    }

    @Test func `a moving GIF keeps its frames and loses its comment`() throws {
        let comment: [UInt8] = [0x21, 0xFE, UInt8(Tags.place.utf8.count)] + Array(Tags.place.utf8) + [0]
        let tagged = try folder.write(MadeGIF.bytes(30, 20, frames: [5, 60, 120], extra: comment), "tagged.gif")
        #expect(try Pictures.probe(tagged).frames == 3)

        let kept = try Pictures.keep(tagged, as: folder.file("kept.gif"))

        #expect(try folder.bytes("kept.gif") == MadeGIF.bytes(30, 20, frames: [5, 60, 120]))
        #expect(kept.frames == 3 && !kept.hasMetadata)
    }

    @Test func `a WebP loses its EXIF`() throws {
        _ = try folder.picture(.webp, .redBlue(24, 16), "plain.webp")
        let tagged = try folder.write(Tags.inWebP(folder.bytes("plain.webp"), width: 24, height: 16), "tagged.webp")
        #expect(try Pictures.probe(tagged).hasMetadata)

        let kept = try Pictures.keep(tagged, as: folder.file("kept.webp"))

        #expect(kept.format == .webp && !kept.hasMetadata && kept.size == PixelSize(width: 24, height: 16))
        #expect(try !contains(Tags.place, in: folder.bytes("kept.webp")))
        #expect(try isRed(folder.pixel(folder.file("kept.webp"), x: 2, y: 8)))
    }

    @Test func `a HEIC becomes a JPEG`() throws {
        let phone = try folder.write(MadeHEIC.bytes, "phone.heic")

        let kept = try Pictures.keep(phone, as: folder.file("kept.jpg"))

        #expect(kept.format == .jpeg && kept.size == PixelSize(width: 24, height: 16) && !kept.hasMetadata)
        let pixel = try folder.pixel(folder.file("kept.jpg"), x: 12, y: 8)
        #expect(pixel[0] > 180 && pixel[1] < 90 && pixel[2] < 60)
    }

    @Test func `printers' colours become a screen's`() throws {
        let printed = try folder.write(MadeCMYK.bytes, "printed.jpg")
        #expect(try Pictures.probe(printed).needsColourChange)

        let kept = try Pictures.keep(printed, as: folder.file("kept.jpg"))

        #expect(kept.format == .jpeg && !kept.needsColourChange)
        let pixel = try folder.pixel(folder.file("kept.jpg"), x: 12, y: 8)
        #expect(pixel.count == 3 && pixel[0] > 170 && pixel[1] < 110 && pixel[2] < 80)
    }

    @Test func `a thumbnail is narrow, still and never larger than the picture`() throws {
        let moving = try folder.write(MadeGIF.bytes(60, 40, frames: [5, 60]), "moving.gif")
        let clear = try folder.picture(.png, Pixels(60, 40) { _, _ in [1, 2, 3, 0] }, "clear.png")

        let small = try Pictures.thumbnail(moving, to: folder.file("small.jpg"), width: 30)
        let same = try Pictures.thumbnail(clear, to: folder.file("same.png"), width: 480)

        #expect(small.format == .jpeg && small.size == PixelSize(width: 30, height: 20) && small.frames == 1)
        #expect(same.format == .png && same.size == PixelSize(width: 60, height: 40) && same.hasAlpha)
    }

    private struct Cleaned {
        let bytes: [UInt8]

        init(_ path: String) throws {
            try Pictures.keep(path, as: path + ".clean")
            bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path + ".clean")))
        }
    }

    private func contains(_ word: String, in bytes: [UInt8]) -> Bool { Data(bytes).range(of: Data(word.utf8)) != nil }
    private func isRed(_ pixel: [UInt8]) -> Bool { pixel[0] > 150 && pixel[2] < 100 }
}
