/// What a person asks of the language model.
public struct SuggestionAsk: Hashable, Sendable {
    public enum Task: String, Hashable, Sendable, Codable, CaseIterable {
        /// A post out of notes.
        case draft
        case translate
        /// A description of a picture, for those who cannot see it.
        case altText = "alt-text"
        /// The text again for each network's length.
        case variants
    }

    public let task: Task
    /// The post's text, or the notes for one.
    public let text: String
    /// Into which language, as people write it.
    public let language: String
    /// The most characters of each variant.
    public let limits: [Int]

    public static let longestText = 20_000
    public static let longestLanguage = 40
    public static let mostVariants = 7

    /// - Throws: `Problem` `.badInput` or `.tooLong`.
    public init(_ task: Task, text: String = "", language: String = "", limits: [Int] = []) throws(Problem) {
        let language = language.trimmingWhitespace
        guard text.utf8.count <= SuggestionAsk.longestText else {
            throw Problem(
                .tooLong, "The text for the assistant is longer than \(SuggestionAsk.longestText) bytes.",
                do: "Shorten it, or ask part by part.", field: "text")
        }
        guard task == .altText || !text.trimmingWhitespace.isEmpty else {
            throw Problem(
                .badInput, "There is no text for the assistant to work on.", do: "Write some words first.",
                field: "text")
        }
        guard
            task == .altText || task == .draft
                ? language.isEmpty || SuggestionAsk.isLanguage(language)
                : task != .translate || SuggestionAsk.isLanguage(language)
        else {
            throw Problem(
                .badInput, "\"\(String(language.prefix(40)))\" is no name of a language.",
                do: "Write it in letters, such as Indonesian or Basa Jawa.", field: "language")
        }
        let limits = limits.reduce(into: [Int]()) { if !$0.contains($1) { $0.append($1) } }.sorted()
        guard task != .variants || (1...SuggestionAsk.mostVariants).contains(limits.count),
            limits.allSatisfy({ (20...100_000).contains($0) })
        else {
            throw Problem(
                .badInput, "There is no length to make the text fit, or there are more than seven.",
                do: "Choose accounts, or name lengths from 20 to 100000 characters.", field: "limits")
        }
        self.task = task
        self.text = text
        self.language = language
        self.limits = task == .variants ? limits : []
    }

    private static func isLanguage(_ text: String) -> Bool {
        (1...longestLanguage).contains(text.count)
            && text.allSatisfy { $0.isLetter || $0 == " " || $0 == "-" || $0 == "(" || $0 == ")" }
    }
}
