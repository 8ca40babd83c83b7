import Foundation

/// The plain files of a tar (POSIX.1-2017, ustar), with the long names that GNU tar and pax write.
enum TarFile {
    static func begins(_ bytes: Data) -> Bool {
        bytes.count >= 512 && bytes.dropFirst(257).prefix(5) == Data("ustar".utf8)
    }

    /// - Returns: whether it ended as it should; false: it was cut short.
    static func each(of bytes: Data, _ take: (_ name: String, _ contents: Data) -> Void) -> Bool {
        var rest = bytes
        var longName: String?
        while rest.count >= 512 {
            let header = rest.prefix(512)
            if header.allSatisfy({ $0 == 0 }) { return true }
            guard let count = octal(header, 124, 12), count <= rest.count - 512 else { return false }
            let contents = rest.dropFirst(512).prefix(count)
            switch header[header.startIndex + 156] {
            case UInt8(ascii: "L"): longName = text(contents)
            case UInt8(ascii: "x"): longName = paxPath(contents) ?? longName
            case UInt8(ascii: "0"), 0:
                take(longName ?? name(header), contents)
                longName = nil
            default: longName = nil
            }
            rest = rest.dropFirst(512 + (count + 511) / 512 * 512)
        }
        return rest.isEmpty
    }

    private static func name(_ header: Data) -> String {
        let prefix = text(header.dropFirst(345).prefix(155))
        let name = text(header.prefix(100))
        return prefix.isEmpty ? name : "\(prefix)/\(name)"
    }

    private static func text(_ field: Data) -> String { String(decoding: field.prefix { $0 != 0 }, as: UTF8.self) }

    private static func octal(_ header: Data, _ from: Int, _ count: Int) -> Int? {
        let field = header.dropFirst(from).prefix(count).filter { $0 != 0 && $0 != 0x20 }
        return Int(String(decoding: field, as: UTF8.self), radix: 8)
    }

    /// A record of pax is `length key=value`.
    private static func paxPath(_ contents: Data) -> String? {
        for record in String(decoding: contents, as: UTF8.self).split(separator: "\n") {
            if let found = record.range(of: " path=") { return String(record[found.upperBound...]) }
        }
        return nil
    }
}
