internal import CZstd

/// What a .zst holds, of all its frames (RFC 8878).
final class ZstdBytes: ByteStream {
    private let source: any ByteStream
    private let room: UnsafeMutableRawBufferPointer
    private var input: ZSTD_inBuffer
    private let stream: OpaquePointer?
    private var isInFrame = false
    /// The room was full, so there may be more without more being read.
    private var owes = false
    private var isAtEnd = false

    /// A frame that asks for a larger window asks for more memory than a scan may take: 128 MiB, what `zstd -d` takes
    /// unasked.
    private static let windowLog: Int32 = 27

    /// Where reading began, and how much came out of it.
    private let began: (packed: Int, unpacked: Int)
    private(set) var position: Int
    private var blocks = PackedBlocks()
    /// What broke after bytes had come out: those come first.
    private var flaw: CorpusFlaw?

    /// - Parameter unpacked: how many bytes the frames before the source's position held.
    init(_ source: any ByteStream, unpacked: Int = 0) {
        self.source = source
        began = (source.position, unpacked)
        position = unpacked
        room = .allocate(byteCount: ZSTD_DStreamInSize(), alignment: 16)
        input = ZSTD_inBuffer(src: room.baseAddress, size: 0, pos: 0)
        stream = ZSTD_createDStream()
        ZSTD_DCtx_setParameter(stream, ZSTD_d_windowLogMax, ZstdBytes.windowLog)
    }

    deinit {
        ZSTD_freeDStream(stream)
        room.deallocate()
    }

    func layers(before byte: Int) -> [Place.Layer] {
        guard let layer = blocks.layer(.zstd, before: byte) else { return [] }
        return source.layers(before: layer.byte) + [layer]
    }

    func read(into out: UnsafeMutableRawBufferPointer) throws(CorpusFlaw) -> Int {
        if let flaw { throw flaw }
        var output = ZSTD_outBuffer(dst: out.baseAddress, size: out.count, pos: 0)
        do throws(CorpusFlaw) {
            try unpack(into: &output)
        } catch {
            flaw = error
            if output.pos == 0 { throw error }
        }
        position += output.pos
        return output.pos
    }

    private func unpack(into output: inout ZSTD_outBuffer) throws(CorpusFlaw) {
        while !isAtEnd, output.pos < output.size {
            if input.pos == input.size, !owes {
                input.size = try source.read(into: room)
                input.pos = 0
                if input.size == 0 {
                    guard !isInFrame else { throw .cutShort }
                    isAtEnd = true
                    break
                }
            }
            if !isInFrame {
                blocks.begin(packed: source.position - (input.size - input.pos), unpacked: position + output.pos)
            }
            let left = ZSTD_decompressStream(stream, &output, &input)
            guard ZSTD_isError(left) == 0 else { throw .damaged(String(cString: ZSTD_getErrorName(left))) }
            isInFrame = left != 0
            owes = isInFrame && output.pos == output.size
        }
        try BombCheck.check(packed: source.position - began.packed, unpacked: position - began.unpacked)
    }
}
