/// What stands before a page of a column.
struct PageHead {
    enum Kind: Int { case data = 0, index, dictionary, dataV2 }

    static let longest = 1 << 20
    private static let largestPage = 64 << 20

    private(set) var kind: Kind?
    private(set) var unpacked = 0
    private(set) var packed = 0
    private(set) var values = 0
    private(set) var encoding = 0
    /// In version 2 the levels stand before the values, never compressed.
    private(set) var definitionBytes = 0
    private(set) var repetitionBytes = 0
    private(set) var isCompressed = true
    /// How many bytes it takes.
    private(set) var count = 0

    init(_ bytes: UnsafeRawBufferPointer) throws(CorpusFlaw) {
        var reader = ThriftReader(bytes)
        var head = self
        try reader.structure { (reader, field, kind) throws(CorpusFlaw) in
            switch (field, kind) {
            case (1, .int32): head.kind = Kind(rawValue: try reader.integer())
            case (2, .int32): head.unpacked = try reader.natural()
            case (3, .int32): head.packed = try reader.natural()
            case (5, .structure), (7, .structure): try PageHead.pageOne(&reader, &head)
            case (8, .structure): try PageHead.pageTwo(&reader, &head)
            default: return false
            }
            return true
        }
        head.count = reader.at
        guard head.unpacked <= PageHead.largestPage, head.packed <= PageHead.largestPage else {
            throw .tooLarge("a page of over 64 MiB")
        }
        self = head
    }

    private static func pageOne(_ reader: inout ThriftReader, _ head: inout PageHead) throws(CorpusFlaw) {
        try reader.structure { (reader, field, kind) throws(CorpusFlaw) in
            switch (field, kind) {
            case (1, .int32): head.values = try reader.natural()
            case (2, .int32): head.encoding = try reader.natural()
            default: return false
            }
            return true
        }
    }

    private static func pageTwo(_ reader: inout ThriftReader, _ head: inout PageHead) throws(CorpusFlaw) {
        try reader.structure { (reader, field, kind) throws(CorpusFlaw) in
            switch (field, kind) {
            case (1, .int32): head.values = try reader.natural()
            case (4, .int32): head.encoding = try reader.natural()
            case (5, .int32): head.definitionBytes = try reader.natural()
            case (6, .int32): head.repetitionBytes = try reader.natural()
            case (7, .no): head.isCompressed = false
            case (7, .yes): head.isCompressed = true
            default: return false
            }
            return true
        }
    }
}
