import Foundation

/// A text in Unicode's composed form (NFC), with the way back to the offsets of the original.
struct ComposedText {
    /// The text, composed.
    let scalars: Scalars
    private let original: String
    private let hasChanged: Bool

    init(_ text: String) {
        original = text
        let plain = Scalars(text)
        guard !plain.all.allSatisfy(\.isSurelyComposed) else {
            scalars = plain
            hasChanged = false
            return
        }
        scalars = Scalars(text.precomposedStringWithCanonicalMapping)
        hasChanged = scalars.all != plain.all
    }

    /// The UTF-16 offset in the original up to which the composed text is covered, in whole characters.
    ///
    /// No composition reaches beyond one extended grapheme cluster, so each can be composed by itself.
    func originalOffset(ofComposed offset: Int) -> Int {
        guard hasChanged else { return offset }
        var composed = 0
        var covered = 0
        for character in original {
            let piece = String(character)
            composed += piece.precomposedStringWithCanonicalMapping.utf16.count
            guard composed <= offset else { break }
            covered += piece.utf16.count
        }
        return covered
    }
}

extension Unicode.Scalar {
    /// True only for scalars that composing never changes, joins or moves; a cheap no is allowed.
    fileprivate var isSurelyComposed: Bool {
        switch value {
        case 0..<0x300, 0x2010...0x2027, 0x3041...0x3096, 0x309B...0x30FF, 0x4E00...0x9FFF, 0xAC00...0xD7A3: true
        case 0x1F000...0x1FAFF, 0x200D, 0x3000...0x3029, 0xFE0F, 0xFF01...0xFF60: true
        default: false
        }
    }
}
