import CTextKernels

/// Says of most prints at once that no post has them: four bits of one word a print, so one load a question.
final class PrintFilter {
    private let words: UnsafeMutablePointer<UInt64>
    private let count: UInt64

    /// So many words are loaded in a row, with nothing else between: no load waits for another.
    private static let batch = 64

    /// Ten bits a print let through about twenty of a thousand that are not in it.
    init(prints: Int) {
        count = UInt64(max(1, prints * 10 / 64))
        words = WideRoom.of(UInt64.self, count: Int(count))
        words.initialize(repeating: 0, count: Int(count))
    }

    deinit { words.deallocate() }

    /// Sends for what `insert` will look at.
    func fetch(_ print: UInt64) { kicau_fetch(words + word(of: print)) }

    func insert(_ print: UInt64) {
        words[word(of: print)] |= 1 &<< print | 1 &<< (print &>> 6) | 1 &<< (print &>> 12) | 1 &<< (print &>> 18)
    }

    /// Keeps of so many prints, one at every eighth byte, those that may be a post's.
    ///
    /// - Parameters:
    ///   - places: gets where they stand.
    ///   - prints: gets themselves.
    /// - Returns: how many they are.
    func sift(
        _ bytes: UnsafePointer<UInt8>, _ count: Int, places: UnsafeMutablePointer<UInt32>,
        prints: UnsafeMutablePointer<UInt64>, _ kernel: Kernel
    ) -> Int {
        if let inC = kernel.inC { return kicau_sift(inC, bytes, count, words, self.count, places, prints) }
        return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2 * PrintFilter.batch) { room in
            guard let made = room.baseAddress else { return 0 }
            let found = made + PrintFilter.batch
            var passed = 0
            var first = Print.eight(bytes)
            for base in stride(from: 0, to: count, by: PrintFilter.batch) {
                let here = min(PrintFilter.batch, count &- base)
                for index in 0..<here {
                    let second = Print.eight(bytes + (base &+ index &+ 1) &* Print.step)
                    made[index] = Print.of(first, second)
                    first = second
                }
                for index in 0..<here { found[index] = words[word(of: made[index])] }
                for index in 0..<here {
                    places[passed] = UInt32(truncatingIfNeeded: (base &+ index) &* Print.step)
                    prints[passed] = made[index]
                    passed &+= PrintFilter.holds(found[index], made[index])
                }
            }
            return passed
        }
    }

    /// One if all four bits of a print are set in its word, else none.
    @inline(__always)
    private static func holds(_ word: UInt64, _ print: UInt64) -> Int {
        let bits = word &>> print & word &>> (print &>> 6) & word &>> (print &>> 12) & word &>> (print &>> 18)
        return Int(truncatingIfNeeded: bits & 1)
    }

    @inline(__always)
    private func word(of print: UInt64) -> Int { Int(print.multipliedFullWidth(by: count).high) }
}
