/// Knows where a top-level domain ends, if one stands at a place.
enum TopLevelDomains {
    /// All known ones, in lower case.
    static let names = Set(list.split(separator: " ").map(String.init))

    private static let longest = names.reduce(0) { max($0, $1.unicodeScalars.count) }

    /// Whether the name is a top-level domain, letter case set aside.
    static func contains(_ name: String) -> Bool {
        let lower = name.lowercased()
        return names.contains(lower) || lower.hasPrefix("xn--")
    }

    /// The end of the longest top-level domain that starts at `start`.
    static func end(in scalars: Scalars, from start: Int) -> Int? {
        if let end = punycodeEnd(in: scalars, from: start) { return end }
        let furthest = scalars.end(from: start, limit: longest) { HostRun.Alphabet.anyScript.contains($0) }
        var end = furthest
        while end > start {
            if closes(scalars, at: end), names.contains(lowercased(scalars, start..<end)) { return end }
            end -= 1
        }
        return nil
    }

    private static func punycodeEnd(in scalars: Scalars, from start: Int) -> Int? {
        guard scalars.has("xn--", at: start) else { return nil }
        let end = scalars.end(from: start + 4) { $0.isASCIIAlphanumeric || $0 == "-" }
        return end > start + 4 ? end : nil
    }

    /// A top-level domain may be followed by a script that takes no spaces, but not by what prolongs a word.
    private static func closes(_ scalars: Scalars, at end: Int) -> Bool {
        guard let next = scalars.at(end) else { return true }
        return !(next.isASCIIAlphanumeric || next == "@" || next == "+" || next == "-")
    }

    private static func lowercased(_ scalars: Scalars, _ range: Range<Int>) -> String {
        var name = ""
        for scalar in scalars.all[range] {
            if scalar.isASCII {
                name.unicodeScalars.append(Unicode.Scalar(scalar.lowercasedASCII))
            } else {
                name += scalar.properties.lowercaseMapping
            }
        }
        return name
    }
}
