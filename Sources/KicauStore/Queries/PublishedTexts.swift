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
            """,
            { row in
                PublishedText(
                    delivery: try row.id("id"), published: try row.instantOrNil("published_ms"),
                    url: try row.textOrNil("url"), rendition: try row.json("rendition"))
            })
    }
}
