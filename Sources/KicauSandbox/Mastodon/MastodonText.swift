/// A status's text in the pieces a server sees: words, links, mentions, hashtags.
struct MastodonText {
    enum Piece: Hashable, Sendable {
        case plain(String)
        case link(String)
        case mention(name: String, domain: String?)
        case hashtag(String)
    }

    let pieces: [Piece]

    init(_ text: String) {
        pieces = Self.split(text)
    }

    /// Characters as the network counts them: a link weighs the same whatever its length, and the domain of a
    /// mention weighs nothing.
    func length(reservedPerLink: Int = 23) -> Int {
        pieces.reduce(0) { sum, piece in
            switch piece {
            case .plain(let text): sum + text.count
            case .link: sum + reservedPerLink
            case .mention(let name, _): sum + 1 + name.count
            case .hashtag(let tag): sum + 1 + tag.count
            }
        }
    }

    var hashtags: [String] {
        pieces.compactMap {
            guard case .hashtag(let tag) = $0 else { return nil }
            return tag
        }
    }

    private static func split(_ text: String) -> [Piece] {
        var pieces: [Piece] = []
        var plain = ""
        var rest = text[...]
        while let start = rest.firstIndex(where: { "h@#".contains($0) }) {
            plain += rest[..<start]
            guard mayStart(after: plain.last ?? endOf(pieces)), let (piece, end) = piece(at: rest[start...]) else {
                plain.append(rest[start])
                rest = rest[rest.index(after: start)...]
                continue
            }
            if !plain.isEmpty { pieces.append(.plain(plain)) }
            plain = ""
            pieces.append(piece)
            rest = rest[end...]
        }
        plain += rest
        return plain.isEmpty ? pieces : pieces + [.plain(plain)]
    }

    /// A link, mention or hashtag in the middle of a word is none.
    private static func mayStart(after last: Character?) -> Bool {
        guard let last else { return true }
        return !(last.isLetter || last.isNumber || last == "_" || last == "/" || last == "@" || last == "#")
    }

    private static func endOf(_ pieces: [Piece]) -> Character? { pieces.isEmpty ? nil : "_" }

    private static func piece(at text: Substring) -> (Piece, String.Index)? {
        switch text.first {
        case "h": link(at: text)
        case "@": mention(at: text)
        default: hashtag(at: text)
        }
    }

    private static func link(at text: Substring) -> (Piece, String.Index)? {
        guard let scheme = ["https://", "http://"].first(where: { text.hasPrefix($0) }) else { return nil }
        var found = text.prefix { !$0.isWhitespace && !"<>\"".contains($0) }
        while let last = found.last, ".,;:!?'".contains(last) || isStrayParenthesis(last, in: found) {
            found = found.dropLast()
        }
        let host = found.dropFirst(scheme.count).prefix { !"/?#:".contains($0) }
        guard host.contains(where: { $0.isLetter || $0.isNumber }) else { return nil }
        return (.link(String(found)), found.endIndex)
    }

    private static func isStrayParenthesis(_ last: Character, in text: Substring) -> Bool {
        last == ")" && text.count(where: { $0 == ")" }) > text.count(where: { $0 == "(" })
    }

    private static func mention(at text: Substring) -> (Piece, String.Index)? {
        let name = text.dropFirst().prefix(while: isNamePart)
        guard !name.isEmpty else { return nil }
        let after = text[name.endIndex...]
        guard after.first == "@" else { return (.mention(name: String(name), domain: nil), name.endIndex) }
        var domain = after.dropFirst().prefix { isNamePart($0) || ".-:".contains($0) }
        while let last = domain.last, ".-:".contains(last) { domain = domain.dropLast() }
        guard !domain.isEmpty else { return (.mention(name: String(name), domain: nil), name.endIndex) }
        return (.mention(name: String(name), domain: String(domain)), domain.endIndex)
    }

    private static func isNamePart(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || character == "_")
    }

    private static func hashtag(at text: Substring) -> (Piece, String.Index)? {
        let tag = text.dropFirst().prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        guard tag.contains(where: { !$0.isNumber }) else { return nil }
        return (.hashtag(String(tag)), tag.endIndex)
    }
}
