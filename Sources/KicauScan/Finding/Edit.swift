/// One difference between a post and what stands in a document.
public struct Edit: Sendable, Hashable, Codable {
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// The document has the beginning, the end or a part of the post not.
        case cut
        /// Other words stand in the place of the post's.
        case replaced
        /// The document has words more.
        case added
        case letterCase = "case"
        case spaces
        case punctuation
        case links
        case mentions
        case emoji
        /// Accents and other marks.
        case marks
        /// Another way to write the same letter: wide, joined, mathematical.
        case forms
        /// Signs without width.
        case invisible
    }

    public let kind: Kind
    /// In bytes of the post's UTF-8.
    public let inPost: Range<Int>
    /// In bytes of the quote's UTF-8.
    public let inQuote: Range<Int>

    public init(_ kind: Kind, inPost: Range<Int>, inQuote: Range<Int>) {
        self.kind = kind
        self.inPost = inPost
        self.inQuote = inQuote
    }
}
