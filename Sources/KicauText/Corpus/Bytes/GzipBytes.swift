internal import CIsal

/// What a .gz holds, of all its members (RFC 1952). Zeros after the last one are padding.
final class GzipBytes: ByteStream {
    private let source: any ByteStream
    private let input: UnsafeMutableRawBufferPointer
    /// How many bytes of `input` are the last piece's; before them stand the last of the piece before. At the end of a
    /// member the decoder gives back what it has read too far, and that may be further back than the piece begins.
    private var piece = 0
    private static let history = 32
    private let state: UnsafeMutablePointer<inflate_state>
    private var isInMember = false
    /// The room was full, so there may be more without more being read.
    private var owes = false
    private var isAtEnd = false
    /// Where reading began, and how much came out of it.
    private let began: (packed: Int, unpacked: Int)
    private(set) var position: Int
    private var blocks = PackedBlocks()
    /// What broke after bytes had come out: those come first.
    private var flaw: CorpusFlaw?

    /// - Parameter unpacked: how many bytes the members before the source's position held.
    init(_ source: any ByteStream, unpacked: Int = 0) {
        self.source = source
        began = (source.position, unpacked)
        position = unpacked
        input = .allocate(byteCount: GzipBytes.history + (1 << 18), alignment: 16)
        state = .allocate(capacity: 1)
        isal_inflate_init(state)
        state.pointee.crc_flag = UInt32(ISAL_GZIP)
    }

    deinit {
        input.deallocate()
        state.deallocate()
    }

    func layers(before byte: Int) -> [Place.Layer] {
        guard let layer = blocks.layer(.gzip, before: byte) else { return [] }
        return source.layers(before: layer.byte) + [layer]
    }

    func read(into room: UnsafeMutableRawBufferPointer) throws(CorpusFlaw) -> Int {
        if let flaw { throw flaw }
        state.pointee.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
        state.pointee.avail_out = UInt32(clamping: room.count)
        let wanted = state.pointee.avail_out
        do throws(CorpusFlaw) {
            try unpack(wanted)
        } catch {
            flaw = error
            if state.pointee.avail_out == wanted { throw error }
        }
        let got = Int(wanted - state.pointee.avail_out)
        position += got
        return got
    }

    private func unpack(_ wanted: UInt32) throws(CorpusFlaw) {
        while !isAtEnd, state.pointee.avail_out > 0 {
            if state.pointee.avail_in == 0, !owes, try !refill() {
                guard !isInMember else { throw .cutShort }
                isAtEnd = true
                break
            }
            let unpacked = position + Int(wanted - state.pointee.avail_out)
            if !isInMember, try !skipPadding(unpacked) { continue }
            try inflate()
        }
        try BombCheck.check(packed: source.position - began.packed, unpacked: position - began.unpacked)
    }

    private func refill() throws(CorpusFlaw) -> Bool {
        UnsafeMutableRawBufferPointer(rebasing: input[..<GzipBytes.history])
            .copyMemory(from: UnsafeRawBufferPointer(rebasing: input[piece..<piece + GzipBytes.history]))
        piece = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: input[GzipBytes.history...]))
        state.pointee.next_in = input.baseAddress.map { $0.assumingMemoryBound(to: UInt8.self) + GzipBytes.history }
        state.pointee.avail_in = UInt32(piece)
        return piece > 0
    }

    /// False: there was nothing else.
    private func skipPadding(_ unpacked: Int) throws(CorpusFlaw) -> Bool {
        while state.pointee.avail_in > 0, state.pointee.next_in.pointee == 0 {
            state.pointee.next_in += 1
            state.pointee.avail_in -= 1
        }
        guard state.pointee.avail_in > 0 else { return false }
        isInMember = true
        blocks.begin(packed: source.position - Int(state.pointee.avail_in), unpacked: unpacked)
        return true
    }

    private func inflate() throws(CorpusFlaw) {
        let status = isal_inflate(state)
        guard status == ISAL_DECOMP_OK || status == ISAL_END_INPUT else { throw .damaged(GzipBytes.words(status)) }
        let isDone = state.pointee.block_state == ISAL_BLOCK_FINISH
        owes = !isDone && state.pointee.avail_out == 0
        guard isDone else { return }
        // The next member goes on where this one ended, in the same piece and into the same room.
        isal_inflate_reset(state)
        isInMember = false
    }

    private static func words(_ status: Int32) -> String {
        switch status {
        case ISAL_INVALID_WRAPPER: "no gzip header where a member should begin"
        case ISAL_INCORRECT_CHECKSUM: "its checksum does not fit what it holds"
        default: "a block that contradicts itself"
        }
    }
}
