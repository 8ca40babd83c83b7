import KicauText

/// Text that is HTML already: the only kind a template may print with three braces.
struct Html: Sendable, Hashable, CustomStringConvertible {
    let description: String

    static let empty = Html(description: "")

    /// By scalars, not characters: a quote followed by a combining mark is one character and is still a quote.
    static func escaped(_ text: some StringProtocol) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// A post's text with what the network links marked; new lines are kept by the style sheet.
    static func post(_ text: String, spans: [TextSpan]) -> Html {
        let bytes = Array(text.utf8)
        var result = ""
        var at = 0
        for span in spans where span.utf8.lowerBound >= at && span.utf8.upperBound <= bytes.count {
            result += escaped(String(decoding: bytes[at..<span.utf8.lowerBound], as: UTF8.self))
            let inside = escaped(String(decoding: bytes[span.utf8], as: UTF8.self))
            result += "<span class=\"marked \(span.kind.rawValue)\">\(inside)</span>"
            at = span.utf8.upperBound
        }
        return Html(description: result + escaped(String(decoding: bytes[at...], as: UTF8.self)))
    }
}
