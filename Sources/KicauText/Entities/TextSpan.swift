/// A stretch of text that a network makes into something to follow: byte offsets into its UTF-8.
public struct TextSpan: Hashable, Sendable, Codable {
    public enum Kind: String, Hashable, Sendable, Codable { case link, mention, hashtag, cashtag }

    public let kind: Kind
    /// The address, handle or tag, without its sign.
    public let value: String
    /// Start inclusive, end exclusive.
    public let utf8: Range<Int>

    public init(kind: Kind, value: String, utf8: Range<Int>) {
        self.kind = kind
        self.value = value
        self.utf8 = utf8
    }
}
