import Crypto
import Foundation
import KicauCore

/// A record key made of a time: 53 bits of microseconds and ten more, in thirteen letters that sort by time.
enum TID {
    private static let letters = Array("234567abcdefghijklmnopqrstuvwxyz".utf8)

    static func text(microseconds: UInt64, clock: UInt64) -> String {
        var rest = (microseconds & 0x1F_FFFF_FFFF_FFFF) << 10 | clock & 0x3FF
        var out: [UInt8] = []
        for _ in 0..<13 {
            out.append(letters[Int(rest & 31)])
            rest >>= 5
        }
        return String(decoding: out.reversed(), as: UTF8.self)
    }

    /// The key of one part of a rendition: the same for every try, another for any other account, time, place or text.
    ///
    /// Microseconds within the millisecond and the clock bits come from the content, twenty bits in all.
    static func key(account: Account, due: Instant, part: Int, text: String, media: [Media]) -> String {
        let content = "\(account.id)|\(account.remoteID)|\(due.ms)|\(part)|\(text)|\(media.map(\.sha256))"
        let hash = Array(SHA256.hash(data: Data(content.utf8)))
        let bits = UInt64(hash[0]) << 24 | UInt64(hash[1]) << 16 | UInt64(hash[2]) << 8 | UInt64(hash[3])
        // The millisecond carries the part's place, so that a thread sorts as it was written.
        let milliseconds = UInt64(max(0, due.ms)) + UInt64(part)
        return self.text(microseconds: milliseconds * 1000 + (bits >> 10) % 1000, clock: bits & 0x3FF)
    }
}
