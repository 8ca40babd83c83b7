/// The values of one column in one row group, row by row.
final class ColumnValues {
    private let file: any PlacedBytes
    private let column: ParquetColumn
    private let codec: PageCodec
    private let budget: PageBudget
    /// What of the column's pages was not read yet.
    private var at: Int
    private let end: Int
    private var dictionary: PageDictionary?
    private var dictionaryBytes = 0
    private var page = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    private var left = 0
    private var repetitions: MixedRuns?
    private var definitions: MixedRuns?
    private var values: PageValues?
    /// The level of the next entry, when it was looked at and not taken.
    private var ahead: Int?
    private var isInRow = false
    /// A value that no page holds as a whole, and where it is given from.
    private var made: [UInt8] = []
    private var room = UnsafeMutableBufferPointer<UInt8>(start: nil, count: 0)

    init(_ file: any PlacedBytes, _ column: ParquetColumn, _ chunk: ParquetFooter.Chunk, _ budget: PageBudget)
        throws(CorpusFlaw)
    {
        guard !chunk.isElsewhere else { throw .unsupported("a Parquet file whose columns lie in other files") }
        self.file = file
        self.column = column
        self.budget = budget
        codec = try PageCodec(number: chunk.codec)
        at = chunk.start
        end = chunk.start + chunk.bytes
    }

    deinit {
        budget.release(page.count + dictionaryBytes)
        page.deallocate()
        room.deallocate()
    }

    func beginRow() { isInRow = false }

    /// The next value of the row; nil: there is no other. It is valid until the next is asked for.
    func next() throws(CorpusFlaw) -> UnsafeBufferPointer<UInt8>? {
        while true {
            while left == 0 {
                guard try nextPage() else {
                    guard isInRow else { throw .damaged("a column with fewer rows than it states") }
                    return nil
                }
            }
            let level: Int
            if let ahead { level = ahead } else { level = try repetitions?.next() ?? 0 }
            if isInRow, level == 0 {
                ahead = level
                return nil
            }
            ahead = nil
            isInRow = true
            left -= 1
            let definition = try definitions?.next() ?? column.deepestDefinition
            guard definition == column.deepestDefinition else { continue }
            guard let value = try values?.next(dictionary, &made) else { throw MixedRuns.broken }
            return values?.isMade == true ? kept() : value.bindMemory(to: UInt8.self)
        }
    }

    /// What was put together is copied to where it stays.
    private func kept() -> UnsafeBufferPointer<UInt8> {
        if room.count < made.count {
            room.deallocate()
            room = .allocate(capacity: made.count * 2)
        }
        _ = room.update(fromContentsOf: made)
        return UnsafeBufferPointer(rebasing: room[..<made.count])
    }

    /// False: there is no other.
    private func nextPage() throws(CorpusFlaw) -> Bool {
        while at < end {
            let head = try pageHead()
            at += head.count
            guard head.packed <= end - at else { throw .damaged("a page that is longer than its column") }
            let start = at
            at += head.packed
            switch head.kind {
            case .data: return try readData(head, start)
            case .dataV2: return try readDataTwo(head, start)
            case .dictionary:
                // Each value takes four times its length's four bytes once it is listed.
                try budget.hold(head.unpacked * 5)
                dictionaryBytes += head.unpacked * 5
                let room = UnsafeMutableRawBufferPointer.allocate(byteCount: head.unpacked, alignment: 8)
                do throws(CorpusFlaw) {
                    try unpack(start, head.packed, codec, into: room)
                } catch {
                    room.deallocate()
                    throw error
                }
                dictionary = PageDictionary(room, count: head.values)
            case .index, nil: continue
            }
        }
        return false
    }

    private func pageHead() throws(CorpusFlaw) -> PageHead {
        var asked = min(256, end - at)
        while true {
            let room = UnsafeMutableRawBufferPointer.allocate(byteCount: asked, alignment: 8)
            defer { room.deallocate() }
            try file.read(at: at, into: room)
            do throws(CorpusFlaw) {
                return try PageHead(UnsafeRawBufferPointer(room))
            } catch {
                // Its statistics may be long: once more with more of it.
                guard error == ThriftReader.broken, asked < min(PageHead.longest, end - at) else { throw error }
                asked = min(asked * 16, PageHead.longest, end - at)
            }
        }
    }

    private func unpack(
        _ start: Int, _ count: Int, _ codec: PageCodec, into room: UnsafeMutableRawBufferPointer
    ) throws(CorpusFlaw) {
        let packed = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 8)
        defer { packed.deallocate() }
        try file.read(at: start, into: packed)
        try codec.unpack(UnsafeRawBufferPointer(packed), into: room)
    }

    private func turnPage(_ head: PageHead) throws(CorpusFlaw) {
        try budget.count(head.values)
        budget.release(page.count)
        page.deallocate()
        page = UnsafeMutableRawBufferPointer(start: nil, count: 0)
        try budget.hold(head.unpacked)
        page = .allocate(byteCount: head.unpacked, alignment: 8)
    }

    private func readData(_ head: PageHead, _ start: Int) throws(CorpusFlaw) -> Bool {
        try turnPage(head)
        try unpack(start, head.packed, codec, into: page)
        var rest = UnsafeRawBufferPointer(page)
        repetitions = try ColumnValues.levels(&rest, column.deepestRepetition)
        definitions = try ColumnValues.levels(&rest, column.deepestDefinition)
        values = try PageValues(rest, encoding: head.encoding, most: head.values)
        left = head.values
        return true
    }

    /// Their length in four bytes, and the levels; nothing where there is only one.
    private static func levels(_ rest: inout UnsafeRawBufferPointer, _ deepest: Int) throws(CorpusFlaw) -> MixedRuns? {
        guard deepest > 0 else { return nil }
        guard let bytes = PageValues.plain(rest, 0) else { throw MixedRuns.broken }
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(4 + bytes.count))
        return try MixedRuns(bytes, width: Int.bitWidth - deepest.leadingZeroBitCount)
    }

    private func readDataTwo(_ head: PageHead, _ start: Int) throws(CorpusFlaw) -> Bool {
        let levels = head.repetitionBytes + head.definitionBytes
        guard levels <= head.packed, levels <= head.unpacked else { throw MixedRuns.broken }
        try turnPage(head)
        try file.read(at: start, into: UnsafeMutableRawBufferPointer(rebasing: page[..<levels]))
        let room = UnsafeMutableRawBufferPointer(rebasing: page[levels...])
        if room.count > 0 || head.packed > levels {
            try unpack(start + levels, head.packed - levels, head.isCompressed ? codec : .none, into: room)
        }
        let bytes = UnsafeRawBufferPointer(page)
        func runs(_ from: Int, _ count: Int, _ deepest: Int) throws(CorpusFlaw) -> MixedRuns? {
            guard deepest > 0 else { return nil }
            let slice = UnsafeRawBufferPointer(rebasing: bytes[from..<from + count])
            return try MixedRuns(slice, width: Int.bitWidth - deepest.leadingZeroBitCount)
        }
        repetitions = try runs(0, head.repetitionBytes, column.deepestRepetition)
        definitions = try runs(head.repetitionBytes, head.definitionBytes, column.deepestDefinition)
        values = try PageValues(
            UnsafeRawBufferPointer(rebasing: bytes[levels...]), encoding: head.encoding, most: head.values)
        left = head.values
        return true
    }
}
