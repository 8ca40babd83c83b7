import KicauCore

/// A file for one part of a thread, as the command line names it: "2=menu.jpg" is for the second part, "menu.jpg" for
/// the first.
struct PartWord: Hashable {
    /// From 0.
    let part: Int
    let word: String

    init(_ text: String) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let rest = text.dropFirst(digits.count)
        guard let number = Int(digits), rest.first == "=" else {
            (part, word) = (0, text)
            return
        }
        (part, word) = (number - 1, String(rest.dropFirst()))
    }

    /// - Throws: `Problem` when the post has no such part.
    func checked(among parts: Int, field: String) throws(Problem) -> PartWord {
        guard (0..<parts).contains(part) else {
            throw Problem(
                .badInput, "--\(field) \(part + 1)=\(word) is for part \(part + 1), and the post has \(parts).",
                do: "Give each part a --text; --text \"\" makes one without words.", field: field)
        }
        return self
    }
}
