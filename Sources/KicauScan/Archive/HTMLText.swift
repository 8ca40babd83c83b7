/// The words of a small piece of HTML, as Mastodon writes posts.
enum HTMLText {
    /// Tags gone, paragraphs and line breaks as newlines, entities undone. What Mastodon hides of a link stays: it is
    /// part of it.
    static func text(_ html: String) -> String {
        var out = ""
        var rest = html[...]
        while let open = rest.firstIndex(of: "<") {
            out += rest[..<open]
            guard let close = rest[open...].firstIndex(of: ">") else {
                rest = rest[open...]
                break
            }
            let tag = rest[rest.index(after: open)..<close].lowercased()
            let name = tag.prefix { $0 != " " && $0 != "/" }
            if name == "br" { out += "\n" }
            if tag.hasPrefix("/p") || tag.hasPrefix("/li") || tag.hasPrefix("/blockquote") { out += "\n\n" }
            rest = rest[rest.index(after: close)...]
        }
        out += rest
        while out.last?.isWhitespace == true { out.removeLast() }
        return unescaped(out)
    }

    /// One round of entities: the few that posts have, and numbers.
    static func unescaped(_ text: String) -> String {
        guard text.contains("&") else { return text }
        var out = ""
        var rest = text[...]
        while let ampersand = rest.firstIndex(of: "&") {
            out += rest[..<ampersand]
            let after = rest[rest.index(after: ampersand)...]
            let name = after.prefix(12).prefix { $0 != ";" }
            if let character = character(name), after.dropFirst(name.count).first == ";" {
                out.append(character)
                rest = after.dropFirst(name.count + 1)
            } else {
                out.append("&")
                rest = after
            }
        }
        return out + rest
    }

    private static func character(_ name: Substring) -> Character? {
        switch name {
        case "amp": "&"
        case "lt": "<"
        case "gt": ">"
        case "quot": "\""
        case "apos": "'"
        case "nbsp": "\u{A0}"
        default: number(name).flatMap(Unicode.Scalar.init).map(Character.init)
        }
    }

    private static func number(_ name: Substring) -> UInt32? {
        guard name.first == "#" else { return nil }
        let digits = name.dropFirst()
        return digits.first == "x" || digits.first == "X" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    }
}
