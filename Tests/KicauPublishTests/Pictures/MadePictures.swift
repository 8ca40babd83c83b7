import Foundation

@testable import KicauPublish

/// A folder of its own for one test's pictures, gone with it.
final class PictureFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("kicau-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }  // the system empties its folder sometime anyway

    func file(_ name: String) -> String { path + "/" + name }

    func write(_ bytes: [UInt8], _ name: String) throws -> String {
        try Data(bytes).write(to: URL(fileURLWithPath: file(name)))
        return file(name)
    }

    func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: file(name)))) }
    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: file(name)) }

    /// A picture of the given size in a type, made from a PNG.
    func picture(_ format: PictureFormat, _ pixels: Pixels, _ name: String) throws -> String {
        let png = try write(MadePNG.bytes(pixels), name + ".png")
        guard format != .png else { return png }
        let size = PixelSize(width: pixels.width, height: pixels.height)
        let recipe = Recipe(format: format, whole: size, frames: .first, quality: 90)
        try Vips.make(png, .png, as: file(name), recipe)
        return file(name)
    }

    /// The pixel at a place of any picture, as red, green, blue, alpha.
    func pixel(_ path: String, x: Int, y: Int) throws -> [UInt8] {
        let picture = try Pictures.probe(path)
        let recipe = Recipe(format: .png, whole: picture.size, frames: .first, quality: 100)
        try Vips.make(path, picture.format, as: file("looked-at.png"), recipe)
        return try MadePNG.pixel(of: bytes("looked-at.png"), x: x, y: y)
    }
}

/// Red, green, blue and perhaps alpha of each place.
struct Pixels {
    let width: Int
    let height: Int
    let channels: Int
    let at: (Int, Int) -> [UInt8]

    init(_ width: Int, _ height: Int, at: @escaping (Int, Int) -> [UInt8]) {
        self.width = width
        self.height = height
        self.at = at
        channels = at(0, 0).count
    }

    /// The left half red, the right half blue: so that a turn shows.
    static func redBlue(_ width: Int, _ height: Int) -> Pixels {
        Pixels(width, height) { x, _ in x < width / 2 ? [220, 20, 20] : [20, 20, 220] }
    }

    /// Nothing compresses it.
    static func noise(_ width: Int, _ height: Int) -> Pixels {
        Pixels(width, height) { x, y in
            var state: UInt64 = UInt64(x) &* 0x9E37_79B9_7F4A_7C15
            state ^= UInt64(y) &* 0xC2B2_AE3D_27D4_EB4F
            state = (state ^ (state >> 31)) &* 0x94D0_49BB_1331_11EB
            return [40, 48, 56].map { UInt8(truncatingIfNeeded: state >> $0) }
        }
    }
}

/// PNG with stored (not compressed) data: no library needed to know what is in it.
enum MadePNG {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    static func bytes(_ pixels: Pixels, extra: [UInt8] = []) -> [UInt8] {
        var rows: [UInt8] = []
        for y in 0..<pixels.height {
            rows.append(0)
            for x in 0..<pixels.width { rows += pixels.at(x, y) }
        }
        return signature + header(pixels.width, pixels.height, channels: pixels.channels) + extra
            + chunk("IDAT", stored(rows)) + chunk("IEND", [])
    }

    static func header(_ width: Int, _ height: Int, channels: Int) -> [UInt8] {
        chunk("IHDR", big(width) + big(height) + [8, channels == 4 ? 6 : 2, 0, 0, 0])
    }

    static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + data
        return big(data.count) + body + big(Int(crc(body)))
    }

    static func big(_ number: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) } }

    static func stored(_ data: [UInt8]) -> [UInt8] {
        var out: [UInt8] = [0x78, 0x01]
        var start = 0
        repeat {
            let end = min(start + 65_535, data.count)
            let count = UInt16(end - start)
            out.append(end == data.count ? 1 : 0)
            for half in [count, ~count] { out += [UInt8(half & 255), UInt8(half >> 8)] }
            out += data[start..<end]
            start = end
        } while start < data.count
        var (a, b): (UInt32, UInt32) = (1, 0)
        for byte in data {
            a = (a + UInt32(byte)) % 65_521
            b = (b + a) % 65_521
        }
        return out + big(Int(b << 16 | a))
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
    }

    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~UInt32(0)) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ $0 >> 8 }
    }

    /// Decodes by way of a picture of one pixel, so that only our own stored PNG has to be read.
    static func pixel(of png: [UInt8], x: Int, y: Int) throws -> [UInt8] { try ReadPNG(png).pixel(x, y) }
}

/// What cameras and editors put into pictures.
enum Tags {
    static let place = "GPS-6.2088S-106.8456E"

    /// TIFF with an orientation, an artist, and a GPS block that names the latitude's half.
    static func exif(orientation: UInt8) -> [UInt8] {
        let artist = Array(place.utf8) + [0]
        var out: [UInt8] = [0x49, 0x49, 42, 0, 8, 0, 0, 0, 3, 0]
        out += [0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]
        out += [0x3B, 1, 2, 0, UInt8(artist.count), 0, 0, 0, 50, 0, 0, 0]
        out += [0x25, 0x88, 4, 0, 1, 0, 0, 0, UInt8(50 + artist.count), 0, 0, 0]
        out += [0, 0, 0, 0]
        out += artist
        out += [1, 0, 1, 0, 2, 0, 2, 0, 0, 0, 0x53, 0, 0, 0, 0, 0, 0, 0]
        return out
    }

    /// After the first two bytes of a JPEG: EXIF, XMP, IPTC and a comment.
    static func inJPEG(_ jpeg: [UInt8], orientation: UInt8) -> [UInt8] {
        var out = Array(jpeg[..<2])
        out += segment(0xE1, Array("Exif\0\0".utf8) + exif(orientation: orientation))
        out += segment(0xE1, Array("http://ns.adobe.com/xap/1.0/\0<x>\(place)</x>".utf8))
        out += segment(0xED, Array("Photoshop 3.0\0\(place)".utf8))
        out += segment(0xFE, Array(place.utf8))
        return out + jpeg[2...]
    }

    static func segment(_ marker: UInt8, _ data: [UInt8]) -> [UInt8] {
        [0xFF, marker, UInt8((data.count + 2) >> 8), UInt8((data.count + 2) & 255)] + data
    }

    /// A WebP gets an extended header and EXIF at its end.
    static func inWebP(_ webp: [UInt8], width: Int, height: Int) -> [UInt8] {
        let tags = exif(orientation: 1)
        var body = Array("WEBPVP8X".utf8) + little(10, 4) + [8, 0, 0, 0]
        body += little(width - 1, 3) + little(height - 1, 3)
        body += webp[(webp[12...].starts(with: "VP8X".utf8) ? 30 : 12)...]
        body += Array("EXIF".utf8) + little(tags.count, 4) + tags
        if tags.count % 2 == 1 { body.append(0) }
        return Array("RIFF".utf8) + little(body.count, 4) + body
    }

    private static func little(_ number: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(number >> ($0 * 8) & 255) }
    }
}
