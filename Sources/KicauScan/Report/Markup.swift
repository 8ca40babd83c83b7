/// Text made safe for HTML, and marked by byte ranges.
enum Markup {
    /// Signs that HTML cannot hold become U+FFFD.
    static func escaped(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "'": out += "&#39;"
            case "\n", "\t": out.unicodeScalars.append(scalar)
            case "\u{00}"..."\u{1F}", "\u{7F}"..."\u{9F}": out += "\u{FFFD}"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    /// An address only if a browser may follow it without harm.
    static func link(_ address: String?) -> String? {
        guard let address, address.hasPrefix("https://") || address.hasPrefix("http://") else { return nil }
        return escaped(address)
    }

    /// - Parameters:
    ///   - same: what both sides have.
    ///   - edits: what one side has otherwise; `isPost` says which side this is.
    static func marked(_ text: String, same: [Range<Int>], edits: [(kind: Edit.Kind, range: Range<Int>)], isPost: Bool)
        -> String
    {
        let bytes = Array(text.utf8)
        var masks = [UInt16](repeating: 0, count: bytes.count)
        for range in same { set(&masks, range, 1) }
        for (kind, range) in edits { set(&masks, range, bit(kind)) }
        var out = ""
        var start = 0
        while start < bytes.count {
            let mask = masks[start]
            var end = start + 1
            // Marks begin and end between scalars; a range that does not would break the text.
            while end < bytes.count, masks[end] == mask || bytes[end] & 0xC0 == 0x80 { end += 1 }
            out += piece(escaped(String(decoding: bytes[start..<end], as: UTF8.self)), mask, isPost)
            start = end
        }
        return out
    }

    private static func set(_ masks: inout [UInt16], _ range: Range<Int>, _ bit: UInt16) {
        for place in range.clamped(to: 0..<masks.count) { masks[place] |= bit }
    }

    private static func bit(_ kind: Edit.Kind) -> UInt16 { 2 << UInt16(Edit.Kind.allCases.firstIndex(of: kind) ?? 0) }

    private static func piece(_ text: String, _ mask: UInt16, _ isPost: Bool) -> String {
        let kinds = Edit.Kind.allCases.filter { mask & bit($0) != 0 }
        if kinds.contains(where: { $0 == .cut || $0 == .replaced || $0 == .added }) {
            return isPost ? "<del>\(text)</del>" : "<ins>\(text)</ins>"
        }
        let inner =
            kinds.isEmpty
            ? text : "<span class=\"e\" title=\"\(kinds.map(words).joined(separator: ", "))\">\(text)</span>"
        return mask & 1 != 0 ? "<mark>\(inner)</mark>" : inner
    }

    /// A kind of edit, as the page names it.
    static func words(_ kind: Edit.Kind) -> String {
        switch kind {
        case .cut: "cut"
        case .replaced: "words replaced"
        case .added: "words added"
        case .letterCase: "case"
        case .spaces: "spaces"
        case .punctuation: "punctuation"
        case .links: "links"
        case .mentions: "names"
        case .emoji: "emoji"
        case .marks: "accents"
        case .forms: "letter forms"
        case .invisible: "invisible signs"
        }
    }
}
