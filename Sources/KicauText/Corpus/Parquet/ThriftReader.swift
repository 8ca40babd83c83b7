/// Thrift's compact protocol, as far as Parquet uses it.
struct ThriftReader {
    enum Kind: UInt8 { case stop, yes, no, byte, int16, int32, int64, double, binary, list, set, map, structure, uuid }

    private static let deepest = 16
    private let bytes: UnsafeRawBufferPointer
    private(set) var at = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    static let broken = CorpusFlaw.damaged("its description contradicts itself")

    /// Reads a structure: `take` reads the fields it knows and returns whether it did.
    mutating func structure(
        _ take: (inout ThriftReader, _ field: Int, Kind) throws(CorpusFlaw) -> Bool
    ) throws(CorpusFlaw) {
        var field = 0
        while true {
            let head = try byte()
            guard head != 0 else { return }
            guard let kind = Kind(rawValue: head & 0x0F), kind != .stop else { throw ThriftReader.broken }
            field = head >> 4 == 0 ? try integer() : field + Int(head >> 4)
            if try !take(&self, field, kind) { try skip(kind, depth: 0) }
        }
    }

    /// Reads a list of structures, numbers or texts: `take` reads one.
    mutating func list(_ take: (inout ThriftReader) throws(CorpusFlaw) -> Void) throws(CorpusFlaw) {
        let (count, _) = try listHead()
        for _ in 0..<count { try take(&self) }
    }

    mutating func integer() throws(CorpusFlaw) -> Int {
        let raw = try unsigned()
        return Int(truncatingIfNeeded: raw >> 1) ^ -Int(truncatingIfNeeded: raw & 1)
    }

    /// A size, a count or a place: never negative.
    mutating func natural() throws(CorpusFlaw) -> Int {
        let number = try integer()
        guard number >= 0 else { throw ThriftReader.broken }
        return number
    }

    mutating func text() throws(CorpusFlaw) -> String {
        let count = try length()
        defer { at += count }
        return String(decoding: bytes[at..<at + count], as: UTF8.self)
    }

    private mutating func byte() throws(CorpusFlaw) -> UInt8 {
        guard at < bytes.count else { throw ThriftReader.broken }
        defer { at += 1 }
        return bytes[at]
    }

    private mutating func unsigned() throws(CorpusFlaw) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            let byte = try byte()
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        throw ThriftReader.broken
    }

    private mutating func length() throws(CorpusFlaw) -> Int {
        let count = try unsigned()
        guard count <= UInt64(bytes.count - at) else { throw ThriftReader.broken }
        return Int(count)
    }

    /// Each element takes a byte at least, so the bytes bound the count.
    private mutating func listHead() throws(CorpusFlaw) -> (count: Int, kind: Kind) {
        let head = try byte()
        guard let kind = Kind(rawValue: head & 0x0F) else { throw ThriftReader.broken }
        let count = head >> 4 == 15 ? try length() : Int(head >> 4)
        guard count <= bytes.count - at else { throw ThriftReader.broken }
        return (count, kind)
    }

    mutating func skip(_ kind: Kind, depth: Int) throws(CorpusFlaw) {
        guard depth < ThriftReader.deepest else { throw ThriftReader.broken }
        switch kind {
        case .stop: throw ThriftReader.broken
        case .yes, .no: break
        case .byte: _ = try byte()
        case .int16, .int32, .int64: _ = try unsigned()
        case .double: try move(8)
        case .uuid: try move(16)
        case .binary: try move(try length())
        case .list, .set:
            let (count, kind) = try listHead()
            for _ in 0..<count { try skipElement(kind, depth + 1) }
        case .map:
            let count = try length()
            guard count > 0 else { return }
            let kinds = try byte()
            guard let key = Kind(rawValue: kinds >> 4), let value = Kind(rawValue: kinds & 0x0F) else {
                throw ThriftReader.broken
            }
            for _ in 0..<count {
                try skipElement(key, depth + 1)
                try skipElement(value, depth + 1)
            }
        case .structure:
            while true {
                let head = try byte()
                guard head != 0 else { return }
                guard let kind = Kind(rawValue: head & 0x0F) else { throw ThriftReader.broken }
                if head >> 4 == 0 { _ = try unsigned() }
                try skip(kind, depth: depth + 1)
            }
        }
    }

    /// In lists a Boolean is a byte.
    private mutating func skipElement(_ kind: Kind, _ depth: Int) throws(CorpusFlaw) {
        if kind == .yes || kind == .no { _ = try byte() } else { try skip(kind, depth: depth) }
    }

    private mutating func move(_ count: Int) throws(CorpusFlaw) {
        guard count <= bytes.count - at else { throw ThriftReader.broken }
        at += count
    }
}
