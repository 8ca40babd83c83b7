import Foundation
import KicauCore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("A fitted picture's colours")
struct PictureColourTests {
    private let folder: PictureFolder

    init() throws { folder = try PictureFolder() }

    private static let anyPNG = PictureFit(types: ["image/png"], maxBytes: 1 << 20)
    private static let colours: [[UInt8]] = [[180, 100, 60], [90, 130, 110], [128, 128, 128], [40, 44, 60]]

    private func patch(_ colour: [UInt8], _ extra: [UInt8]) throws -> String {
        try folder.write(MadePNG.bytes(Pixels(16, 16) { _, _ in colour }, extra: extra), "source")
    }

    private func fitted(_ source: String, _ fit: PictureFit = anyPNG) throws -> ReadPNG {
        _ = try Pictures.fit(source, to: folder.file("fitted"), fit)
        return try ReadPNG(folder.bytes("fitted"))
    }

    private func isNear(_ colour: [UInt8], _ wanted: [UInt8], _ units: Int = 2) -> Bool {
        colour.count == wanted.count && zip(colour, wanted).allSatisfy { abs(Int($0) - Int($1)) <= units }
    }

    @Test(arguments: [KnownColours.displayP3, .adobeRGB, .proPhoto], colours)
    func `are sRGB's, whatever profile they came with`(space: KnownColours, colour: [UInt8]) throws {
        let source = try patch(colour, MadeProfile.inPNG(space.profile))
        #expect(try Pictures.probe(source).isBeyondSRGB)

        let found = try fitted(source).pixel(8, 8)

        #expect(isNear(found, space.inSRGB(colour)), "\(found)")
        #expect(try !Pictures.probe(folder.file("fitted")).isBeyondSRGB)
    }

    @Test func `of a JPEG with a wide profile are sRGB's`() throws {
        _ = try folder.picture(.jpeg, Pixels(32, 32) { _, _ in [180, 100, 60] }, "plain")
        let source = try folder.write(
            MadeProfile.inJPEG(folder.bytes("plain"), KnownColours.displayP3.profile), "source")

        _ = try Pictures.fit(
            source, to: folder.file("fitted"), PictureFit(types: ["image/jpeg"], maxBytes: 1 << 20))

        let found = try folder.pixel(folder.file("fitted"), x: 8, y: 8)
        #expect(isNear(Array(found.prefix(3)), KnownColours.displayP3.inSRGB([180, 100, 60]), 3), "\(found)")
    }

    @Test func `of a telephone's HEIC with a wide profile are sRGB's`() throws {
        _ = try Pictures.keep(folder.write(MadeHEIC.bytes, "plain"), as: folder.file("kept plain"))
        let numbers = try Array(folder.pixel(folder.file("kept plain"), x: 8, y: 8).prefix(3))
        let source = try folder.write(MadeHEIC.bytes(with: KnownColours.displayP3.profile), "source")
        #expect(try Pictures.probe(source).isBeyondSRGB)

        let kept = try Pictures.keep(source, as: folder.file("kept"))

        let found = try Array(folder.pixel(folder.file("kept"), x: 8, y: 8).prefix(3))
        #expect(kept.format == .jpeg && !kept.isBeyondSRGB)
        #expect(isNear(found, KnownColours.displayP3.inSRGB(numbers), 4), "\(numbers) became \(found)")
        #expect(!isNear(found, numbers, 8))
    }

    @Test func `in an sRGB profile stay as they are, byte for byte`() throws {
        _ = try folder.picture(.jpeg, .redBlue(32, 32), "plain")
        let source = try folder.write(MadeProfile.inJPEG(folder.bytes("plain"), KnownColours.sRGB.profile), "source")

        _ = try Pictures.fit(source, to: folder.file("fitted"), PictureFit(types: ["image/jpeg"], maxBytes: 1 << 20))

        #expect(try folder.bytes("fitted") == folder.bytes("source"))
    }

    @Test func `of a grey picture with a gamma of its own are as bright as they were`() throws {
        let row: [UInt8] = [0] + [UInt8](repeating: 100, count: 16)
        let rows = Array(repeatElement(row, count: 16).joined())
        let profile = MadeProfile.bytes("GRAY", [("kTRC", MadeProfile.curve(gamma: 1.8))])
        let source = try folder.write(
            MadePNG.signature + MadePNG.chunk("IHDR", MadePNG.big(16) + MadePNG.big(16) + [8, 0, 0, 0, 0])
                + MadeProfile.inPNG(profile) + MadePNG.chunk("IDAT", MadePNG.stored(rows)) + MadePNG.chunk("IEND", []),
            "source")

        let found = try fitted(source).pixel(8, 8)

        let wanted = KnownColours.number(pow(100 / 255.0, 461 / 256.0))
        #expect(found.allSatisfy { abs(Int($0) - Int(wanted)) <= 2 }, "\(found), not \(wanted)")
    }

    private func ends(_ places: [Double]) -> [UInt8] {
        MadePNG.chunk("cHRM", places.flatMap { MadePNG.big(Int(($0 * 100_000).rounded())) })
    }

    @Test(arguments: colours)
    func `are as gAMA and cHRM say`(colour: [UInt8]) throws {
        let linear = try fitted(patch(colour, MadePNG.chunk("gAMA", MadePNG.big(100_000)))).pixel(8, 8)
        #expect(isNear(linear, colour.map { KnownColours.number(Double($0) / 255) }), "\(linear)")

        let wide = ends([0.3127, 0.3290, 0.64, 0.33, 0.21, 0.71, 0.15, 0.06])
        let found = try fitted(patch(colour, MadePNG.chunk("gAMA", MadePNG.big(45_455)) + wide)).pixel(8, 8)
        let adobe = KnownColours(name: "", rows: KnownColours.adobeRGB.rows, gamma: nil)
        #expect(isNear(found, adobe.inSRGB(colour)), "\(found)")
    }

    @Test func `that only say in other words that they are sRGB's stay as they are`() throws {
        let usual = ends([0.3127, 0.3290, 0.64, 0.33, 0.30, 0.60, 0.15, 0.06])
        for extra in [
            MadePNG.chunk("gAMA", MadePNG.big(45_455)) + usual, MadePNG.chunk("cICP", [1, 13, 0, 1]),
            MadePNG.chunk("sRGB", [0]) + MadePNG.chunk("gAMA", MadePNG.big(100_000)),
            // What makes no sense says nothing.
            MadePNG.chunk("gAMA", MadePNG.big(0)), ends([0, 0, 0, 0, 0, 0, 0, 0]), MadePNG.chunk("gAMA", []),
        ] {
            #expect(try !Pictures.probe(patch([180, 100, 60], extra)).isBeyondSRGB)
        }
    }

    @Test(arguments: colours)
    func `are as cICP says, before all else`(colour: [UInt8]) throws {
        let extra = MadePNG.chunk("cICP", [12, 13, 0, 1]) + MadePNG.chunk("gAMA", MadePNG.big(100_000))

        let found = try fitted(patch(colour, extra)).pixel(8, 8)

        #expect(isNear(found, KnownColours.displayP3.inSRGB(colour)), "\(found)")
    }

    /// Light from ITU-R BT.2100's formula; a third of white and less is not toned down.
    @Test func `of a PQ picture are as bright as they are where white is 203 nits`() throws {
        let number: UInt8 = 105
        let root = pow(Double(number) / 255, 1 / 78.84375)
        let nits = 10_000 * pow(max(root - 0.8359375, 0) / (18.8515625 - 18.6875 * root), 1 / 0.1593017578125)

        let found = try fitted(patch([number, number, number], MadePNG.chunk("cICP", [9, 16, 0, 1]))).pixel(8, 8)
        let glaring = try fitted(patch([200, 200, 200], MadePNG.chunk("cICP", [9, 16, 0, 1]))).pixel(8, 8)

        let wanted = KnownColours.number(nits / 203)
        #expect(isNear(found, [wanted, wanted, wanted], 3), "\(found), not \(wanted)")
        #expect(glaring.allSatisfy { $0 > 240 }, "\(glaring)")
    }

    @Test func `of 16 bits each become 8, on white where there is nothing`() throws {
        let pixel: [UInt8] = [180, 7, 100, 7, 60, 7]
        var row: [UInt8] = [0]
        for x in 0..<16 { row += pixel + (x < 8 ? [255, 255] : [0, 0]) }
        let rows = Array(repeatElement(row, count: 16).joined())
        let source = try folder.write(
            MadePNG.signature + MadePNG.chunk("IHDR", MadePNG.big(16) + MadePNG.big(16) + [16, 6, 0, 0, 0])
                + MadePNG.chunk("IDAT", MadePNG.stored(rows)) + MadePNG.chunk("IEND", []), "source")

        let found = try fitted(source)
        #expect(found.pixel(2, 8) == [180, 100, 60, 255] && found.pixel(12, 8)[3] == 0)

        _ = try Pictures.fit(source, to: folder.file("white"), PictureFit(types: ["image/jpeg"], maxBytes: 1 << 20))
        #expect(try folder.pixel(folder.file("white"), x: 14, y: 8).allSatisfy { $0 > 245 })
    }

    @Test func `of an AVIF of 10 bits are as its numbers say`() throws {
        let bytes = try MadeFilm.bytes(
            ["-f", "lavfi", "-i", "color=0xB4643C:s=64x64:d=1", "-frames:v", "1"]
                + ["-vf", "scale=out_color_matrix=bt709:out_range=tv,format=yuv444p10le", "-c:v", "libaom-av1"]
                + ["-still-picture", "1", "-crf", "1", "-color_primaries", "smpte432", "-color_trc", "iec61966-2-1"]
                + ["-colorspace", "bt709", "-color_range", "tv"], ending: "avif")
        let source = try folder.write(bytes, "source")
        #expect(try Pictures.probe(source).format == .avif)

        let kept = try Pictures.keep(source, as: folder.file("kept"))

        let found = try folder.pixel(folder.file("kept"), x: 30, y: 30)
        #expect(kept.format == .jpeg && !kept.isBeyondSRGB)
        #expect(isNear(Array(found.prefix(3)), KnownColours.displayP3.inSRGB([0xB4, 0x64, 0x3C]), 4), "\(found)")
    }

    @Test func `of a JPEG with a map of brightness are those that every screen shows`() throws {
        _ = try folder.picture(.jpeg, .redBlue(48, 32), "plain")
        _ = try Pictures.keep(folder.file("plain"), as: folder.file("kept plain"))
        let plain = try folder.bytes("plain")
        let described = Tags.segment(0xE1, Array("http://ns.adobe.com/xap/1.0/\0<x hdrgm:Version=\"1.0\"/>".utf8))
        let index = Tags.segment(0xE2, Array("MPF\0II*\0".utf8))
        let named = Tags.segment(0xE2, Array("urn:iso:std:iso:ts:21496:-1\0\0\0\0\0".utf8))
        let source = try folder.write(Array(plain[..<2]) + described + index + named + plain[2...] + plain, "source")

        _ = try Pictures.keep(source, as: folder.file("kept"))

        #expect(try folder.bytes("kept") == folder.bytes("kept plain"))
    }
}

@Suite("A fitted picture and palettes")
struct PicturePaletteTests {
    private let folder: PictureFolder

    init() throws { folder = try PictureFolder() }

    @Test func `a still GIF that has to be scaled becomes a picture of all colours`() throws {
        let source = try folder.write(MadeGIF.bytes(200, 100, frames: [60]), "source")

        let fit = PictureFit(types: ["image/gif", "image/jpeg", "image/png"], maxBytes: 1 << 20, maxWidth: 50)
        let fitted = try Pictures.fit(source, to: folder.file("fitted"), fit)

        #expect(fitted.format == .png && fitted.size == PixelSize(width: 50, height: 25))
        #expect(try ReadPNG(folder.bytes("fitted")).pixel(20, 10).prefix(3) == [120, 135, 40])
    }

    @Test func `a PNG with a palette and holes keeps both its colours and its holes`() throws {
        let row: [UInt8] = [0] + [UInt8](repeating: 0, count: 16) + [UInt8](repeating: 1, count: 16)
        let rows = Array(repeatElement(row, count: 32).joined())
        let source = try folder.write(
            MadePNG.signature + MadePNG.chunk("IHDR", MadePNG.big(32) + MadePNG.big(32) + [8, 3, 0, 0, 0])
                + MadePNG.chunk("PLTE", [180, 100, 60, 10, 20, 30]) + MadePNG.chunk("tRNS", [255, 0])
                + MadePNG.chunk("IDAT", MadePNG.stored(rows)) + MadePNG.chunk("IEND", []), "source")

        _ = try Pictures.fit(
            source, to: folder.file("fitted"), PictureFit(types: ["image/png"], maxBytes: 1 << 20, maxWidth: 16))

        let found = try ReadPNG(folder.bytes("fitted"))
        #expect(found.pixel(2, 8) == [180, 100, 60, 255])
        #expect(found.pixel(13, 8)[3] == 0)
    }
}
