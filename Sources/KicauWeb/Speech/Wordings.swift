import Foundation

/// Puts a language's wordings into a template: `[[Due {{time}}]]` is looked up as `Due {{time}}`.
enum Wordings {
    static func put(_ wording: (String) -> String, into template: String) -> String {
        var result = ""
        var rest = template[...]
        while let open = rest.range(of: "[["), let close = rest.range(of: "]]", range: open.upperBound..<rest.endIndex)
        {
            result += rest[..<open.lowerBound]
            result += wording(key(rest[open.upperBound..<close.lowerBound]))
            rest = rest[close.upperBound...]
        }
        return result + rest
    }

    /// All keys of a template, in order.
    static func keys(of template: String) -> [String] {
        var keys: [String] = []
        _ = put(
            { english in
                keys.append(english)
                return english
            }, into: template)
        return keys
    }

    /// Line breaks inside a text are the template's, not the language's.
    private static func key(_ text: Substring) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
