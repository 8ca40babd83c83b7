import KicauText

/// A text as a language model reads it: words in lower case and without marks; in scripts without spaces each two
/// letters that follow each other.
struct TextTokens {
    /// 64 bits of each token; that two tokens of a corpus share them is not to be expected below billions of tokens.
    private(set) var names: [UInt64] = []

    /// - Parameter isJSON: the bytes are the inside of a JSON string.
    init(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int, isJSON: Bool) {
        self.init(SeenScalar.all(bytes, from: start, to: end, isJSON: isJSON))
    }

    init(_ text: String) { self.init(SeenScalar.all(text)) }

    private init(_ seen: [SeenScalar]) {
        var word: UInt64?
        var letter: UInt64?
        for one in seen {
            let scalar = one.scalar
            let folded = TextTokens.folded(scalar)
            guard let name = folded else {
                if !scalar.isInsideWords { end(&word) }
                letter = nil
                continue
            }
            if Script(scalar) == .spaced {
                letter = nil
                word = TextTokens.mixed(word ?? TextTokens.seed, name)
            } else {
                end(&word)
                if let before = letter {
                    names.append(TextTokens.mixed(TextTokens.mixed(TextTokens.seed, before), name))
                }
                letter = name
            }
        }
        end(&word)
    }

    private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

    private mutating func end(_ word: inout UInt64?) {
        if let whole = word { names.append(whole) }
        word = nil
    }

    /// One number for what is left of a scalar; nil: nothing is. Plain letters take a short way.
    private static func folded(_ scalar: Unicode.Scalar) -> UInt64? {
        if scalar.isASCII {
            let byte = UInt8(scalar.value)
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"): return UInt64(byte)
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): return UInt64(byte | 0x20)
            default: return nil
            }
        }
        let folded = FoldedScalar.scalars(of: scalar)
        return folded.isEmpty ? nil : folded.reduce(0) { $0 << 21 ^ UInt64($1.value) }
    }

    static func mixed(_ one: UInt64, _ other: UInt64) -> UInt64 {
        var mixed = (one ^ other &* 0x9E37_79B9_7F4A_7C15) &* 0xBF58_476D_1CE4_E5B9
        mixed ^= mixed >> 29
        return mixed &* 0x94D0_49BB_1331_11EB ^ mixed >> 32
    }
}
