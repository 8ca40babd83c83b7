import KicauCore
import Testing

@testable import KicauText

@Suite("Winnowing")
struct WinnowingTests {
    @Test(arguments: Kernel.runnable)
    func `chooses the smallest of each window, whatever it is written in`(kernel: Kernel) {
        var random = Chance(seed: 1)
        for round in 0..<90 {
            let count = round < 60 ? round : random.below(9_500)
            let bytes = (0..<count).map { _ in UInt8(random.below(round.isMultiple(of: 3) ? 2 : 26) + 97) }

            #expect(chosen(bytes, kernel) == slow(bytes), "\(count) bytes")
        }
    }

    @Test(arguments: Kernel.runnable)
    func `chooses the same place in every run of 23 bytes that two texts share`(kernel: Kernel) {
        var random = Chance(seed: 2)
        for _ in 0..<100 {
            let run = (0..<Winnowing.guaranteed).map { _ in UInt8(random.below(26) + 97) }
            let one = around(run, &random)
            let other = around(run, &random)
            let (mine, theirs) = (Set(prints(one, kernel)), Set(prints(other, kernel)))

            #expect(!mine.isDisjoint(with: theirs))
        }
    }

    @Test func `sifts alike in C and in Swift, and lets through every print that is in the set`() {
        var random = Chance(seed: 3)
        let bytes = (0..<5_000).map { _ in UInt8(random.below(26) + 97) } + Array(repeating: 0, count: Winnowing.slack)
        let places = (0..<2_000).map { _ in UInt32(random.below(4_900)) }
        let filter = PrintFilter(prints: 500)
        bytes.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return }
            for place in places.prefix(500) { filter.insert(Winnowing.print(at: base + Int(place))) }

            let sifted = Kernel.runnable.map { sift(base, places, filter, $0) }

            for other in sifted.dropFirst() {
                #expect(other.kept == sifted[0].kept)
                #expect(other.prints == sifted[0].prints)
            }
            #expect(Array(sifted[0].kept.prefix(500)) == Array(places.prefix(500)))
            let strangers = Set(places.dropFirst(500)).subtracting(places.prefix(500))
            #expect(strangers.intersection(sifted[0].kept).count < strangers.count / 50, "about one of a hundred")
        }
    }

    private func sift(
        _ bytes: UnsafePointer<UInt8>, _ places: [UInt32], _ filter: PrintFilter, _ kernel: Kernel
    ) -> (kept: [UInt32], prints: [UInt64]) {
        var kept = [UInt32](repeating: 0, count: places.count + 1)
        var prints = [UInt64](repeating: 0, count: places.count + 1)
        let count = filter.sift(bytes, places, places.count, into: &kept, prints: &prints, kernel)
        return (Array(kept.prefix(count)), Array(prints.prefix(count)))
    }

    private func around(_ run: [UInt8], _ random: inout Chance) -> [UInt8] {
        (0..<random.below(5_000)).map { _ in UInt8(random.below(26) + 65) } + run
            + (0..<random.below(200)).map { _ in UInt8(random.below(26) + 65) }
    }

    private func prints(_ bytes: [UInt8], _ kernel: Kernel) -> [UInt64] {
        let padded = bytes + Array(repeating: 0, count: Winnowing.slack)
        return padded.withUnsafeBufferPointer { all in
            chosen(bytes, kernel).compactMap { place in all.baseAddress.map { Winnowing.print(at: $0 + place) } }
        }
    }

    private func chosen(_ bytes: [UInt8], _ kernel: Kernel) -> [Int] {
        let padded = bytes + Array(repeating: 0, count: Winnowing.slack)
        var marks = [UInt32](repeating: 0, count: 4_096 + 64)
        var places = [UInt32](repeating: 0, count: bytes.count + 64)
        let count = padded.withUnsafeBufferPointer { all in
            all.baseAddress.map { Winnowing.choose($0, bytes.count, marks: &marks, into: &places, kernel) } ?? 0
        }
        return places.prefix(count).map(Int.init)
    }

    /// Each window looked at by itself.
    private func slow(_ bytes: [UInt8]) -> [Int] {
        let all = bytes.count - Winnowing.print + 1
        guard all > 0 else { return [] }
        let padded = bytes + Array(repeating: 0, count: 8)
        let hashes = (0..<all).map { place -> UInt32 in
            let eight = (0..<8).reduce(UInt64(0)) { $0 | UInt64(padded[place + $1]) << UInt64(8 * $1) }
            return UInt32(truncatingIfNeeded: (eight &* 0x9E37_79B9_7F4A_7C15) >> 32) >> 12
        }
        var chosen: [Int] = []
        for start in 0...max(0, all - Winnowing.window) {
            let window = start..<min(all, start + Winnowing.window)
            guard let least = window.min(by: { hashes[$0] < hashes[$1] }), least != chosen.last else { continue }
            chosen.append(least)
        }
        return chosen
    }
}
