internal import CZstd

/// How the pages of a column are compressed.
enum PageCodec: Int {
    case none = 0
    case snappy = 1
    case gzip = 2
    case zstd = 6

    init(number: Int) throws(CorpusFlaw) {
        guard let codec = PageCodec(rawValue: number) else {
            let names = [3: "LZO", 4: "Brotli", 5: "LZ4", 7: "LZ4"]
            throw .unsupported("a Parquet file packed with \(names[number] ?? "codec \(number)")")
        }
        self = codec
    }

    /// Unpacks to exactly what there is room for.
    func unpack(_ bytes: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer) throws(CorpusFlaw) {
        switch self {
        case .none:
            guard bytes.count == room.count else { throw .damaged("a page of another size than it states") }
            room.copyMemory(from: bytes)
        case .snappy: try Snappy.unpack(bytes, into: room)
        case .gzip:
            let stream = GzipBytes(MemoryBytes(Array(bytes)))
            guard try stream.fill(room) == room.count else { throw .cutShort }
        case .zstd:
            let count = ZSTD_decompress(room.baseAddress, room.count, bytes.baseAddress, bytes.count)
            guard ZSTD_isError(count) == 0, count == room.count else { throw .damaged("a page that zstd cannot read") }
        }
    }
}
