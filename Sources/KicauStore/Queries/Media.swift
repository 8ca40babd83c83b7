public import Foundation
public import KicauCore

extension Transaction {
    public func addMedia(_ media: Media, in workspace: ID<Workspace>, at now: Instant) throws {
        try also(
            """
            INSERT INTO media (workspace_id, sha256, mime_type, width, height, bytes, motion, pages, made_ms, used)
            VALUES (\(workspace), \(media.sha256), \(media.mimeType), \(media.width), \(media.height), \(media.bytes), \(try media.motion.map(JSONText.encode)), \(media.pages), \(now), 0)
            ON CONFLICT (workspace_id, sha256) DO UPDATE SET made_ms = excluded.made_ms
            """)
    }

    public func media(_ sha256: String, in workspace: ID<Workspace>) throws -> Media? {
        try first("SELECT * FROM media WHERE workspace_id = \(workspace) AND sha256 = \(sha256)") {
            Media(
                sha256: try $0.text("sha256"), mimeType: try $0.text("mime_type"), width: try $0.int("width"),
                height: try $0.int("height"), bytes: try $0.int("bytes"), motion: try $0.jsonOrNil("motion"),
                pages: try $0.int64OrNil("pages").map { Int($0) })
        }
    }

    public func addMediaGrant(
        tokenSHA256: String, path: String, mimeType: String, bytes: Int, expires: Instant, at now: Instant
    ) throws {
        try also(
            """
            INSERT INTO media_grant (token_sha256, path, mime_type, bytes, expires_ms)
            VALUES (\(tokenSHA256), \(path), \(mimeType), \(bytes), \(expires))
            """)
    }

    public func mediaGrant(tokenSHA256: String, at now: Instant) throws -> (path: String, mimeType: String, bytes: Int)?
    {
        try first(
            "SELECT path, mime_type, bytes FROM media_grant WHERE token_sha256 = \(tokenSHA256) AND expires_ms >= \(now)"
        ) {
            (try $0.text("path"), try $0.text("mime_type"), try $0.int("bytes"))
        }
    }

    /// The first piece is written last, so it says that all are there.
    public func hasMediaPieces(_ name: String) throws -> Bool {
        try first("SELECT position FROM media_piece WHERE name = \(name) AND position = 0", { try $0.int("position") })
            != nil
    }

    public func addMediaPiece(_ name: String, position: Int, bytes: Data) throws {
        try also(
            """
            INSERT INTO media_piece (name, position, bytes) VALUES (\(name), \(position), \(bytes))
            ON CONFLICT DO NOTHING
            """)
    }

    public func mediaPiece(_ name: String, position: Int) throws -> Data? {
        try first(
            "SELECT bytes FROM media_piece WHERE name = \(name) AND position = \(position)", { try $0.blob("bytes") })
    }
}
