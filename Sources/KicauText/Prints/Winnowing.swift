import CTextKernels

/// Chooses a few places of a folded text so that two texts that share a run choose the same places in it
/// (Schleimer, Wilkerson, Aiken, Winnowing, SIGMOD 2003).
///
/// A print is made of sixteen bytes. Of each eight places in a row that one is chosen whose first eight bytes have the smallest
/// hash. So every run of 23 folded bytes that two texts share has a place that both choose, and a print that both have: 23 Latin
/// letters, 12 of a script with two bytes a letter, 8 Chinese characters, kana, Hangul syllables or Thai letters.
enum Winnowing {
    static let print = 16
    static let window = 8
    static let guaranteed = 23
    /// How far beyond its end a text may be read.
    static let slack = 48
    private static let block = 4096

    private static let anchorFactor: UInt64 = 0x9E37_79B9_7F4A_7C15
    private static let printFactor: UInt64 = 0xD6E8_FEB8_6659_FD93

    /// - Parameters:
    ///   - marks: room for a block, 4,096 words, and 16 more.
    ///   - places: room for as many words as the text has bytes, and 16 more.
    static func choose(
        _ bytes: UnsafePointer<UInt8>, _ count: Int, marks: UnsafeMutablePointer<UInt32>,
        into places: UnsafeMutablePointer<UInt32>, _ kernel: Kernel
    ) -> Int {
        if let inC = kernel.inC { return kicau_winnow(inC, bytes, count, marks, places) }
        guard count >= print else { return 0 }
        let all = count - print + 1
        var chosen = 0
        var last = UInt32.max
        var base = 0
        repeat {
            let here = min(all - base, block)
            mark(bytes + base, here, marks)
            let windows = max(1, here - window + 1)
            for index in here..<here + window + 8 { marks[index] = .max }
            chosen = least(marks, windows, UInt32(base), &last, places, chosen)
            base += block - window + 1
        } while base + window <= all
        return chosen
    }

    private static func mark(_ bytes: UnsafePointer<UInt8>, _ count: Int, _ marks: UnsafeMutablePointer<UInt32>) {
        let mask = ~UInt32(block - 1)
        for index in 0..<count {
            let hash = UInt32(truncatingIfNeeded: (eight(bytes + index) &* anchorFactor) >> 32)
            marks[index] = hash & mask | UInt32(truncatingIfNeeded: index)
        }
    }

    /// Each becomes the smallest of twice as many in a row.
    private static func widen(_ least: UnsafeMutablePointer<UInt32>, _ count: Int, by step: Int) {
        for index in 0..<count { least[index] = min(least[index], least[index &+ step]) }
    }

    /// The smallest of each window, and of those each once. The marks are used up.
    private static func least(
        _ marks: UnsafeMutablePointer<UInt32>, _ windows: Int, _ base: UInt32, _ last: inout UInt32,
        _ places: UnsafeMutablePointer<UInt32>, _ chosen: Int
    ) -> Int {
        widen(marks, windows + 6, by: 1)
        widen(marks, windows + 4, by: 2)
        widen(marks, windows, by: 4)
        var chosen = chosen
        var before = last
        for index in 0..<windows {
            let place = base &+ (marks[index] & UInt32(block - 1))
            places[chosen] = place
            chosen &+= place == before ? 0 : 1
            before = place
        }
        last = before
        return chosen
    }

    static func eight(_ bytes: UnsafePointer<UInt8>) -> UInt64 {
        UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self)
    }

    /// The print at a place, as the kernels in C make it.
    static func print(at bytes: UnsafePointer<UInt8>) -> UInt64 {
        var value = (eight(bytes) ^ printFactor) &* anchorFactor
        value = ((value << 32 | value >> 32) ^ eight(bytes + 8)) &* printFactor
        return value ^ value >> 32
    }
}
