/// Bytes that can be read anywhere, as Parquet asks for.
protocol PlacedBytes: AnyObject {
    var count: Int { get }
    /// Fills the room. The range must lie inside.
    func read(at byte: Int, into room: UnsafeMutableRawBufferPointer) throws(CorpusFlaw)
}

/// What came out of an archive and is small enough to be held.
final class HeldBytes: PlacedBytes {
    static let most = 64 << 20
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// All that is left of a stream.
    convenience init(_ stream: any ByteStream) throws(CorpusFlaw) {
        var bytes: [UInt8] = []
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { room.deallocate() }
        while true {
            let got = try stream.read(into: room)
            if got == 0 { break }
            guard bytes.count + got <= HeldBytes.most else {
                throw .tooLarge("a Parquet file of over 64 MiB inside it")
            }
            bytes.append(contentsOf: room[..<got])
        }
        self.init(bytes)
    }

    var count: Int { bytes.count }

    func read(at byte: Int, into room: UnsafeMutableRawBufferPointer) throws(CorpusFlaw) {
        guard byte >= 0, byte <= bytes.count - room.count else { throw .cutShort }
        room.copyBytes(from: bytes[byte..<byte + room.count])
    }
}
