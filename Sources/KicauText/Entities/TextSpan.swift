/// A part of a text that a network links, by its place in UTF-8 bytes.
public struct TextSpan: Hashable, Sendable, Codable {
    /// What a span links to.
    public enum Kind: String, Codable, Sendable {
        case link
        case mention
        case hashtag
        case cashtag
    }

    /// What it links to.
    public let kind: Kind
    /// The address, or the name without its sign.
    public let value: String
    /// The bytes it covers, its sign included.
    public let utf8: Range<Int>

    /// A span of the bytes given.
    public init(kind: Kind, value: String, utf8: Range<Int>) {
        self.kind = kind
        self.value = value
        self.utf8 = utf8
    }
}
