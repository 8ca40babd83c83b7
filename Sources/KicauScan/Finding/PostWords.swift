import KicauText

/// The words of a post, as places in its folded text.
///
/// Scripts without spaces have no words that a machine finds without a dictionary. There a fixed number of letters
/// counts as one: two Chinese characters or kana, four letters of Thai, Lao, Khmer, Burmese or Tibetan. So "twelve
/// words" says about as much in each script.
struct PostWords: Sendable {
    struct Word: Sendable {
        /// In folded bytes.
        let start: Int
        let end: Int
        /// In twelfths of a word.
        let weight: Int
    }

    /// A word, in the units in which words are counted here.
    static let whole = 12

    private(set) var words: [Word] = []

    init(_ text: String) {
        let folded = FoldedText(text)
        let seen = SeenScalar.all(text)
        var next = 0
        var isBroken = true
        var lastScript = Script.spaced
        var start = 0
        for scalar in seen {
            let from = next
            while next < folded.sources.count, Int(folded.sources[next]) == scalar.place { next += 1 }
            guard next > from else {
                // A mark or an apostrophe stands inside a word; links and names leave nothing behind but a gap.
                isBroken = isBroken || !scalar.scalar.isInsideWords
                continue
            }
            let script = Script(scalar.scalar)
            if script != .spaced {
                words.append(Word(start: from, end: next, weight: script.weight))
            } else if isBroken || lastScript != .spaced || words.isEmpty {
                start = from
                words.append(Word(start: start, end: next, weight: PostWords.whole))
            } else {
                words[words.count - 1] = Word(start: start, end: next, weight: PostWords.whole)
            }
            lastScript = script
            isBroken = false
        }
    }

    /// All of them together, in twelfths.
    var weight: Int { words.reduce(0) { $0 + $1.weight } }

    /// The words that lie whole inside a piece of the folded text.
    func inside(_ piece: Range<Int>) -> ArraySlice<Word> {
        let first = words.firstIndex { $0.start >= piece.lowerBound } ?? words.endIndex
        let rest = words[first...]
        return rest.prefix { $0.end <= piece.upperBound }
    }
}

/// How a script writes words.
enum Script: Sendable {
    case spaced, ideographs, letters

    init(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x3005...0x3007, 0x3041...0x30FF, 0x31F0...0x31FF, 0x3400...0x9FFF, 0xF900...0xFAFF, 0xFF66...0xFF9F,
            0x1_B000...0x1_B16F, 0x2_0000...0x3_FFFF:
            self = .ideographs
        case 0x0E00...0x0FFF, 0x1000...0x109F, 0x1780...0x17FF, 0xA9E0...0xA9FF, 0xAA60...0xAA7F: self = .letters
        default: self = .spaced
        }
    }

    /// Of one character, in twelfths of a word.
    var weight: Int {
        switch self {
        case .spaced: PostWords.whole
        case .ideographs: PostWords.whole / 2
        case .letters: PostWords.whole / 4
        }
    }
}

extension Unicode.Scalar {
    /// It does not part the letters round it: a mark, an apostrophe, or a sign without width.
    var isInsideWords: Bool {
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .spacingMark, .format, .modifierSymbol: true
        default: value == 0x27 || value == 0x2019
        }
    }
}
