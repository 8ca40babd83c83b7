/// Small numbers as runs and packed bits mixed: levels, and places in a dictionary. Read one after the other, for a
/// run can be as long as it claims.
struct MixedRuns {
    private let bytes: UnsafeRawBufferPointer
    private let width: Int
    private var at = 0
    private var left = 0
    private var value = 0
    /// The next bit of a packed run; nil in a run of one value.
    private var bit: Int?

    static let broken = CorpusFlaw.damaged("a page with fewer values than it states")

    init(_ bytes: UnsafeRawBufferPointer, width: Int) throws(CorpusFlaw) {
        guard width <= 32 else { throw MixedRuns.broken }
        self.bytes = bytes
        self.width = width
    }

    mutating func next() throws(CorpusFlaw) -> Int {
        guard width > 0 else { return 0 }
        if left == 0 { try begin() }
        left -= 1
        guard let bit else { return value }
        self.bit = bit + width
        return try packed(bit)
    }

    private mutating func begin() throws(CorpusFlaw) {
        let head = try PackedBits.varint(bytes, &at)
        if head & 1 == 1 {
            let groups = Int(truncatingIfNeeded: head >> 1)
            guard groups > 0, groups <= bytes.count else { throw MixedRuns.broken }
            left = groups * 8
            bit = at * 8
            at = min(bytes.count, at + groups * width)
        } else {
            left = Int(truncatingIfNeeded: head >> 1)
            let count = (width + 7) / 8
            guard left > 0, count <= bytes.count - at else { throw MixedRuns.broken }
            value = (0..<count).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) }
            at += count
            bit = nil
        }
    }

    private func packed(_ bit: Int) throws(CorpusFlaw) -> Int {
        guard let value = PackedBits.read(bytes, bit, width) else { throw MixedRuns.broken }
        return Int(truncatingIfNeeded: value)
    }
}

/// DELTA_BINARY_PACKED: lengths of strings as differences.
struct PackedDeltas {
    private let bytes: UnsafeRawBufferPointer
    let count: Int
    /// Where what follows begins, once all were read.
    private(set) var at: Int
    private let blockSize: Int
    private let miniBlocks: Int
    private var value: Int
    private var given = 0
    private var leftInMini = 0
    private var mini = 0
    private var widths = 0
    private var least = 0
    private var bit = 0
    private var width = 0

    init(_ bytes: UnsafeRawBufferPointer, from start: Int, most: Int) throws(CorpusFlaw) {
        self.bytes = bytes
        var at = start
        let size = try PackedBits.varint(bytes, &at)
        let minis = try PackedBits.varint(bytes, &at)
        let total = try PackedBits.varint(bytes, &at)
        let first = try PackedBits.varint(bytes, &at)
        guard size > 0, size <= 1 << 16, minis > 0, minis <= 512, size % (minis * 8) == 0, total <= UInt64(most)
        else { throw MixedRuns.broken }
        (blockSize, miniBlocks, count) = (Int(size), Int(minis), Int(total))
        value = PackedBits.zigzag(first)
        mini = Int(minis)
        self.at = at
    }

    mutating func next() throws(CorpusFlaw) -> Int {
        guard given < count else { throw MixedRuns.broken }
        given += 1
        if given == 1 { return value }
        if leftInMini == 0 { try beginMini() }
        leftInMini -= 1
        guard let delta = PackedBits.read(bytes, bit, width) else { throw MixedRuns.broken }
        bit += width
        value = value &+ least &+ Int(truncatingIfNeeded: delta)
        return value
    }

    private mutating func beginMini() throws(CorpusFlaw) {
        if mini == miniBlocks {
            least = PackedBits.zigzag(try PackedBits.varint(bytes, &at))
            widths = at
            at += miniBlocks
            guard at <= bytes.count else { throw MixedRuns.broken }
            mini = 0
        }
        width = Int(bytes[widths + mini])
        guard width <= 56 else { throw MixedRuns.broken }
        mini += 1
        bit = at * 8
        leftInMini = blockSize / miniBlocks
        // The last may be cut; reading it is checked bit by bit.
        at = min(bytes.count, at + leftInMini * width / 8)
    }
}

enum PackedBits {
    static func varint(_ bytes: UnsafeRawBufferPointer, _ at: inout Int) throws(CorpusFlaw) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard at < bytes.count else { throw MixedRuns.broken }
            let byte = bytes[at]
            at += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        throw MixedRuns.broken
    }

    static func zigzag(_ raw: UInt64) -> Int { Int(truncatingIfNeeded: raw >> 1) ^ -Int(truncatingIfNeeded: raw & 1) }

    /// Up to 56 bits, the lowest first. Nil: they lie outside.
    static func read(_ bytes: UnsafeRawBufferPointer, _ bit: Int, _ width: Int) -> UInt64? {
        guard width > 0 else { return 0 }
        let start = bit >> 3
        guard (bit + width + 7) >> 3 <= bytes.count else { return nil }
        var word: UInt64 = 0
        if start + 8 <= bytes.count {
            word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self))
        } else {
            for index in start..<bytes.count { word |= UInt64(bytes[index]) << UInt64(8 * (index - start)) }
        }
        return word >> UInt64(bit & 7) & (1 << UInt64(width) - 1)
    }
}
