import KicauCore

/// A post that was made up, word by word.
struct MadePost {
    let language: MadeLanguage
    /// Each with the punctuation and decoration after it.
    let words: [String]

    init(_ language: MadeLanguage, _ dice: inout SeededRandom) {
        self.language = language
        words = (0..<10 + dice.below(16)).map { _ in
            var word = language.word(&dice)
            if dice.below(7) == 0 { word += [",", ".", "!", "?"][dice.below(4)] }
            // A link and a name end at a space, whatever the script.
            if dice.below(100) < language.decorations { word += " \(language.decoration(&dice)) " }
            return word
        }
    }

    var text: String { MadePost.joined(words, language) }

    static func joined(_ words: [String], _ language: MadeLanguage) -> String {
        words.joined(separator: language.joiner)
    }
}
