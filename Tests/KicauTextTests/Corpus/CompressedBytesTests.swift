import CIsal
import CZstd
import KicauCore
import Testing

@testable import KicauText

@Suite("Compressed bytes")
struct CompressedBytesTests {
    enum Packing: CaseIterable { case gzip, zstd }

    @Test(arguments: Packing.allCases)
    func `come out as they went in, of every member, however they are cut`(packing: Packing) throws {
        var random = SeededRandom(seed: 9)
        for round in 0..<60 {
            let members = (0..<1 + random.below(4)).map { _ in text(random.below(round < 30 ? 300 : 400_000), &random) }
            let packed = try members.flatMap { try pack($0, packing) } + padding(packing, round)

            let out = try read(
                packed, packing, cut: 1 + random.below(round < 30 ? 40 : 90_000), room: 1 + random.below(70_000))

            #expect(out == members.flatMap { $0 }, "round \(round)")
        }
    }

    @Test(arguments: Packing.allCases)
    func `that end too early say so, after all that could be read`(packing: Packing) throws {
        var random = SeededRandom(seed: 10)
        let whole = text(200_000, &random)
        let packed = try pack(whole, packing)
        for _ in 0..<40 {
            let cut = 1 + random.below(packed.count - 1)

            let flaw = #expect(throws: CorpusFlaw.self) {
                try read(Array(packed.prefix(cut)), packing, cut: 1 << 16, room: 4_096)
            }

            #expect(flaw == .cutShort, "after \(cut) of \(packed.count) bytes")
        }
    }

    @Test(arguments: Packing.allCases)
    func `that were changed on the way are found out`(packing: Packing) throws {
        var random = SeededRandom(seed: 11)
        let whole = text(20_000, &random)
        let packed = try pack(whole, packing)
        for _ in 0..<300 {
            var broken = packed
            broken[random.below(broken.count)] ^= UInt8(1 + random.below(255))
            do {
                // A header's time or name may be anything; what comes out must then be right.
                let out = try read(broken, packing, cut: 1 << 16, room: 1 << 16)
                #expect(out == whole)
            } catch is CorpusFlaw {
                continue
            }
        }
    }

    @Test func `that are none are told from those that are`() throws {
        #expect(throws: CorpusFlaw.self) { try read(Array("kopi tubruk".utf8), .gzip, cut: 9, room: 9) }
        #expect(throws: CorpusFlaw.self) { try read(Array("kopi tubruk".utf8), .zstd, cut: 9, room: 9) }
        #expect(try read([], .gzip, cut: 9, room: 9).isEmpty)
        #expect(try read([], .zstd, cut: 9, room: 9).isEmpty)
    }

    private func padding(_ packing: Packing, _ round: Int) -> [UInt8] {
        packing == .gzip && round.isMultiple(of: 5) ? Array(repeating: 0, count: round) : []
    }

    private func text(_ count: Int, _ random: inout SeededRandom) -> [UInt8] {
        (0..<count).map { _ in UInt8(97 + random.below(1 + random.below(26))) }
    }

    private func read(_ packed: [UInt8], _ packing: Packing, cut: Int, room: Int) throws -> [UInt8] {
        let source = MemoryBytes(packed, most: cut)
        let stream: any ByteStream = packing == .gzip ? GzipBytes(source) : ZstdBytes(source)
        var out: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: room)
        while true {
            let got = try piece.withUnsafeMutableBytes { try stream.read(into: $0) }
            if got == 0 { return out }
            out += piece.prefix(got)
        }
    }

    private func pack(_ bytes: [UInt8], _ packing: Packing) throws -> [UInt8] {
        switch packing {
        case .gzip:
            var out = [UInt8](repeating: 0, count: bytes.count * 2 + 1_000)
            var input = bytes
            let count = input.withUnsafeMutableBufferPointer { input in
                out.withUnsafeMutableBufferPointer { room in
                    var stream = isal_zstream()
                    isal_deflate_stateless_init(&stream)
                    stream.end_of_stream = 1
                    stream.flush = UInt16(NO_FLUSH)
                    stream.gzip_flag = UInt16(IGZIP_GZIP)
                    stream.next_in = input.baseAddress
                    stream.avail_in = UInt32(input.count)
                    stream.next_out = room.baseAddress
                    stream.avail_out = UInt32(room.count)
                    return isal_deflate_stateless(&stream) == COMP_OK ? Int(stream.total_out) : 0
                }
            }
            return Array(out.prefix(try #require(count > 0 ? count : nil)))
        case .zstd:
            var out = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
            let context = ZSTD_createCCtx()
            defer { ZSTD_freeCCtx(context) }
            ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
            let count = ZSTD_compress2(context, &out, out.count, bytes, bytes.count)
            return Array(out.prefix(try #require(ZSTD_isError(count) == 0 ? count : nil)))
        }
    }
}
