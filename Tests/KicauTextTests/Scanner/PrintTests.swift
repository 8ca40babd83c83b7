import KicauCore
import Testing

@testable import KicauText

@Suite("Prints")
struct PrintTests {
    @Test(arguments: Kernel.runnable)
    func `one of every run of 23 bytes is asked for, wherever the run lies`(kernel: Kernel) {
        var random = Chance(seed: 2)
        for before in 0..<200 {
            let run = letters(Print.guaranteed, &random)
            let text = letters(before, &random) + run + letters(random.below(40), &random)
            let known = (0...Print.guaranteed - Print.size).map { Array(run[$0..<$0 + Print.size]) }
            let filter = PrintFilter(prints: 1_000)
            for sixteen in known { filter.insert(Print.at(sixteen)) }

            let sifted = sift(text, filter, kernel)

            #expect(sifted.places.contains { (before...before + 7).contains(Int($0)) }, "after \(before) bytes")
        }
    }

    @Test func `are sifted alike in C and in Swift, and each that is in the set is let through`() {
        var random = Chance(seed: 3)
        for count in [16, 23, 24, 100, 143, 144, 145, 5_000, 32_775] {
            let text = letters(count, &random)
            let places = (0...(count - Print.size) / Print.step).map { $0 * Print.step }
            let known = places.filter { _ in random.below(4) == 0 }
            let filter = PrintFilter(prints: max(100, known.count))
            for place in known { filter.insert(Print.at(Array(text[place...]))) }

            let sifted = Kernel.runnable.map { sift(text, filter, $0) }

            for other in sifted.dropFirst() {
                #expect(other.places == sifted[0].places, "\(count) bytes")
                #expect(other.prints == sifted[0].prints, "\(count) bytes")
            }
            #expect(Set(known).isSubset(of: Set(sifted[0].places.map(Int.init))))
            #expect(sifted[0].places.count - known.count < max(10, places.count / 20), "about two of a hundred")
        }
    }

    @Test func `are found in the table at all their places, and of one that many share at 64`() {
        var random = Chance(seed: 4)
        let texts = (0..<300).map { _ in letters(60, &random) } + Array(repeating: letters(16, &random), count: 100)
        let all: [UInt8] = texts.flatMap { $0 + [0] }
        let starts = texts.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count + 1) }
        let table = PrintTable(prints: 300 * 45 + 100, bytes: all.count)
        all.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return }
            for (text, start) in zip(texts, starts) {
                for place in start...start + text.count - Print.size {
                    table.insert(Print.at(base + place), at: place, in: base)
                }
            }
            for (number, start) in starts.prefix(300).enumerated() {
                for place in start...start + texts[number].count - Print.size {
                    #expect(found(Print.at(base + place), table).contains(place))
                }
            }
            let shared = base + starts[350]
            #expect(found(Print.at(shared), table).filter { Print.areSame(base + $0, shared) }.count == 64)
        }
    }

    private func found(_ print: UInt64, _ table: PrintTable) -> [Int] {
        var places: [Int] = []
        table.places(of: print) { places.append($0) }
        return places
    }

    private func sift(_ text: [UInt8], _ filter: PrintFilter, _ kernel: Kernel) -> (places: [UInt32], prints: [UInt64])
    {
        let count = (text.count - Print.size) / Print.step + 1
        var places = [UInt32](repeating: 0, count: count)
        var prints = [UInt64](repeating: 0, count: count)
        let passed = filter.sift(text, count, places: &places, prints: &prints, kernel)
        return (Array(places.prefix(passed)), Array(prints.prefix(passed)))
    }

    private func letters(_ count: Int, _ random: inout Chance) -> [UInt8] {
        (0..<count).map { _ in UInt8(random.below(26) + 97) }
    }
}
