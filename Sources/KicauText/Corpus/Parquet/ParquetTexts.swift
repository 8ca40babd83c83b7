/// A Parquet file: a record a row, its texts those of the columns that hold texts.
final class ParquetTexts: TextReader {
    private let file: any PlacedBytes
    private let log: FlawLog
    private let around: [Place.Layer]
    private let groups: [ParquetFooter.Group]
    private let columns: [ParquetColumn]
    private let sourceColumn: ParquetColumn?
    private var group = 0
    /// The row among all, and where its group ends.
    private var row: Int
    private var groupEnd = 0
    private var open: [ColumnValues] = []
    private var source: ColumnValues?
    private var sourceBytes = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    /// The column whose values of the row are being given; nil between rows.
    private var column: Int?
    private var value = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    private var pieces: TextPieces?
    private var part = 0
    private var unpacked = 0
    private let budget: PageBudget

    /// - Throws: what its footer says when it cannot be read, or `noTextColumn`.
    init(
        _ file: any PlacedBytes, _ names: FieldNames, _ log: FlawLog, row: Int = 0, around: [Place.Layer] = []
    ) throws(CorpusFlaw) {
        self.file = file
        self.log = log
        self.around = around
        self.row = row
        budget = PageBudget(packed: file.count)
        let footer = try ParquetFooter(file)
        groups = footer.groups
        let all = try ParquetColumn.all(in: footer.nodes)
        columns = try ParquetColumn.texts(all, names)
        let chosen = columns.map(\.index)
        sourceColumn = ParquetColumn.source(all.filter { !chosen.contains($0.index) }, names)
        var rows = 0
        for group in groups {
            let (sum, isTooLarge) = rows.addingReportingOverflow(group.rows)
            guard !isTooLarge else { throw ThriftReader.broken }
            rows = sum
        }
        try BombCheck.check(packed: file.count, unpacked: rows)
    }

    var place: (layers: [Place.Layer], part: Int) {
        let layer = Place.Layer(kind: .parquet, byte: 0, unpacked: 0, index: row)
        return (around + [layer], column == nil ? 0 : part)
    }

    func next() throws(CorpusFlaw) -> CorpusText? {
        while true {
            do throws(CorpusFlaw) {
                if let text = try piece() { return text }
                guard try advance() else { return nil }
            } catch {
                log.note(error, record: row)
                guard error != .bomb else { return nil }
                // What is broken in a group leaves the others whole.
                (row, column, pieces) = (groupEnd, nil, nil)
            }
        }
    }

    private func piece() throws(CorpusFlaw) -> CorpusText? {
        guard let base = value.baseAddress, let (range, overlap) = pieces?.next(base) else {
            pieces = nil
            return nil
        }
        unpacked += range.count
        try BombCheck.check(packed: file.count, unpacked: unpacked)
        defer { part += 1 }
        return CorpusText(
            bytes: UnsafeBufferPointer(rebasing: value[range]), isJSON: false, record: row, part: part,
            start: range.lowerBound, overlap: overlap, source: sourceBytes, sourceIsJSON: false)
    }

    /// To the next value. False: all were given.
    private func advance() throws(CorpusFlaw) -> Bool {
        if let column {
            if let found = try open[column].next() {
                value = found
                if !found.isEmpty { pieces = TextPieces(count: found.count, isJSON: false) }
            } else if column + 1 < open.count {
                self.column = column + 1
            } else {
                self.column = nil
                row += 1
            }
            return true
        }
        while row >= groupEnd { guard try openGroup() else { return false } }
        try beginRow()
        return true
    }

    private func beginRow() throws(CorpusFlaw) {
        for column in open { column.beginRow() }
        source?.beginRow()
        sourceBytes = try source?.next() ?? UnsafeBufferPointer(start: nil, count: 0)
        column = 0
        part = 0
    }

    /// Opens the next group that has rows beyond those that were given.
    private func openGroup() throws(CorpusFlaw) -> Bool {
        guard group < groups.count else { return false }
        let chunks = groups[group].chunks
        let start = groupEnd
        groupEnd += groups[group].rows
        group += 1
        guard row < groupEnd else { return true }
        (open, source) = ([], nil)
        for column in columns { open.append(try values(column, chunks)) }
        if let sourceColumn { source = try values(sourceColumn, chunks) }
        for _ in start..<max(start, row) { try skipRow() }
        return true
    }

    private func values(_ column: ParquetColumn, _ chunks: [ParquetFooter.Chunk]) throws(CorpusFlaw) -> ColumnValues {
        guard column.index < chunks.count else { throw .damaged("a group with too few columns") }
        return try ColumnValues(file, column, chunks[column.index], budget)
    }

    private func skipRow() throws(CorpusFlaw) {
        for values in open {
            values.beginRow()
            while try values.next() != nil { continue }
        }
        source?.beginRow()
        _ = try source?.next()
    }
}
