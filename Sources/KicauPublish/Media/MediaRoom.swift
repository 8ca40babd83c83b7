public import KicauCore

/// Pictures: kept once by SHA-256, probed, stripped of metadata, fitted for each network.
public struct MediaRoom: Sendable {
    /// Takes in an upload from disk (at most `uploadLimit` bytes); gives what was kept. JPEG, PNG, GIF, WebP, HEIC by their bytes, never by name.
    public func takeIn(fileAt path: String, by caller: Caller) async throws -> Picture { throw notYet }
    public func picture(_ sha256: String, for caller: Caller) async throws -> Picture { throw notYet }
    /// The kept file's path, for serving.
    public func path(of sha256: String, for caller: Caller) async throws -> (path: String, mimeType: String) { throw notYet }
    /// A small picture for lists, at most 480 pixels wide, made once.
    public func thumbnail(of sha256: String, for caller: Caller) async throws -> (path: String, mimeType: String) { throw notYet }
    /// What a network fetches by an unguessable, expiring address.
    public func fetched(token: String) async throws -> (path: String, mimeType: String, bytes: Int) { throw notYet }

    public static let uploadLimit = 64 << 20

    var notYet: Problem { Problem(.broken, "Not here yet.", do: "Wait.") }
}
