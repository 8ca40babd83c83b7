/// What the end of a Parquet file says of it (parquet-format, `parquet.thrift`).
struct ParquetFooter {
    struct Chunk {
        var codec = 0
        var values = 0
        var start = 0
        var dictionary = 0
        var bytes = 0
        var type = 0
        var isElsewhere = false
    }

    struct Group {
        var chunks: [Chunk] = []
        var rows = 0
    }

    /// A node of the schema, in the order of a walk from the root.
    struct Node {
        var type: Int?
        var repetition = 0
        var name = ""
        var children = 0
        var isString = false
    }

    private static let longest = 64 << 20
    /// A zero is an empty structure: a footer of nothing else would take gigabytes once it is read.
    private static let mostParts = 1_000_000
    private static let end = Array("PAR1".utf8)

    private(set) var nodes: [Node] = []
    private(set) var groups: [Group] = []

    init(_ file: any PlacedBytes) throws(CorpusFlaw) {
        guard file.count >= 12 else { throw .cutShort }
        let tail = UnsafeMutableRawBufferPointer.allocate(byteCount: 8, alignment: 8)
        defer { tail.deallocate() }
        try file.read(at: file.count - 8, into: tail)
        guard tail[4...].elementsEqual(ParquetFooter.end) else {
            if tail[4...].elementsEqual("PARE".utf8) { throw .unsupported("an encrypted Parquet file") }
            throw .cutShort
        }
        let count = Int(UInt32(littleEndian: tail.loadUnaligned(as: UInt32.self)))
        guard count <= file.count - 12 else { throw .damaged("its footer is longer than the file") }
        guard count <= ParquetFooter.longest else { throw .tooLarge("a footer of over 64 MiB") }
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, count), alignment: 8)
        defer { room.deallocate() }
        let bytes = UnsafeMutableRawBufferPointer(rebasing: room[..<count])
        try file.read(at: file.count - 8 - count, into: bytes)
        var reader = ThriftReader(UnsafeRawBufferPointer(bytes))
        try read(&reader)
        for group in groups where group.chunks.contains(where: { !ParquetFooter.fits($0, file.count) }) {
            throw .damaged("a column that lies outside of it")
        }
    }

    private static func fits(_ chunk: Chunk, _ count: Int) -> Bool {
        chunk.isElsewhere || chunk.start <= count && chunk.bytes <= count - chunk.start
    }

    private mutating func read(_ reader: inout ThriftReader) throws(CorpusFlaw) {
        var nodes: [Node] = []
        var groups: [Group] = []
        var parts = 0
        try reader.structure { (reader, field, kind) throws(CorpusFlaw) in
            switch (field, kind) {
            case (2, .list):
                try reader.list { reader throws(CorpusFlaw) in
                    try ParquetFooter.count(&parts)
                    nodes.append(try ParquetFooter.node(&reader))
                }
            case (4, .list):
                try reader.list { reader throws(CorpusFlaw) in
                    try ParquetFooter.count(&parts)
                    groups.append(try ParquetFooter.group(&reader, &parts))
                }
            default: return false
            }
            return true
        }
        self.nodes = nodes
        self.groups = groups
    }

    private static func count(_ parts: inout Int) throws(CorpusFlaw) {
        parts += 1
        guard parts <= mostParts else { throw .tooLarge("a footer of over a million parts") }
    }

    private static func node(_ reader: inout ThriftReader) throws(CorpusFlaw) -> Node {
        var node = Node()
        try reader.structure { (reader, field, kind) throws(CorpusFlaw) in
            switch (field, kind) {
            case (1, .int32): node.type = try reader.natural()
            case (3, .int32): node.repetition = try reader.natural()
            case (4, .binary): node.name = try reader.text()
            case (5, .int32): node.children = try reader.natural()
            // UTF8, ENUM, JSON among the older names of types.
            case (6, .int32): if [0, 4, 19].contains(try reader.natural()) { node.isString = true }
            case (10, .structure):
                try reader.structure { (reader, field, kind) throws(CorpusFlaw) in
                    // STRING, ENUM, JSON among the newer.
                    if [1, 4, 12].contains(field) { node.isString = true }
                    return false
                }
            default: return false
            }
            return true
        }
        return node
    }

    private static func group(_ reader: inout ThriftReader, _ parts: inout Int) throws(CorpusFlaw) -> Group {
        var group = Group()
        var sum = parts
        defer { parts = sum }
        try reader.structure { (reader, field, kind) throws(CorpusFlaw) in
            switch (field, kind) {
            case (1, .list):
                try reader.list { reader throws(CorpusFlaw) in
                    try ParquetFooter.count(&sum)
                    group.chunks.append(try ParquetFooter.chunk(&reader))
                }
            case (3, .int64): group.rows = try reader.natural()
            default: return false
            }
            return true
        }
        return group
    }

    private static func chunk(_ reader: inout ThriftReader) throws(CorpusFlaw) -> Chunk {
        var chunk = Chunk()
        try reader.structure { (reader, field, kind) throws(CorpusFlaw) in
            switch (field, kind) {
            case (1, .binary): chunk.isElsewhere = try !reader.text().isEmpty
            case (3, .structure):
                try reader.structure { (reader, field, kind) throws(CorpusFlaw) in
                    switch (field, kind) {
                    case (1, .int32): chunk.type = try reader.natural()
                    case (4, .int32): chunk.codec = try reader.natural()
                    case (5, .int64): chunk.values = try reader.natural()
                    case (7, .int64): chunk.bytes = try reader.natural()
                    case (9, .int64): chunk.start = try reader.natural()
                    case (11, .int64): chunk.dictionary = try reader.natural()
                    default: return false
                    }
                    return true
                }
            default: return false
            }
            return true
        }
        // A dictionary stands before the pages that use it; some writers state 0 for none.
        if chunk.dictionary > 0, chunk.dictionary < chunk.start { chunk.start = chunk.dictionary }
        return chunk
    }
}
