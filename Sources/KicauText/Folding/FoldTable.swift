import Foundation

/// What each Unicode scalar becomes when texts are compared: compatibility forms undone, case and marks gone, and nothing left
/// of what is neither letter nor digit. Worked out of Unicode's own data once.
///
/// Two steps, each one load: a page for the scalar's upper bits, an entry in it for the lower eight.
final class FoldTable: Sendable {
    static let shared = FoldTable()

    /// Entries: bits 24 to 31 say how many bytes there are; up to three stand in the lower bits, first byte lowest.
    /// `long` means that the lower bits are a place in `pool`, where the count stands before the bytes.
    static let long: UInt32 = 0xFF
    /// A vowel or final consonant of Hangul that may join the syllable before it.
    static let joins: UInt32 = 0xFE
    /// A scalar of four bytes; the lower bits are the scalar.
    static let four: UInt32 = 0xFD

    let pages: [UInt16]
    let entries: [UInt32]
    let pool: [UInt8]

    private init() {
        var pages = [UInt16](repeating: 0, count: 0x1100)
        var entries = [UInt32](repeating: 0, count: 256)
        var pool: [UInt8] = []
        for page in 0..<0x1100 {
            let first = UInt32(page) << 8
            guard FoldTable.mayHoldLetters(first) else { continue }
            let made = (first..<first + 256).map { FoldTable.entry(for: $0, pool: &pool) }
            guard made.contains(where: { $0 != 0 }) else { continue }
            pages[page] = UInt16(entries.count >> 8)
            entries += made
        }
        self.pages = pages
        self.entries = entries
        self.pool = pool
    }

    /// Surrogates, private use and the planes in which nothing is assigned need no look.
    private static func mayHoldLetters(_ first: UInt32) -> Bool {
        first < 0xD800 || (0xF900..<0x4_0000).contains(first)
    }

    private static func entry(for value: UInt32, pool: inout [UInt8]) -> UInt32 {
        guard let scalar = Unicode.Scalar(value) else { return 0 }
        let folded = HangulJamo.joined(scalar.folded)
        if let only = folded.first, folded.count == 1, HangulJamo.joins(only.value) { return joins << 24 | only.value }
        if let only = folded.first, folded.count == 1, only.value > 0xFFFF { return four << 24 | only.value }
        var bytes: [UInt8] = []
        for folded in folded { bytes += UTF8.encode(folded).map(Array.init) ?? [] }
        guard bytes.count > 3 else {
            return UInt32(bytes.count) << 24
                | bytes.enumerated().reduce(0) { $0 | UInt32($1.element) << (8 * UInt32($1.offset)) }
        }
        let place = UInt32(pool.count)
        pool.append(UInt8(bytes.count))
        pool += bytes
        return long << 24 | place
    }
}

extension Unicode.Scalar {
    /// What is left of a scalar when texts are compared; nothing for what is neither letter nor digit.
    var folded: [Unicode.Scalar] {
        // Most of what people write in Chinese, Japanese and Korean is its own form.
        if HangulJamo.isSyllable(value) || properties.isUnifiedIdeograph { return [self] }
        var now = [self]
        // A case mapping may bring new marks or forms; two rounds are enough for all of Unicode, the bound is for safety.
        for _ in 0..<4 {
            let next = now.flatMap(\.foldedOnce)
            if next == now { break }
            now = next
        }
        return now
    }

    private var foldedOnce: [Unicode.Scalar] {
        if HangulJamo.isSyllable(value) { return [self] }
        return String(self).decomposedStringWithCompatibilityMapping.unicodeScalars
            .flatMap { Array($0.properties.uppercaseMapping.unicodeScalars) }
            .flatMap { Array($0.properties.lowercaseMapping.unicodeScalars) }
            .flatMap { Array(String($0).decomposedStringWithCompatibilityMapping.unicodeScalars) }
            .filter(\.isKept)
    }

    /// Letters and digits of any script, and the vowel signs that stand beside their letter. Marks above and below go.
    private var isKept: Bool {
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber, .spacingMark:
            true
        default: false
        }
    }
}
