public import KicauCore

/// What an account has published, as it was sent.
public struct PublishedText: Sendable {
    public let delivery: ID<Delivery>
    public let published: Instant?
    public let url: String?
    public let rendition: Rendition
}

extension Transaction {
    /// All that was published in any workspace and is there still or was taken off since, in the order of planning.
    public func publishedTexts(after last: ID<Delivery>?, limit: Int) throws -> [PublishedText] {
        try all(
            """
            SELECT id, published_ms, url, rendition FROM delivery
            WHERE id > \(last?.raw ?? 0) AND state = 'published' ORDER BY id LIMIT \(limit)
            """, PublishedText.init)
    }

    /// The same of one workspace.
    public func publishedTexts(after last: ID<Delivery>?, in workspace: ID<Workspace>, limit: Int) throws
        -> [PublishedText]
    {
        try all(
            """
            SELECT id, published_ms, url, rendition FROM delivery
            WHERE id > \(last?.raw ?? 0) AND workspace_id = \(workspace) AND state = 'published'
            ORDER BY id LIMIT \(limit)
            """, PublishedText.init)
    }

    public func countPublished(in workspace: ID<Workspace>) throws -> Int {
        try first(
            """
            SELECT COUNT(*) AS count FROM delivery WHERE state = 'published'
            AND account_id IN (SELECT id FROM account WHERE workspace_id = \(workspace))
            """, { try $0.int("count") }) ?? 0
    }
}

extension PublishedText {
    fileprivate init(_ row: Row) throws {
        self.init(
            delivery: try row.id("id"), published: try row.instantOrNil("published_ms"),
            url: try row.textOrNil("url"), rendition: try row.json("rendition"))
    }
}
