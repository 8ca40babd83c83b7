import Foundation
import KicauCore

/// What corpora do to the texts they take: eight light edits, and two that lose words.
public enum PostEdit: String, Sendable, CaseIterable, Codable {
    case none, entities, lowercase, stripped, spaces, decomposed, noEmoji, tokenised
    case everyTenth, firstPart

    public var isHard: Bool { self == .everyTenth || self == .firstPart }

    func text(of post: MadePost, _ dice: inout SeededRandom) -> String {
        let text = post.text
        switch self {
        case .none: return dice.below(5) == 0 ? text.replacingOccurrences(of: ". ", with: "\n") : text
        case .entities:
            return text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "\"", with: "&quot;")
                .replacingOccurrences(of: "'", with: "&#x27;")
        case .lowercase: return text.lowercased()
        case .stripped:
            return text.split(separator: " ").filter { !$0.hasPrefix("https://") && !$0.hasPrefix("@") }.joined(
                separator: " ")
        case .spaces: return text.split(separator: " ").joined(separator: dice.below(2) == 0 ? "\n" : "   ")
        case .decomposed:
            return text.decomposedStringWithCanonicalMapping.replacingOccurrences(of: "\"", with: "“")
        case .noEmoji:
            return String(
                text.filter { character in
                    !character.unicodeScalars.contains { $0.properties.isEmojiPresentation || $0 == "\u{FE0F}" }
                })
        case .tokenised: return PostEdit.tokenised(text)
        case .everyTenth:
            var words = post.words
            for place in stride(from: 9, to: words.count, by: 10) { words[place] = post.language.word(&dice) }
            return MadePost.joined(words, post.language)
        case .firstPart:
            return MadePost.joined(Array(post.words.prefix(max(1, post.words.count * 6 / 10))), post.language)
        }
    }

    /// Spaces round punctuation; links and names stay whole, as tokenisers leave them.
    private static func tokenised(_ text: String) -> String {
        text.split(separator: " ").map { word in
            guard !word.hasPrefix("https://"), !word.hasPrefix("@") else { return String(word) }
            return word.map { ",.!?\"#&".contains($0) ? " \($0) " : String($0) }.joined()
        }.joined(separator: " ")
    }
}
