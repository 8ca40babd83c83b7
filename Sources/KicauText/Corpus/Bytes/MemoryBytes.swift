/// Bytes that are there already.
final class MemoryBytes: ByteStream {
    private var rest: ArraySlice<UInt8>
    /// The most that is given at once, so that tests can cut where they like.
    private let most: Int
    private(set) var position = 0

    init(_ bytes: [UInt8], most: Int = .max) {
        rest = bytes[...]
        self.most = most
    }

    func read(into room: UnsafeMutableRawBufferPointer) -> Int {
        let piece = rest.prefix(min(room.count, most))
        room.copyBytes(from: piece)
        rest = rest.dropFirst(piece.count)
        position += piece.count
        return piece.count
    }
}
