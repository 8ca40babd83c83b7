import CZlib
import Foundation
import KicauCore

/// A text as it is kept for ever: in zlib's format (RFC 1950), with its length before it.
struct Packed {
    let bytes: Data

    /// Nil for what is longer than anybody's answer; it is not kept.
    init?(_ text: String) {
        let plain = Array(text.utf8)
        guard plain.count <= Packed.longest else { return nil }
        var room = compressBound(uLong(plain.count))
        var packed = [UInt8](repeating: 0, count: Int(room))
        guard compress2(&packed, &room, plain, uLong(plain.count), Z_BEST_COMPRESSION) == Z_OK else { return nil }
        let length = withUnsafeBytes(of: UInt32(plain.count).bigEndian) { Data($0) }
        bytes = length + packed.prefix(Int(room))
    }

    /// - Throws: `Problem` `.broken` for bytes that no `Packed` has made.
    static func text(_ bytes: Data) throws(Problem) -> String {
        let length = bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        guard bytes.count > 4, length <= longest else { throw damaged }
        var plain = [UInt8](repeating: 0, count: length)
        var room = uLong(length)
        let packed = Array(bytes.dropFirst(4))
        guard uncompress(&plain, &room, packed, uLong(packed.count)) == Z_OK, room == uLong(length) else {
            throw damaged
        }
        return String(decoding: plain, as: UTF8.self)
    }

    /// In bytes.
    static let longest = 262_144

    private static var damaged: Problem {
        Problem(.broken, "An answer that was kept cannot be read any more.", do: "Restore the database from a backup.")
    }
}
