import KicauText

/// LinkedIn's text format: fifteen characters start templates unless a backslash stands before them.
///
/// An unescaped lone parenthesis cuts the post off there, without any error.
enum LittleText {
    private static let reserved = Set("|{}@[]()<>#\\*_~")

    static func escaped(_ text: some StringProtocol) -> String {
        var result = ""
        for character in text.unicodeScalars {
            if reserved.contains(Character(character)) { result.append("\\") }
            result.unicodeScalars.append(character)
        }
        return result
    }

    /// Escapes everything but the hashtags and mentions, which stay live.
    static func text(_ plain: String, spans: [TextSpan]) -> String {
        let bytes = Array(plain.utf8)
        var result = ""
        var position = 0
        for span in spans {
            guard let live = live(span, bytes) else { continue }
            result += escaped(String(decoding: bytes[position..<span.utf8.lowerBound], as: UTF8.self)) + live
            position = span.utf8.upperBound
        }
        return result + escaped(String(decoding: bytes[position...], as: UTF8.self))
    }

    /// Nil: LinkedIn makes links of addresses by itself.
    private static func live(_ span: TextSpan, _ bytes: [UInt8]) -> String? {
        switch span.kind {
        case .hashtag: hashtag(span.value)
        case .mention: "@[" + escaped(String(decoding: bytes[span.utf8], as: UTF8.self)) + "](\(span.value))"
        case .link, .cashtag: nil
        }
    }

    /// The short form has no room for reserved characters.
    private static func hashtag(_ word: String) -> String {
        let escaped = escaped(word)
        return escaped == word ? "#" + word : "{hashtag|\\#|\(escaped)}"
    }

    /// What a reader sees: templates become their text, backslashes go.
    static func plain(_ little: String) -> String {
        var result = ""
        var rest = Array(little.unicodeScalars)[...]
        while let next = rest.first {
            if next == "\\", rest.count > 1 {
                result.unicodeScalars.append(rest[rest.startIndex + 1])
                rest = rest.dropFirst(2)
            } else if next == "{", let template = hashtagTemplate(rest) {
                result += "#" + template.word
                rest = rest.dropFirst(template.length)
            } else if next == "@", let mention = mentionTemplate(rest) {
                result += mention.word
                rest = rest.dropFirst(mention.length)
            } else {
                result.unicodeScalars.append(next)
                rest = rest.dropFirst()
            }
        }
        return result
    }

    private static func hashtagTemplate(_ rest: ArraySlice<UnicodeScalar>) -> (word: String, length: Int)? {
        let head = Array("{hashtag|\\#|".unicodeScalars)
        guard rest.starts(with: head), let end = end(of: "}", in: rest, from: head.count) else { return nil }
        return (inside(rest, head.count, end), end + 1)
    }

    private static func mentionTemplate(_ rest: ArraySlice<UnicodeScalar>) -> (word: String, length: Int)? {
        guard rest.starts(with: "@[".unicodeScalars), let name = end(of: "]", in: rest, from: 2),
            rest.dropFirst(name + 1).first == "(", let close = end(of: ")", in: rest, from: name + 2)
        else { return nil }
        return (inside(rest, 2, name), close + 1)
    }

    /// The place of an unescaped sign, counted from the slice's start.
    private static func end(of sign: UnicodeScalar, in rest: ArraySlice<UnicodeScalar>, from start: Int) -> Int? {
        var place = start
        while place < rest.count {
            let scalar = rest[rest.startIndex + place]
            if scalar == sign { return place }
            place += scalar == "\\" ? 2 : 1
        }
        return nil
    }

    private static func inside(_ rest: ArraySlice<UnicodeScalar>, _ start: Int, _ end: Int) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: rest.dropFirst(start).prefix(end - start))
        return plain(String(text))
    }
}
