import Foundation

/// Servers give a status back as HTML; these bring both sides to one form for comparing.
enum StatusText {
    /// The text of a status's HTML: paragraphs and breaks as line ends, every other tag dropped; and the address that a
    /// server puts before a quote for readers that know none (docs.joinmastodon.org, client, quotes, read 2026-11-27).
    static func plain(_ html: String) -> String {
        var text = ""
        var rest = html[...]
        while let open = rest.firstIndex(of: "<") {
            text += rest[..<open]
            guard let close = rest[open...].firstIndex(of: ">") else {
                rest = ""
                break
            }
            let tag = rest[rest.index(after: open)..<close].lowercased()
            if tag.contains("quote-inline") {
                rest = after(element: tag.prefix { $0.isLetter }, in: rest[rest.index(after: close)...])
                continue
            }
            if tag.hasPrefix("br") { text += "\n" }
            if tag.hasPrefix("/p") { text += "\n\n" }
            rest = rest[rest.index(after: close)...]
        }
        return unescaped(text + rest).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// What follows an element's end; elements of the same name may stand in it.
    private static func after(element name: Substring, in html: Substring) -> Substring {
        var depth = 1
        var rest = html
        while depth > 0, let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
            let tag = rest[rest.index(after: open)..<close].lowercased()
            if tag == "/\(name)" { depth -= 1 }
            if tag.prefix(while: \.isLetter) == name { depth += 1 }
            rest = rest[rest.index(after: close)...]
        }
        return depth > 0 ? "" : rest
    }

    private static func unescaped(_ text: String) -> String {
        let named = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&apos;", "'"), ("&nbsp;", " ")]
        return named.reduce(text) { $0.replacing($1.0, with: $1.1) }.replacing("&amp;", with: "&")
    }

    /// NFC, runs of space as one, mentions without their server (which the HTML does not show).
    static func canonical(_ text: String) -> String {
        text.precomposedStringWithCanonicalMapping.split(whereSeparator: \.isWhitespace)
            .map { bareMention(String($0)) }.joined(separator: " ")
    }

    private static func bareMention(_ word: String) -> String {
        guard let sign = word.firstIndex(of: "@"), !word.contains("://") else { return word }
        let after = word[word.index(after: sign)...]
        guard let second = after.firstIndex(of: "@") else { return word }
        let host = after[after.index(after: second)...]
        let end = host.firstIndex { !($0.isLetter || $0.isNumber || $0 == "." || $0 == "-") } ?? host.endIndex
        // A full stop at the end of a sentence is not the server's.
        let tail = host[..<end].hasSuffix(".") ? "." : ""
        return String(word[...sign]) + after[..<second] + tail + host[end...]
    }
}
