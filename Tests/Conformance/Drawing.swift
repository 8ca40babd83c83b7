import CZlib
import Foundation
import Synchronization

/// A picture made from nothing, so that no file has to be kept: a PNG that shades from one colour to another.
struct Drawing: Hashable {
    let width: Int
    let height: Int
    let hue: UInt8

    /// Cases ask for the same few over and over.
    private static let made = Mutex<[Drawing: Data]>([:])

    static func png(width: Int, height: Int, hue: UInt8) -> Data {
        let drawing = Drawing(width: width, height: height, hue: hue)
        if let known = made.withLock({ $0[drawing] }) { return known }
        let bytes = drawing.bytes()
        made.withLock { $0[drawing] = bytes }
        return bytes
    }

    private func bytes() -> Data {
        var rows: [UInt8] = []
        for y in 0..<height {
            rows.append(0)
            for x in 0..<width { rows += [hue, UInt8(x * 255 / width), UInt8(y * 255 / height)] }
        }
        let header = Drawing.big(UInt32(width)) + Drawing.big(UInt32(height)) + [8, 2, 0, 0, 0]
        return Data(
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + Drawing.chunk("IHDR", header)
                + Drawing.chunk("IDAT", Drawing.packed(rows)) + Drawing.chunk("IEND", []))
    }

    private static func packed(_ bytes: [UInt8]) -> [UInt8] {
        var count = compressBound(UInt(bytes.count))
        var packed = [UInt8](repeating: 0, count: Int(count))
        compress2(&packed, &count, bytes, UInt(bytes.count), Z_BEST_SPEED)
        return Array(packed.prefix(Int(count)))
    }

    private static func chunk(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + bytes
        return big(UInt32(bytes.count)) + body + big(UInt32(crc32(0, body, UInt32(body.count))))
    }

    private static func big(_ number: UInt32) -> [UInt8] { (0..<4).map { UInt8(number >> (24 - 8 * $0) & 255) } }
}
