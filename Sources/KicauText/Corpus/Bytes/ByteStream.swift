/// Bytes in their order, as many at a time as there is room for.
protocol ByteStream: AnyObject {
    /// How many bytes were given, or skipped by whoever opened it.
    var position: Int { get }
    /// - Returns: how many bytes were put into the room; 0 at the end.
    func read(into room: UnsafeMutableRawBufferPointer) throws(CorpusFlaw) -> Int
    /// What must be opened around it to read on from a byte that is not far behind `position`.
    func layers(before byte: Int) -> [Place.Layer]
}

extension ByteStream {
    func layers(before byte: Int) -> [Place.Layer] { [] }

    /// - Returns: fewer than asked for only at the end.
    func fill(_ room: UnsafeMutableRawBufferPointer) throws(CorpusFlaw) -> Int {
        var filled = 0
        while filled < room.count {
            let got = try read(into: UnsafeMutableRawBufferPointer(rebasing: room[filled...]))
            if got == 0 { break }
            filled += got
        }
        return filled
    }

    /// Reads on to a byte and forgets what comes before it.
    func skip(to byte: Int) throws(CorpusFlaw) {
        guard byte > position else { return }
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: min(1 << 18, byte - position), alignment: 16)
        defer { room.deallocate() }
        while position < byte {
            let piece = UnsafeMutableRawBufferPointer(rebasing: room[..<min(room.count, byte - position)])
            guard try read(into: piece) > 0 else { throw .cutShort }
        }
    }
}
