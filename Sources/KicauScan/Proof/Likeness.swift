import Foundation

/// Posts of the same script and like length are found by chance about as often; only such are compared with each other.
struct Likeness: Hashable {
    private let script: Int
    /// Each band is half as long again as the one before.
    private let band: Int

    init(_ text: String, words: PostWords) {
        script = Likeness.script(of: text)
        let count = max(1, Double(words.weight) / Double(PostWords.whole))
        band = Int(log(count) / log(1.5))
    }

    /// That of most of its letters; of equals the first in the table.
    private static func script(of text: String) -> Int {
        var counts = [Int](repeating: 0, count: borders.count + 1)
        for scalar in text.unicodeScalars where scalar.properties.isAlphabetic {
            counts[borders.firstIndex { scalar.value < $0 } ?? borders.count] += 1
        }
        return counts.firstIndex(of: counts.max() ?? 0) ?? 0
    }

    /// Where one family of scripts ends and the next begins: Latin; Greek and Cyrillic; Hebrew; Arabic and its
    /// neighbours; those of India; Thai to Burmese; Korean letters and others; symbols; kana; ideographs; Korean
    /// syllables; the rest.
    private static let borders: [UInt32] = [
        0x0370, 0x0590, 0x0600, 0x0900, 0x0E00, 0x10A0, 0x2E80, 0x3040, 0x3100, 0xA000, 0xD800,
    ]
}
