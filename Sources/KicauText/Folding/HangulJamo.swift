/// Hangul syllables written as their letters become one scalar again (The Unicode Standard, section 3.12).
enum HangulJamo {
    private static let syllables: UInt32 = 0xAC00
    private static let (first, middle, last): (UInt32, UInt32, UInt32) = (0x1100, 0x1161, 0x11A7)
    private static let (firsts, middles, lasts): (UInt32, UInt32, UInt32) = (19, 21, 28)

    static func isSyllable(_ value: UInt32) -> Bool {
        value >= syllables && value < syllables + firsts * middles * lasts
    }

    /// It may join what stands before it.
    static func joins(_ value: UInt32) -> Bool {
        (middle..<middle + middles).contains(value) || (last + 1..<last + lasts).contains(value)
    }

    /// The syllable that both make together; nil: they stay two.
    static func joined(_ before: UInt32, _ value: UInt32) -> UInt32? {
        if (first..<first + firsts).contains(before), (middle..<middle + middles).contains(value) {
            return syllables + ((before - first) * middles + value - middle) * lasts
        }
        let isOpen = isSyllable(before) && (before - syllables).isMultiple(of: lasts)
        return isOpen && (last + 1..<last + lasts).contains(value) ? before + value - last : nil
    }

    /// Each syllable as one scalar.
    static func joined(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var out: [Unicode.Scalar] = []
        for scalar in scalars {
            if let before = out.last, let both = joined(before.value, scalar.value).flatMap(Unicode.Scalar.init) {
                out[out.count - 1] = both
            } else {
                out.append(scalar)
            }
        }
        return out
    }
}
