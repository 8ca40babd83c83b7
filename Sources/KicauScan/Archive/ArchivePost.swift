/// One of the posts that are looked for.
public struct ArchivePost: Sendable, Hashable, Codable {
    /// As its archive names it; a place in the file where the archive has no names.
    public let id: String
    /// What its author wrote, without markup.
    public let text: String
    /// Milliseconds since 1970, UTC; nil where the archive does not say.
    public let writtenMS: Int64?
    public let url: String?

    public init(id: String, text: String, writtenMS: Int64? = nil, url: String? = nil) {
        self.id = id
        self.text = text
        self.writtenMS = writtenMS
        self.url = url
    }
}
