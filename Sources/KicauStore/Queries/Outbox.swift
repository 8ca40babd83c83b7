public import KicauCore

/// Work that follows a platform's yes. It is written in the same transaction and done later, so it can cause no second send.
public struct OutboxItem: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable {
        /// Seal a published delivery into the archive.
        case archive
    }

    public let id: Int64
    public let workspace: ID<Workspace>
    public let kind: Kind
    public let delivery: ID<Delivery>

    init(_ row: Row) throws {
        id = try row.int64("id")
        workspace = try row.id("workspace_id")
        kind = try row.word("kind")
        guard let number = ID<Delivery>(try row.text("payload")) else {
            throw Problem(.damagedDatabase, "An outbox row names no delivery.", do: "Report this.")
        }
        delivery = number
    }
}

extension Transaction {
    func addToOutbox(_ kind: OutboxItem.Kind, _ deliveries: [ID<Delivery>], at now: Instant) throws {
        try also(
            """
            INSERT INTO outbox (workspace_id, kind, payload, made_ms)
            SELECT workspace_id, \(kind.rawValue), CAST(id AS TEXT), \(now) FROM delivery
            WHERE id IN (\(list: deliveries)) ORDER BY id
            """)
    }

    /// What is still to do, oldest first.
    public func openOutbox(limit: Int) throws -> [OutboxItem] {
        try all(
            "SELECT id, workspace_id, kind, payload FROM outbox WHERE done_ms IS NULL ORDER BY id LIMIT \(limit)",
            OutboxItem.init)
    }

    /// The posts that these deliveries belong to.
    public func posts(of deliveries: [ID<Delivery>]) throws -> [ID<Post>] {
        try all(
            "SELECT DISTINCT post_id FROM delivery WHERE id IN (\(list: deliveries)) ORDER BY post_id",
            { try $0.id("post_id", of: Post.self) })
    }

    public func closeOutbox(_ id: Int64, at now: Instant) throws {
        try also("UPDATE outbox SET done_ms = \(now) WHERE id = \(id) AND done_ms IS NULL")
    }
}
