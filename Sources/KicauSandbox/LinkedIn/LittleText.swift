import Foundation

/// LinkedIn's little text, read as the server reads it.
///
/// A reserved character that stands bare and begins no template ends the text there, with no word of it: the trap
/// that has cut many a post at its first parenthesis.
enum LittleText {
    static let reserved: Set<Character> = ["|", "{", "}", "@", "[", "]", "(", ")", "<", ">", "#", "\\", "*", "_", "~"]

    /// What a reader sees.
    static func shown(_ text: String) -> String {
        var seen = ""
        var rest = text[...]
        while let character = rest.first {
            guard reserved.contains(character) else {
                seen.append(character)
                rest.removeFirst()
                continue
            }
            guard let (piece, after) = opened(rest) else { return seen }
            seen += piece
            rest = after
        }
        return seen
    }

    /// The meaning of what begins with a reserved character, and what follows it; nil when it means nothing.
    private static func opened(_ rest: Substring) -> (String, Substring)? {
        switch rest.first {
        case "\\":
            guard let next = rest.dropFirst().first else { return nil }
            return (String(next), rest.dropFirst(2))
        case "#": return hashtag(rest)
        case "@": return mention(rest)
        case "{": return template(rest)
        default: return nil  // not one of our own enums: a bare reserved character
        }
    }

    /// `#word`.
    private static func hashtag(_ rest: Substring) -> (String, Substring)? {
        let word = rest.dropFirst().prefix { $0.isLetter || $0.isNumber }
        guard !word.isEmpty else { return nil }
        return ("#\(word)", rest.dropFirst(1 + word.count))
    }

    /// `@[Name](urn:li:organization:1)`: the name is shown, linked when it is the right one and plain when not.
    private static func mention(_ rest: Substring) -> (String, Substring)? {
        guard rest.dropFirst().first == "[" else { return nil }
        guard let (name, afterName) = inside(rest.dropFirst(2), until: "]"), afterName.first == "(" else { return nil }
        guard let (urn, after) = inside(afterName.dropFirst(), until: ")") else { return nil }
        guard urn.hasPrefix("urn:li:organization:") || urn.hasPrefix("urn:li:person:") else { return nil }
        return (name, after)
    }

    /// `{hashtag|\#|word}`.
    private static func template(_ rest: Substring) -> (String, Substring)? {
        guard let (whole, after) = inside(rest.dropFirst(), until: "}") else { return nil }
        let pieces = whole.split(separator: "|", omittingEmptySubsequences: false)
        guard pieces.count == 3, pieces[0] == "hashtag" else { return nil }
        return (String(pieces[1] + pieces[2]), after)
    }

    /// The text up to an unescaped end, its escapes taken off.
    private static func inside(_ rest: Substring, until end: Character) -> (String, Substring)? {
        var text = ""
        var rest = rest
        while let character = rest.popFirst() {
            if character == end { return (text, rest) }
            if character == "\\" {
                guard let next = rest.popFirst() else { return nil }
                text.append(next)
            } else {
                text.append(character)
            }
        }
        return nil
    }
}
