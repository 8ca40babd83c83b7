/// Which texts of a corpus are read.
public struct CorpusOptions: Sendable, Hashable, Codable {
    public enum Fields: Sendable, Hashable, Codable {
        /// Those with one of these names, at any depth of JSON or in Parquet; of a record that has none, all.
        case preferred([String])
        /// Those with one of these names and no other.
        case only([String])
        case all
    }

    /// What one record of a plain text is.
    public enum TextRecords: String, Sendable, Hashable, Codable {
        /// What stands between empty lines.
        case paragraphs
        case wholeFile
    }

    public var fields: Fields
    public var textRecords: TextRecords
    /// Only regular files that really lie in one of these are opened, whatever a link has become meanwhile: absolute paths without
    /// links. Nil: all are.
    public var roots: [String]?

    public static let usualFields = ["text", "content", "body", "message", "full_text"]

    public init(fields: Fields = .preferred(usualFields), textRecords: TextRecords = .paragraphs) {
        self.fields = fields
        self.textRecords = textRecords
    }
}
