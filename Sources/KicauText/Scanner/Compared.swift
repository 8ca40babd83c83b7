/// Remembers for a few diagonals how far they were compared; what it forgets is compared once more.
final class Compared {
    private let diagonals: UnsafeMutablePointer<Int>
    private let ends: UnsafeMutablePointer<Int>
    private let used: UnsafeMutablePointer<Int>
    private var count = 0

    private static let size = 256

    init() {
        diagonals = .allocate(capacity: Compared.size)
        diagonals.initialize(repeating: .min, count: Compared.size)
        ends = .allocate(capacity: Compared.size)
        ends.initialize(repeating: 0, count: Compared.size)
        used = .allocate(capacity: Compared.size)
    }

    deinit {
        diagonals.deallocate()
        ends.deallocate()
        used.deallocate()
    }

    func forget() {
        for index in 0..<count { diagonals[used[index]] = .min }
        count = 0
    }

    private func slot(_ diagonal: Int) -> Int { Int(truncatingIfNeeded: (diagonal &* 0x9E37_79B9) >> 7) & 255 }

    func covers(_ diagonal: Int, _ place: Int) -> Bool {
        let slot = slot(diagonal)
        return diagonals[slot] == diagonal && place < ends[slot]
    }

    func note(_ diagonal: Int, until end: Int) {
        let slot = slot(diagonal)
        if diagonals[slot] == .min {
            used[count] = slot
            count += 1
        }
        diagonals[slot] = diagonal
        ends[slot] = end
    }
}
