import Crypto
import Foundation
import KicauCore

/// The one byte form of an AT Protocol record, from which its identity (CID) is made.
enum DagCBOR {
    /// Nil when a link in the value is no CID.
    static func bytes(_ value: JSONValue) -> [UInt8]? {
        var out: [UInt8] = []
        return append(value, to: &out) ? out : nil
    }

    /// The record's CID: version 1, DAG-CBOR, SHA-256.
    static func cid(_ record: JSONValue) -> String? {
        bytes(record).map { CID.text([0x01, 0x71, 0x12, 0x20] + Array(SHA256.hash(data: Data($0)))) }
    }

    private static func append(_ value: JSONValue, to out: inout [UInt8]) -> Bool {
        switch value {
        case .null: out.append(0xF6)
        case .bool(let value): out.append(value ? 0xF5 : 0xF4)
        case .integer(let value):
            value < 0 ? head(1, UInt64(-1 - value), to: &out) : head(0, UInt64(value), to: &out)
        case .number(let value):
            out.append(0xFB)
            out += withUnsafeBytes(of: value.bitPattern.bigEndian) { Array($0) }
        case .string(let text): append(text, to: &out)
        case .array(let items):
            head(4, UInt64(items.count), to: &out)
            for item in items { guard append(item, to: &out) else { return false } }
        case .object(let members): return append(members, to: &out)
        }
        return true
    }

    /// Keys go by length, then by bytes; an object that is only `$link` is a CID.
    private static func append(_ members: [String: JSONValue], to out: inout [UInt8]) -> Bool {
        if members.count == 1, let link = members["$link"] {
            guard let cid = link.string.flatMap(CID.bytes) else { return false }
            head(6, 42, to: &out)
            head(2, UInt64(cid.count + 1), to: &out)
            out += [0x00] + cid
            return true
        }
        let sorted = members.sorted { a, b in
            let (first, second) = (Array(a.key.utf8), Array(b.key.utf8))
            return first.count == second.count ? first.lexicographicallyPrecedes(second) : first.count < second.count
        }
        head(5, UInt64(sorted.count), to: &out)
        for (key, value) in sorted {
            append(key, to: &out)
            guard append(value, to: &out) else { return false }
        }
        return true
    }

    private static func append(_ text: String, to out: inout [UInt8]) {
        head(3, UInt64(text.utf8.count), to: &out)
        out += text.utf8
    }

    /// A major type with its number in the fewest bytes.
    private static func head(_ major: UInt8, _ number: UInt64, to out: inout [UInt8]) {
        let kind = major << 5
        switch number {
        case 0..<24: out.append(kind | UInt8(number))
        case 24...0xFF: out += [kind | 24, UInt8(number)]
        case 0x100...0xFFFF: out += [kind | 25, UInt8(number >> 8), UInt8(number & 0xFF)]
        case 0x1_0000...0xFFFF_FFFF:
            out.append(kind | 26)
            out += withUnsafeBytes(of: UInt32(number).bigEndian) { Array($0) }
        default:
            out.append(kind | 27)
            out += withUnsafeBytes(of: number.bigEndian) { Array($0) }
        }
    }
}

/// Content identifiers in their base32 text form.
enum CID {
    private static let letters = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)

    static func text(_ bytes: [UInt8]) -> String {
        var out = [UInt8(ascii: "b")]
        var buffer: UInt32 = 0
        var bits: UInt32 = 0
        for byte in bytes {
            buffer = (buffer << 8 | UInt32(byte)) & 0xFFFF
            bits += 8
            while bits >= 5 {
                bits -= 5
                out.append(letters[Int(buffer >> bits & 31)])
            }
        }
        if bits > 0 { out.append(letters[Int(buffer << (5 - bits) & 31)]) }
        return String(decoding: out, as: UTF8.self)
    }

    /// Nil when it is not base32 with the sign "b".
    static func bytes(_ text: String) -> [UInt8]? {
        guard text.utf8.first == UInt8(ascii: "b"), text.utf8.count > 1 else { return nil }
        var out: [UInt8] = []
        var buffer: UInt32 = 0
        var bits: UInt32 = 0
        for letter in text.utf8.dropFirst() {
            guard let value = letters.firstIndex(of: letter) else { return nil }
            buffer = (buffer << 5 | UInt32(value)) & 0xFFFF
            bits += 5
            if bits >= 8 {
                bits -= 8
                out.append(UInt8(buffer >> bits & 0xFF))
            }
        }
        return out
    }
}
