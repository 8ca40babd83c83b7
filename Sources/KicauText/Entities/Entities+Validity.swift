extension Entities {
    /// Whether the text is one mention and nothing else, with its sign.
    public static func isValidUsername(_ text: String) -> Bool {
        isWhole(text, mentions(in: text))
    }

    /// Whether the text is one `@name/list` and nothing else.
    public static func isValidList(_ text: String) -> Bool {
        let found = mentionsOrLists(in: text)
        return isWhole(text, found) && found.first?.listSlug.isEmpty == false
    }

    /// Whether the text is one hashtag and nothing else, with its sign.
    public static func isValidHashtag(_ text: String) -> Bool {
        isWhole(text, hashtags(in: text))
    }

    private static func isWhole(_ text: String, _ found: [Entity]) -> Bool {
        found.count == 1 && found[0].range == text.startIndex..<text.endIndex
    }

    /// Whether an address must begin with `http://` or `https://`.
    public enum SchemeRule: Sendable {
        case required
        case optional
    }

    /// Whether the text is one web address and nothing else (RFC 3986, with hosts in any script).
    public static func isValidURL(_ text: String, scheme: SchemeRule = .required) -> Bool {
        guard let parts = AddressParts(text), !text.isEmpty else { return false }
        return parts.isValid(scheme: scheme)
    }
}
