/// What a model proposes: plain text that a person takes or leaves.
public struct Suggestion: Hashable, Sendable, Codable {
    public let text: String
    /// The length it was asked for; nil of anything but a variant.
    public let limit: Int?

    public init(text: String, limit: Int? = nil) {
        self.text = text
        self.limit = limit
    }

    /// Longer ones are cut: nobody asked for a book.
    public static let longest = 20_000

    /// What of an answer is worth showing. A model's words are a stranger's words.
    public static func all(in answer: String, for ask: SuggestionAsk) -> [Suggestion] {
        let plain = PlainText.of(answer)
        guard !plain.isEmpty else { return [] }
        guard ask.task == .variants else { return [Suggestion(text: String(plain.prefix(longest)))] }
        return VariantMarks.read(plain, limits: ask.limits).map {
            Suggestion(text: String($0.text.prefix(longest)), limit: $0.limit)
        }
    }
}

/// Text without anything that steers a screen or hides from a reader.
enum PlainText {
    static func of(_ text: String) -> String {
        var view = String.UnicodeScalarView()
        for scalar in text.replacing("\r\n", with: "\n").unicodeScalars {
            switch scalar {
            case "\n": view.append(scalar)
            case "\t", "\u{2028}", "\u{2029}": view.append(" ")
            case _ where isHidden(scalar): continue
            default: view.append(scalar)
            }
        }
        return String(view).trimmingWhitespace
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        // Controls, overrides and isolates of direction, letters of the tag block (text that only machines read).
        case 0..<0x20, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069, 0xE0000...0xE007F: true
        // Joiners shape emoji and scripts; the rest of the invisible ones do nothing for a reader.
        case 0x200B, 0x2060...0x2064, 0xFEFF, 0xFFF9...0xFFFB: true
        default: false
        }
    }
}
