import Foundation

/// The files of a zip, stored or deflated (PKWARE's APPNOTE 6.3.10, with Zip64), read from its directory at the end.
struct ZipFile {
    struct Entry {
        let name: String
        fileprivate let method: Int
        fileprivate let packed: Int
        fileprivate let count: Int
        fileprivate let header: Int
    }

    enum Refusal: Error { case noDirectory, otherMethod, damaged }

    private let bytes: Data
    private(set) var entries: [Entry] = []

    static func begins(_ head: Data) -> Bool { head.starts(with: [0x50, 0x4B, 0x03, 0x04]) }

    init(_ bytes: Data) throws(Refusal) {
        self.bytes = bytes
        guard let end = endRecord(), var at = number(end + 16, 4), var count = number(end + 10, 2) else {
            throw .noDirectory
        }
        if at == 0xFFFF_FFFF || count == 0xFFFF {
            guard let wide = number(end - 12, 8), number(wide, 4) == 0x0606_4B50, let wideAt = number(wide + 48, 8),
                let wideCount = number(wide + 32, 8)
            else { throw .noDirectory }
            (at, count) = (wideAt, wideCount)
        }
        for _ in 0..<count {
            guard let (entry, next) = entry(at) else { throw .damaged }
            entries.append(entry)
            at = next
        }
    }

    /// What an entry holds.
    func contents(of entry: Entry) throws(Refusal) -> Data {
        guard number(entry.header, 4) == 0x0403_4B50, let name = number(entry.header + 26, 2),
            let extra = number(entry.header + 28, 2)
        else { throw .damaged }
        let start = entry.header + 30 + name + extra
        guard start <= bytes.count, entry.packed <= bytes.count - start, entry.count <= ArchiveFiles.most else {
            throw .damaged
        }
        let packed = bytes.dropFirst(start).prefix(entry.packed)
        switch entry.method {
        case 0: return packed
        case 8:
            do { return try Inflated.bytes(of: packed, count: entry.count) } catch { throw .damaged }
        default: throw .otherMethod
        }
    }

    /// The record stands last, before a comment of at most 65,535 bytes.
    private func endRecord() -> Int? {
        var at = bytes.count - 22
        let first = max(0, at - 0xFFFF)
        while at >= first {
            if number(at, 4) == 0x0605_4B50 { return at }
            at -= 1
        }
        return nil
    }

    private func entry(_ at: Int) -> (Entry, next: Int)? {
        guard number(at, 4) == 0x0201_4B50, let method = number(at + 10, 2), var packed = number(at + 20, 4),
            var count = number(at + 24, 4), let nameCount = number(at + 28, 2), let extra = number(at + 30, 2),
            let comment = number(at + 32, 2), var header = number(at + 42, 4)
        else { return nil }
        let name = String(decoding: bytes.dropFirst(at + 46).prefix(nameCount), as: UTF8.self)
        var wide = wideField(at + 46 + nameCount, extra)
        // Zip64 gives those of the three that did not fit, in this order.
        if count == 0xFFFF_FFFF, let value = wide.popFirst() { count = value }
        if packed == 0xFFFF_FFFF, let value = wide.popFirst() { packed = value }
        if header == 0xFFFF_FFFF, let value = wide.popFirst() { header = value }
        let entry = Entry(name: name, method: method, packed: packed, count: count, header: header)
        return (entry, at + 46 + nameCount + extra + comment)
    }

    private func wideField(_ start: Int, _ count: Int) -> ArraySlice<Int> {
        var at = start
        while at + 4 <= start + count, let kind = number(at, 2), let length = number(at + 2, 2) {
            if kind == 1 { return (0..<length / 8).compactMap { number(at + 4 + 8 * $0, 8) }[...] }
            at += 4 + length
        }
        return []
    }

    /// Little-endian; nil outside the file, and for what no file can hold.
    private func number(_ at: Int, _ count: Int) -> Int? {
        guard at >= 0, at <= bytes.count - count else { return nil }
        let start = bytes.startIndex + at
        let value = (0..<count).reduce(UInt64(0)) { $0 | UInt64(bytes[start + $1]) << UInt64(8 * $1) }
        return Int(exactly: value)
    }
}
