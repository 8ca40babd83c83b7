import Crypto
import KicauCore

/// A content identifier as AT Protocol blesses it: version 1, SHA-256, base32, of a record or of a blob.
struct ContentID: Hashable, Sendable, CustomStringConvertible {
    enum Codec: UInt8, Sendable {
        case blob = 0x55
        case record = 0x71
    }

    let codec: Codec
    let digest: [UInt8]

    init(record: JSONValue) throws(DagCBOR.Flaw) {
        codec = .record
        digest = Array(SHA256.hash(data: try DagCBOR.bytes(of: record)))
    }

    init(blob: some Sequence<UInt8>) {
        codec = .blob
        digest = Array(SHA256.hash(data: Array(blob)))
    }

    /// Of a blob whose SHA-256 is known, in hex.
    init?(blobDigest hex: String) {
        var digest: [UInt8] = []
        var rest = hex[...]
        while !rest.isEmpty {
            guard let byte = UInt8(rest.prefix(2), radix: 16) else { return nil }
            digest.append(byte)
            rest = rest.dropFirst(2)
        }
        guard digest.count == 32 else { return nil }
        codec = .blob
        self.digest = digest
    }

    /// Reads the text form, `b` and base32.
    init?(_ text: String) {
        guard text.utf8.first == UInt8(ascii: "b"), let bytes = Base32.bytes(of: text.dropFirst()),
            bytes.count == 36, bytes[0] == 1, bytes[2] == 0x12, bytes[3] == 0x20, let codec = Codec(rawValue: bytes[1])
        else { return nil }
        self.codec = codec
        digest = Array(bytes[4...])
    }

    /// Version, codec, hash function (0x12 is SHA-256), its length, the digest.
    var bytes: [UInt8] { [1, codec.rawValue, 0x12, 0x20] + digest }

    var description: String { "b" + Base32.text(of: bytes) }
}

/// RFC 4648 base32 in lower case without padding.
enum Base32 {
    private static let letters = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)

    static func text(of bytes: [UInt8]) -> String {
        var out: [UInt8] = []
        var held: UInt32 = 0
        var bits = 0
        for byte in bytes {
            held = held << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                out.append(letters[Int(held >> UInt32(bits) & 31)])
            }
        }
        if bits > 0 { out.append(letters[Int(held << UInt32(5 - bits) & 31)]) }
        return String(decoding: out, as: UTF8.self)
    }

    static func bytes(of text: some StringProtocol) -> [UInt8]? {
        var out: [UInt8] = []
        var held: UInt32 = 0
        var bits = 0
        for letter in text.utf8 {
            guard let value = letters.firstIndex(of: letter) else { return nil }
            held = held << 5 | UInt32(value)
            bits += 5
            if bits >= 8 {
                bits -= 8
                out.append(UInt8(truncatingIfNeeded: held >> UInt32(bits)))
            }
        }
        return out
    }
}
