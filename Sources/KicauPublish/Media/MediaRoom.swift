import Foundation
public import KicauCore
public import KicauStore

/// Pictures: kept once by SHA-256, probed, stripped of metadata, fitted for each network.
public struct MediaRoom: Sendable {
    private let store: Store
    private let folder: String
    private let time: any TimeSource
    private let makeToken: @Sendable () -> String
    /// Where networks that fetch pictures reach us; nil when no public address is set up.
    private let publicAddress: String?

    public init(
        store: Store, folder: String, time: any TimeSource, publicAddress: String?,
        makeToken: @escaping @Sendable () -> String
    ) throws(Problem) {
        self.store = store
        self.folder = folder
        self.time = time
        self.publicAddress = publicAddress
        self.makeToken = makeToken
        for name in ["kept", "fitted", "thumbnails", "incoming"] {
            do {
                try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
            } catch {
                throw Problem(
                    .dataFolderUnusable, "The media folder \(folder) cannot be written.", do: "Check its permissions.",
                    cause: "\(error)")
            }
        }
    }

    /// The largest upload taken, in bytes.
    public static let uploadLimit = 64 << 20

    /// A fresh path for an upload to be streamed to; `takeIn` removes the file.
    public func incomingPath() -> String { "\(folder)/incoming/\(makeToken())" }

    /// Takes in an upload from disk; gives what was kept. JPEG, PNG, GIF, WebP, HEIC by their bytes, never by name.
    public func takeIn(fileAt path: String, by caller: Caller) async throws -> Media {
        try caller.must(.draft)
        defer { unlink(path) }
        let clean = incomingPath()
        let probed: Probed
        do {
            probed = try Pictures.keep(path, as: clean)
        } catch {
            unlink(clean)
            throw error
        }
        let sha256 = try Digest.hex(ofFileAt: clean)
        guard rename(clean, keptPath(sha256)) == 0 else {
            throw Problem(
                .dataFolderUnusable, "The picture could not be kept.", do: "Check the data folder and its free space.")
        }
        let picture = Media(
            sha256: sha256, mimeType: probed.mimeType, width: probed.width, height: probed.height, bytes: probed.bytes)
        let now = time.now()
        try await pieces.share("kept/\(sha256)")
        try await store.write { try $0.addMedia(picture, in: caller.workspace.id, at: now) }
        return picture
    }

    public func picture(_ sha256: String, for caller: Caller) async throws -> Media {
        guard let picture = try await store.read({ try $0.media(sha256, in: caller.workspace.id) }) else {
            throw Problem(.notFound, "This picture is not here.", do: "Upload it again.", field: "media")
        }
        return picture
    }

    /// The kept file's path, for serving.
    public func path(of sha256: String, for caller: Caller) async throws -> (path: String, mimeType: String) {
        let picture = try await picture(sha256, for: caller)
        return (try await kept(picture.sha256), picture.mimeType)
    }

    /// A small picture for lists, at most 480 pixels wide, made once.
    public func thumbnail(of sha256: String, for caller: Caller) async throws -> (path: String, mimeType: String) {
        let picture = try await picture(sha256, for: caller)
        let path = "\(folder)/thumbnails/\(picture.sha256).jpg"
        if access(path, R_OK) != 0 {
            let kept = try await kept(picture.sha256)
            try make(path) { try Pictures.thumbnail(kept, to: $0, width: 480) }
        }
        return (path, "image/jpeg")
    }

    /// A part's pictures as one network will get them, in their order; each is made once and kept.
    func fitted(_ pictures: [RenderedMedia], fetchedByNetwork: Bool) async throws -> [FittedMedia] {
        var result: [FittedMedia] = []
        for rendered in pictures {
            let name = Digest.hex(try JSONText.encode(rendered.fit)).prefix(16)
            let place = "fitted/\(rendered.original.sha256)-\(name)"
            let path = "\(folder)/\(place)"
            if access(path, R_OK) != 0 {
                let kept = try await kept(rendered.original.sha256)
                try make(path) { try Pictures.fit(kept, to: $0, rendered.fit) }
            }
            let probed = try Pictures.probe(path)
            result.append(
                FittedMedia(
                    path: path, mimeType: probed.mimeType, width: probed.width, height: probed.height,
                    bytes: probed.bytes, alt: rendered.original.alt,
                    publicURL: fetchedByNetwork ? try await grant(place, probed) : nil))
        }
        return result
    }

    /// What a network fetches by an unguessable, expiring address.
    public func fetched(token: String) async throws -> (path: String, mimeType: String, bytes: Int) {
        let now = time.now()
        guard let grant = try await store.read({ try $0.mediaGrant(tokenSHA256: Digest.hex(token), at: now) }) else {
            throw Problem(.notFound, "There is no picture at this address (any more).", do: "Ask for a new address.")
        }
        // The network may come to another node than the one that asked it to.
        return (try await pieces.path(of: grant.path), grant.mimeType, grant.bytes)
    }

    private func grant(_ place: String, _ probed: Probed) async throws -> String? {
        guard let publicAddress else { return nil }
        try await pieces.share(place)
        let token = makeToken()
        let now = time.now()
        try await store.write { tx in
            try tx.addMediaGrant(
                tokenSHA256: Digest.hex(token), path: place, mimeType: probed.mimeType, bytes: probed.bytes,
                expires: now + .days(1), at: now)
        }
        return "\(publicAddress)/media-public/\(token)"
    }

    private var pieces: SharedPieces { SharedPieces(store: store, folder: folder, makeToken: makeToken) }

    /// A kept picture's path on this node, fetched from the database when another node took it in.
    private func kept(_ sha256: String) async throws -> String { try await pieces.path(of: "kept/\(sha256)") }

    private func keptPath(_ sha256: String) -> String { "\(folder)/kept/\(sha256)" }

    /// Written beside and renamed, so that a half-made file is never taken for a whole one.
    private func make(_ path: String, _ write: (String) throws -> some Any) throws {
        let unfinished = incomingPath()
        defer { unlink(unfinished) }
        _ = try write(unfinished)
        guard rename(unfinished, path) == 0 else {
            throw Problem(
                .dataFolderUnusable, "A picture could not be written.", do: "Check the data folder and its free space.")
        }
    }
}
