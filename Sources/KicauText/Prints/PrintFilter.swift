import CTextKernels

/// Says of most prints at once that no post has them: blocks of 32 bytes, four bits a print, one cache line a question.
final class PrintFilter {
    private let words: UnsafeMutablePointer<UInt32>
    private let blocks: UInt64

    /// Twelve bits a print let through eight of a thousand that are not in it.
    init(prints: Int) {
        blocks = UInt64(max(1, prints * 12 / 256))
        words = .allocate(capacity: Int(blocks) * 8)
        words.initialize(repeating: 0, count: Int(blocks) * 8)
    }

    deinit { words.deallocate() }

    private func block(of print: UInt64) -> UnsafeMutablePointer<UInt32> {
        words + Int(print.multipliedFullWidth(by: blocks).high) * 8
    }

    func insert(_ print: UInt64) {
        let block = block(of: print)
        let low = UInt32(truncatingIfNeeded: print)
        block[Int(low & 1)] |= 1 << (low >> 3 & 31)
        block[2 + Int(low >> 1 & 1)] |= 1 << (low >> 8 & 31)
        block[4 + Int(low >> 2 & 1)] |= 1 << (low >> 13 & 31)
        block[6 + Int(low >> 23 & 1)] |= 1 << (low >> 18 & 31)
    }

    private func mayHold(_ print: UInt64) -> Bool {
        let block = block(of: print)
        let low = UInt32(truncatingIfNeeded: print)
        let first = block[Int(low & 1)] >> (low >> 3 & 31) & block[2 + Int(low >> 1 & 1)] >> (low >> 8 & 31)
        let second =
            block[4 + Int(low >> 2 & 1)] >> (low >> 13 & 31) & block[6 + Int(low >> 23 & 1)] >> (low >> 18 & 31)
        return first & second & 1 == 1
    }

    /// Keeps of some places those whose print may be a post's.
    func sift(
        _ bytes: UnsafePointer<UInt8>, _ places: UnsafePointer<UInt32>, _ count: Int,
        into kept: UnsafeMutablePointer<UInt32>, prints: UnsafeMutablePointer<UInt64>, _ kernel: Kernel
    ) -> Int {
        if kernel.inC != nil { return kicau_sift(bytes, places, count, words, blocks, kept, prints) }
        var passed = 0
        for index in 0..<count {
            let print = Winnowing.print(at: bytes + Int(places[index]))
            kept[passed] = places[index]
            prints[passed] = print
            passed += mayHold(print) ? 1 : 0
        }
        return passed
    }
}
