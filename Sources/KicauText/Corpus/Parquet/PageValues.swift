/// The byte strings of a page, one after the other. They point into the page, the dictionary or what was put together
/// last.
struct PageValues {
    typealias Value = UnsafeRawBufferPointer

    private enum Form {
        case plain(at: Int)
        case dictionary(MixedRuns)
        case lengths(PackedDeltas, at: Int)
        case prefixes(PackedDeltas, PackedDeltas, at: Int)
    }

    private static let broken = CorpusFlaw.damaged("a page with a value that lies outside of it")
    private static let longest = 64 << 20
    private let bytes: UnsafeRawBufferPointer
    private var form: Form

    /// - Parameter most: how many values the page states.
    init(_ bytes: UnsafeRawBufferPointer, encoding: Int, most: Int) throws(CorpusFlaw) {
        self.bytes = bytes
        switch encoding {
        case 0: form = .plain(at: 0)
        case 2, 8:
            let width = Int(bytes.first ?? 0)
            form = .dictionary(try MixedRuns(UnsafeRawBufferPointer(rebasing: bytes.dropFirst()), width: width))
        case 6:
            let lengths = try PackedDeltas(bytes, from: 0, most: most)
            form = .lengths(lengths, at: try PageValues.end(of: lengths))
        case 7:
            let prefixes = try PackedDeltas(bytes, from: 0, most: most)
            let suffixes = try PackedDeltas(bytes, from: try PageValues.end(of: prefixes), most: most)
            form = .prefixes(prefixes, suffixes, at: try PageValues.end(of: suffixes))
        default: throw .unsupported("written in Parquet's encoding \(encoding)")
        }
    }

    /// The values stand behind all lengths, so those are gone through once before.
    private static func end(of deltas: PackedDeltas) throws(CorpusFlaw) -> Int {
        var deltas = deltas
        for _ in 0..<deltas.count { _ = try deltas.next() }
        return deltas.at
    }

    mutating func next(_ dictionary: PageDictionary?, _ made: inout [UInt8]) throws(CorpusFlaw) -> Value {
        switch form {
        case .plain(let at):
            guard let value = PageValues.plain(bytes, at) else { throw PageValues.broken }
            form = .plain(at: at + 4 + value.count)
            return value
        case .dictionary(var runs):
            let index = try runs.next()
            form = .dictionary(runs)
            guard let value = dictionary?.value(index) else { throw PageValues.broken }
            return value
        case .lengths(var lengths, let at):
            let value = try slice(at, try lengths.next())
            form = .lengths(lengths, at: at + value.count)
            return value
        case .prefixes(var prefixes, var suffixes, let at):
            let prefix = try prefixes.next()
            let suffix = try slice(at, try suffixes.next())
            guard prefix >= 0, prefix <= made.count, prefix + suffix.count <= PageValues.longest else {
                throw PageValues.broken
            }
            made.removeLast(made.count - prefix)
            made.append(contentsOf: suffix)
            form = .prefixes(prefixes, suffixes, at: at + suffix.count)
            return Value(start: nil, count: 0)
        }
    }

    /// The value is in `made`, not in the page.
    var isMade: Bool { if case .prefixes = form { true } else { false } }

    private func slice(_ at: Int, _ count: Int) throws(CorpusFlaw) -> Value {
        guard count >= 0, at <= bytes.count, count <= bytes.count - at else { throw PageValues.broken }
        return Value(rebasing: bytes[at..<at + count])
    }

    /// Its length in four bytes, and the value.
    static func plain(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> Value? {
        guard at + 4 <= bytes.count else { return nil }
        let count = Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self)))
        guard count <= bytes.count - at - 4 else { return nil }
        return Value(rebasing: bytes[at + 4..<at + 4 + count])
    }
}

/// The values that pages of a column name by number.
final class PageDictionary {
    private let bytes: UnsafeMutableRawBufferPointer
    private var values: [UnsafeRawBufferPointer] = []

    /// Takes the bytes over.
    init(_ bytes: UnsafeMutableRawBufferPointer, count: Int) {
        self.bytes = bytes
        var at = 0
        while values.count < count, let value = PageValues.plain(UnsafeRawBufferPointer(bytes), at) {
            values.append(value)
            at += 4 + value.count
        }
    }

    deinit { bytes.deallocate() }

    func value(_ index: Int) -> UnsafeRawBufferPointer? { values.indices.contains(index) ? values[index] : nil }
}
