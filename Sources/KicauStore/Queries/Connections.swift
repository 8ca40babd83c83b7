public import Foundation
public import KicauCore

/// A connection under way, between our page and the network's.
public struct ConnectionRow: Sendable {
    public let workspace: ID<Workspace>
    public let platform: PlatformID
    public let server: String
    public let sealed: Data

    init(_ row: Row) throws {
        workspace = try row.id("workspace_id")
        platform = try row.platform("platform")
        server = try row.text("server")
        sealed = try row.blob("sealed")
    }
}

extension Transaction {
    public func addConnection(
        stateSHA256: String, sessionSHA256: String, platform: PlatformID, server: String, sealed: Data,
        in workspace: ID<Workspace>, expires: Instant, at now: Instant
    ) throws {
        try also("DELETE FROM connection WHERE expires_ms < \(now)")
        try also(
            """
            INSERT INTO connection (state_sha256, workspace_id, session_sha256, platform, server, sealed, expires_ms)
            VALUES (\(stateSHA256), \(workspace), \(sessionSHA256), \(platform), \(server), \(sealed), \(expires))
            """)
    }

    /// Takes it out, so that a state is used once; only for the session that began it.
    public func takeConnection(stateSHA256: String, sessionSHA256: String, at now: Instant) throws -> ConnectionRow? {
        try first(
            """
            DELETE FROM connection
            WHERE state_sha256 = \(stateSHA256) AND session_sha256 = \(sessionSHA256) AND expires_ms >= \(now)
            RETURNING workspace_id, platform, server, sealed
            """, ConnectionRow.init)
    }
}
