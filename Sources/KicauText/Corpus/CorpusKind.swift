/// What a file is, by its first bytes.
public enum CorpusKind: String, Sendable, Hashable, Codable {
    case jsonLines
    case text
    case gzip
    case zstd
    case tar
    case warc
    case parquet

    /// - Throws: `unsupported` or `notText`.
    init(firstBytes head: [UInt8], name: String) throws(CorpusFlaw) {
        if let packed = CorpusKind(magic: head) {
            self = packed
            return
        }
        for (magic, words) in CorpusKind.foreign where head.starts(with: magic) { throw .unsupported(words) }
        if head.count >= TarHead.size, head.prefix(TarHead.size).withUnsafeBytes({ TarHead($0) }) != nil {
            self = .tar
        } else if head.prefix(4096).contains(0) {
            throw .notText
        } else {
            self = CorpusKind.isJSONLines(head, name) ? .jsonLines : .text
        }
    }

    private init?(magic head: [UInt8]) {
        if head.starts(with: [0x1F, 0x8B]) {
            self = .gzip
        } else if head.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
            self = .zstd
        } else if head.count > 4, head[0] & 0xF0 == 0x50, head[1...3].elementsEqual([0x2A, 0x4D, 0x18]) {
            self = .zstd
        } else if head.starts(with: Array("PAR1".utf8)) {
            self = .parquet
        } else if head.starts(with: Array("WARC/1.".utf8)) {
            self = .warc
        } else {
            return nil
        }
    }

    private static let foreign: [([UInt8], String)] = [
        (Array("PK\u{3}\u{4}".utf8), "a zip"), (Array("BZh".utf8), "bzip2"), ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "xz"),
        ([0x04, 0x22, 0x4D, 0x18], "lz4"), ([0x37, 0x7A, 0xBC, 0xAF], "7z"),
        (Array("PARE".utf8), "an encrypted Parquet file"), (Array("ARROW1".utf8), "Arrow"),
        (Array("ORC".utf8), "ORC"), (Array("Obj\u{1}".utf8), "Avro"), (Array("%PDF".utf8), "PDF"),
        (Array("SQLite format 3".utf8), "a database of SQLite"),
    ]

    /// Whether one of the first lines is a whole value of JSON, or the only one is too long to see its end.
    private static func isJSONLines(_ head: [UInt8], _ name: String) -> Bool {
        if promised(by: name)?.kinds == [.jsonLines] { return true }
        let bom: [UInt8] = [0xEF, 0xBB, 0xBF]
        let start = head.starts(with: bom) ? head.dropFirst(3) : head[...]
        guard let first = start.first(where: { $0 > 0x20 }), first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
        else { return false }
        for line in start.split(separator: 10, maxSplits: 8).prefix(8) {
            var walk = JSONWalk()
            let isWhole = Array(line).withUnsafeBufferPointer { bytes in
                guard let base = bytes.baseAddress else { return false }
                while true {
                    switch walk.next(base, to: bytes.count) {
                    case .end, .openString: return walk.isWhole || line.endIndex == head.endIndex
                    case .bad: return false
                    case .key, .string, .atom, .bracket: continue
                    }
                }
            }
            if isWhole { return true }
        }
        return false
    }
}
