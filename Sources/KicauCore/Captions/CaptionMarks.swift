/// The marks in captions' words: tags of both forms, and the escapes of WebVTT. What is kept is plain.
enum CaptionMarks {
    static func plain(_ text: String, isWebVTT: Bool) -> String {
        var plain = ""
        var rest = text[...]
        while let open = rest.firstIndex(where: { $0 == "<" || $0 == "{" }) {
            plain += rest[..<open]
            rest = rest[open...]
            if let tag = tag(at: rest, isWebVTT: isWebVTT) {
                plain += voice(in: tag)
                rest = rest[tag.endIndex...]
            } else {
                plain.append(rest.removeFirst())
            }
        }
        plain += rest
        if isWebVTT { plain = unescaped(plain) }
        return tidied(plain)
    }

    /// "<b>", "</font>", "<00:01.500>", or SubRip's "{\an8}". A "<" that opens no tag is a sign like any other.
    private static func tag(at text: Substring, isWebVTT: Bool) -> Substring? {
        let form = isWebVTT ? /<[^<>]*>/ : /<\/?(?i:b|i|u|s|font)(?:\s[^<>]*)?>|\{\\[^{}\n]*\}/
        return text.prefixMatch(of: form)?.output
    }

    /// Who speaks is worth reading: "<v Ana>" becomes "Ana: ".
    private static func voice(in tag: Substring) -> String {
        guard let found = tag.wholeMatch(of: /<v(?:\.[^\s<>]*)?\s+([^<>]+)>/)?.output.1 else { return "" }
        return "\(found): "
    }

    private static let escapes = [
        ("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&lrm;", "\u{200E}"), ("&rlm;", "\u{200F}"), ("&amp;", "&"),
    ]

    private static func unescaped(_ text: String) -> String {
        escapes.reduce(text) { $0.replacing($1.0, with: $1.1) }
    }

    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }

    /// Lines without outer space, none of them empty, without signs that nobody sees.
    private static func tidied(_ text: String) -> String {
        text.split(separator: "\n").map { line in
            let seen = String(
                String.UnicodeScalarView(line.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }))
            return seen.trimmingWhitespace
        }.filter { !$0.isEmpty }.joined(separator: "\n")
    }
}
