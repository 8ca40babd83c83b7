import CTextKernels

/// Where each print stands in the posts' folded texts: open addressing, 32 bits an entry. What a place leaves of them holds a
/// tag of the print, so that few strangers are looked at.
final class PrintTable {
    /// So many places of one print are kept. A run that more posts share says nothing about any one of them.
    private static let sharers = 64
    private static let empty = UInt32.max

    private let slots: UnsafeMutablePointer<UInt32>
    private let count: UInt64
    private let placeBits: UInt32
    private let placeMask: UInt32

    /// Seven entries of eight are taken: more would cost time, fewer memory.
    ///
    /// - Parameters:
    ///   - prints: how many there will be.
    ///   - bytes: how long the texts are; less than 2³².
    init(prints: Int, bytes: Int) {
        count = UInt64(max(16, prints * 8 / 7))
        slots = WideRoom.of(UInt32.self, count: Int(count))
        slots.initialize(repeating: PrintTable.empty, count: Int(count))
        placeBits = UInt32(UInt64(bytes).bitWidth - UInt64(bytes).leadingZeroBitCount)
        placeMask = placeBits < 32 ? 1 << placeBits - 1 : .max
    }

    deinit { slots.deallocate() }

    @inline(__always)
    private func first(_ print: UInt64) -> Int { Int(print.multipliedFullWidth(by: count).high) }

    @inline(__always)
    private func next(_ slot: Int) -> Int { slot &+ 1 == Int(count) ? 0 : slot &+ 1 }

    @inline(__always)
    private func tag(_ print: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: print) << placeBits }

    /// Sends for what `insert` will look at.
    func fetch(_ print: UInt64) { kicau_fetch(slots + first(print)) }

    func insert(_ print: UInt64, at place: Int, in text: UnsafePointer<UInt8>) {
        let tag = tag(print)
        var slot = first(print)
        var sharers = 0
        while slots[slot] != PrintTable.empty {
            let entry = slots[slot]
            if entry & ~placeMask == tag, Print.areSame(text + Int(entry & placeMask), text + place) {
                sharers += 1
                if sharers == PrintTable.sharers { return }
            }
            slot = next(slot)
        }
        slots[slot] = tag | UInt32(truncatingIfNeeded: place)
    }

    /// Keeps of some prints those whose first slot is taken: they are read one after the other, so that no load waits for another.
    ///
    /// - Parameter prints: what is left of them stands in front afterwards, as do their `places`.
    /// - Returns: how many are left.
    func keepKnown(
        _ prints: UnsafeMutablePointer<UInt64>, _ places: UnsafeMutablePointer<UInt32>, _ count: Int
    ) -> Int {
        var known = 0
        for index in 0..<count {
            let print = prints[index]
            let entry = slots[first(print)]
            places[known] = places[index]
            prints[known] = print
            known &+= entry == PrintTable.empty ? 0 : 1
        }
        return known
    }

    /// Where a print, or a stranger with its tag, stands in the texts.
    @inline(__always)
    func places(of print: UInt64, _ take: (Int) -> Void) {
        let tag = tag(print)
        var slot = first(print)
        while true {
            let entry = slots[slot]
            if entry == PrintTable.empty { return }
            if entry & ~placeMask == tag { take(Int(entry & placeMask)) }
            slot = next(slot)
        }
    }
}
