/// A stream whose first bytes were looked at before it is read.
final class PeekedBytes: ByteStream {
    static let most = 1 << 16

    private let source: any ByteStream
    private(set) var head: [UInt8]
    private var given = 0
    private let began: Int
    /// What broke while looking ahead: for whoever reads that far.
    private var flaw: CorpusFlaw?

    init(_ source: any ByteStream) {
        self.source = source
        began = source.position
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: PeekedBytes.most, alignment: 16)
        defer { room.deallocate() }
        var filled = 0
        do throws(CorpusFlaw) {
            while filled < room.count {
                let got = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: room[filled...]))
                if got == 0 { break }
                filled += got
            }
        } catch {
            flaw = error
        }
        head = Array(room[..<filled])
    }

    var position: Int { given < head.count ? began + given : source.position }

    func read(into room: UnsafeMutableRawBufferPointer) throws(CorpusFlaw) -> Int {
        if given < head.count {
            let piece = head[given...].prefix(room.count)
            room.copyBytes(from: piece)
            given += piece.count
            return piece.count
        }
        if let flaw { throw flaw }
        return try source.read(into: room)
    }

    func layers(before byte: Int) -> [Place.Layer] { source.layers(before: byte) }
}
