import CTextKernels

/// Says of most prints at once that no post has them: four bits of one word a print, so one load a question.
final class PrintFilter {
    private let words: UnsafeMutablePointer<UInt64>
    private let count: UInt64

    /// So many prints are made before the first is asked for: no load waits for another.
    private static let batch = 64

    /// Twelve bits a print let through about twelve of a thousand that are not in it.
    init(prints: Int) {
        count = UInt64(max(1, prints * 12 / 64))
        words = WideRoom.words(Int(count))
        words.initialize(repeating: 0, count: Int(count))
    }

    deinit { words.deallocate() }

    private func word(for print: UInt64) -> UnsafeMutablePointer<UInt64> {
        words + Int(print.multipliedFullWidth(by: count).high)
    }

    private static func bits(of print: UInt64) -> UInt64 {
        1 &<< print | 1 &<< (print &>> 6) | 1 &<< (print &>> 12) | 1 &<< (print &>> 18)
    }

    func insert(_ print: UInt64) { word(for: print).pointee |= PrintFilter.bits(of: print) }

    /// Keeps of some places those whose print may be a post's.
    func sift(
        _ bytes: UnsafePointer<UInt8>, _ places: UnsafePointer<UInt32>, _ count: Int,
        into kept: UnsafeMutablePointer<UInt32>, prints: UnsafeMutablePointer<UInt64>, _ kernel: Kernel
    ) -> Int {
        if let inC = kernel.inC { return kicau_sift(inC, bytes, places, count, words, self.count, kept, prints) }
        return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: PrintFilter.batch) { room in
            guard let made = room.baseAddress else { return 0 }
            var passed = 0
            var base = 0
            while base < count {
                let here = min(PrintFilter.batch, count - base)
                for index in 0..<here { made[index] = Winnowing.print(at: bytes + Int(places[base + index])) }
                for index in 0..<here {
                    kept[passed] = places[base + index]
                    prints[passed] = made[index]
                    passed &+= mayHold(made[index])
                }
                base += here
            }
            return passed
        }
    }

    /// One, or none.
    @inline(__always)
    private func mayHold(_ print: UInt64) -> Int {
        ~word(for: print).pointee & PrintFilter.bits(of: print) == 0 ? 1 : 0
    }
}
