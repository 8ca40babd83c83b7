/// The language of `fields`: names with commas between, each with modifiers and, in braces, fields of its own.
enum FieldList {
    struct Field {
        let name: String
        let modifiers: [String]
        /// What stands in its braces.
        let inner: String
    }

    static func read(_ text: String) -> [Field] { split(text, at: ",").map(field) }

    /// `comments.limit(5).order(x){id,from}`
    private static func field(_ text: String) -> Field {
        let head = text.prefix { $0 != "{" }
        let inner = text.dropFirst(head.count).dropFirst().dropLast()
        let words = split(String(head), at: ".").map { String($0.prefix { $0 != "(" }) }
        return Field(name: words.first ?? "", modifiers: Array(words.dropFirst()), inner: String(inner))
    }

    /// Parts between marks that stand in no brackets.
    private static func split(_ text: String, at mark: Character) -> [String] {
        var parts = [""]
        var depth = 0
        for character in text {
            if "({".contains(character) { depth += 1 }
            if ")}".contains(character) { depth -= 1 }
            if character == mark, depth == 0 { parts.append("") } else { parts[parts.count - 1].append(character) }
        }
        return parts.filter { !$0.isEmpty }
    }
}
