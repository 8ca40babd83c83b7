import KicauText

/// What stands between two letters that are compared: spaces, punctuation, emoji, links, names. Sorted by kind, so that
/// two gaps can be told apart by what changed.
struct Gap {
    private var parts: [Edit.Kind: String] = [:]

    init(_ scalars: ArraySlice<SeenScalar>) {
        var rest = scalars
        while let first = rest.first {
            let word = rest.prefix { !$0.scalar.properties.isWhitespace }
            if Gap.isLink(word) {
                let link = word.prefix { $0.scalar.isASCII && !"<>\"\\".unicodeScalars.contains($0.scalar) }
                add(.links, link)
                rest = rest.dropFirst(max(1, link.count))
            } else if first.scalar == "@", let name = Gap.name(rest) {
                add(.mentions, name)
                rest = rest.dropFirst(name.count)
            } else {
                add(Gap.kind(first.scalar), rest.prefix(1))
                rest = rest.dropFirst()
            }
        }
    }

    /// The kinds in which two differ, in a fixed order.
    static func differences(_ one: Gap, _ other: Gap) -> [Edit.Kind] {
        Edit.Kind.allCases.filter { one.parts[$0] != other.parts[$0] }
    }

    private mutating func add(_ kind: Edit.Kind, _ scalars: ArraySlice<SeenScalar>) {
        for seen in scalars { parts[kind, default: ""].unicodeScalars.append(seen.scalar) }
    }

    private static func isLink(_ word: ArraySlice<SeenScalar>) -> Bool {
        let start = String(String.UnicodeScalarView(word.prefix(8).map(\.scalar))).lowercased()
        return start.hasPrefix("http://") || start.hasPrefix("https://")
    }

    private static func name(_ rest: ArraySlice<SeenScalar>) -> ArraySlice<SeenScalar>? {
        var name = rest.dropFirst().prefix { seen in
            seen.scalar.isASCII && (!seen.isDropped || "_.-@".unicodeScalars.contains(seen.scalar))
        }
        // A full stop after a name ends the sentence.
        while let last = name.last, ".-@".unicodeScalars.contains(last.scalar) { name = name.dropLast() }
        return name.isEmpty ? nil : rest.prefix(name.count + 1)
    }

    private static func kind(_ scalar: Unicode.Scalar) -> Edit.Kind {
        if scalar.properties.isWhitespace { return .spaces }
        if scalar.properties.isVariationSelector || scalar.value == 0x200D { return .emoji }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .spacingMark: return .marks
        case .format, .control: return .invisible
        case .otherSymbol, .modifierSymbol: return scalar.isASCII ? .punctuation : .emoji
        default: return .punctuation
        }
    }
}
