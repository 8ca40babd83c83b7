/// What a network takes of documents: one in a post, as a PDF, with nothing beside it.
public struct DocumentRules: Hashable, Sendable {
    public let maxBytes: Int
    public let maxPages: Int

    public init(maxBytes: Int, maxPages: Int) {
        self.maxBytes = maxBytes
        self.maxPages = maxPages
    }
}
