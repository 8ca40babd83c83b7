public import KicauCore

/// An archived, sealed record of one published delivery.
public struct LeafRow: Sendable, Hashable {
    let id: Int64
    let workspace: ID<Workspace>
    public let delivery: ID<Delivery>
    public let content: String
    public let sha256: String
    /// Of the leaf before it in this workspace; empty for the first.
    public let previousSHA256: String
    public let made: Instant

    init(_ row: Row) throws {
        id = try row.int64("id")
        workspace = try row.id("workspace_id")
        delivery = try row.id("delivery_id")
        content = try row.text("content")
        sha256 = try row.text("sha256")
        previousSHA256 = try row.text("previous_sha256")
        made = try row.instant("made_ms")
    }

    /// The seal a leaf must carry: over the one before and its own content.
    public static func seal(of content: String, after previous: String) -> String {
        Digest.hex(previous + "\n" + content)
    }
}

extension Transaction {
    /// Seals a delivery into its workspace's chain, once; a second time changes nothing.
    public func addLeaf(_ content: String, of delivery: ID<Delivery>, in workspace: ID<Workspace>, at now: Instant)
        throws
    {
        let previous =
            try first(
                "SELECT sha256 FROM leaf WHERE workspace_id = \(workspace) ORDER BY id DESC LIMIT 1",
                { try $0.text("sha256") }) ?? ""
        try also(
            """
            INSERT INTO leaf (workspace_id, delivery_id, content, sha256, previous_sha256, made_ms)
            VALUES (\(workspace), \(delivery), \(content), \(LeafRow.seal(of: content, after: previous)), \(previous), \(now))
            ON CONFLICT (delivery_id) DO NOTHING
            """)
    }

    public func leaf(of delivery: ID<Delivery>) throws -> LeafRow? {
        try first("SELECT * FROM leaf WHERE delivery_id = \(delivery)", LeafRow.init)
    }

    /// The one it was sealed over; nil for the first of its workspace.
    public func leaf(before leaf: LeafRow) throws -> LeafRow? {
        try first(
            "SELECT * FROM leaf WHERE workspace_id = \(leaf.workspace) AND id < \(leaf.id) ORDER BY id DESC LIMIT 1",
            LeafRow.init)
    }

    /// The one that was sealed over it; nil for the newest of its workspace.
    public func leaf(after leaf: LeafRow) throws -> LeafRow? {
        try first(
            "SELECT * FROM leaf WHERE workspace_id = \(leaf.workspace) AND id > \(leaf.id) ORDER BY id LIMIT 1",
            LeafRow.init)
    }

    public func leaves(of workspace: ID<Workspace>) throws -> [LeafRow] {
        try all("SELECT * FROM leaf WHERE workspace_id = \(workspace) ORDER BY id", LeafRow.init)
    }
}
