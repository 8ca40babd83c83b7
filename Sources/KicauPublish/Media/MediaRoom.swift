import Foundation
public import KicauCore
public import KicauStore

/// Pictures, videos, documents and captions: kept once by SHA-256, probed, fitted for each network. Of pictures and
/// videos the metadata is removed.
public struct MediaRoom: Sendable {
    let store: Store
    let folder: String
    let time: any TimeSource
    private let makeToken: @Sendable () -> String
    /// Where networks that fetch what we publish reach us; nil when no public address is set up.
    private let publicAddress: String?
    let workshop = VideoWorkshop()

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

    /// The largest upload taken, in bytes; a picture's is smaller.
    public static let uploadLimit = 1 << 30
    static let pictureLimit = 64 << 20
    static let documentLimit = 100_000_000

    /// How much may follow a beginning: only what begins as a video may be as long as one.
    public static func uploadLimit(after firstBytes: [UInt8]) -> Int {
        if VideoFormat(firstBytes: firstBytes) != nil { return uploadLimit }
        return Documents.isPDF(firstBytes) ? documentLimit : pictureLimit
    }

    /// A fresh path for an upload to be streamed to; `takeIn` removes the file.
    public func incomingPath() -> String { "\(folder)/incoming/\(makeToken())" }

    /// Takes in an upload from disk; gives what was kept. JPEG, PNG, GIF, WebP, HEIC, AVIF, MP4, MOV, WebM, PDF by
    /// their bytes, never by name.
    public func takeIn(fileAt path: String, by caller: Caller) async throws -> Media {
        try caller.must(.draft)
        defer { unlink(path) }
        let clean = incomingPath()
        defer { unlink(clean) }
        let found = try await keep(path, as: clean)
        return try await add(clean, as: found.media, by: caller)
    }

    /// Moves a clean file to where it is kept, by the name its bytes give it.
    func add(_ clean: String, as media: (String) -> Media, by caller: Caller) async throws -> Media {
        let sha256 = try Digest.hex(ofFileAt: clean)
        guard rename(clean, keptPath(sha256)) == 0 else { throw MediaRoom.unwritten }
        let media = media(sha256)
        let now = time.now()
        try await pieces.share("kept/\(sha256)")
        try await store.write { try $0.addMedia(media, in: caller.workspace.id, at: now) }
        // Once more: what was uploaded before, and never used, may just have been swept.
        try await pieces.share("kept/\(sha256)")
        return media
    }

    private enum Found {
        case picture(Probed)
        case video(VideoProbe)
        case document(DocumentProbe)

        func media(named sha256: String) -> Media {
            switch self {
            case .picture(let found):
                Media(
                    sha256: sha256, mimeType: found.mimeType, width: found.width, height: found.height,
                    bytes: found.bytes, motion: found.motion)
            case .video(let found):
                Media(
                    sha256: sha256, mimeType: "video/mp4", width: found.size.width, height: found.size.height,
                    bytes: found.bytes, motion: found.motion)
            case .document(let found):
                Media(
                    sha256: sha256, mimeType: Media.documentType, width: 0, height: 0, bytes: found.bytes,
                    pages: found.pages)
            }
        }
    }

    private func keep(_ path: String, as clean: String) async throws(Problem) -> Found {
        let beginning = try Pictures.firstBytes(of: path)
        if let format = VideoFormat(firstBytes: beginning) {
            return .video(try await VideoKeeping.keep(path, format, as: clean))
        }
        if Documents.isPDF(beginning) { return .document(try Documents.keep(path, as: clean)) }
        try Documents.refuse(beginning)
        guard try Pictures.size(of: path) <= MediaRoom.pictureLimit else {
            throw Problem(
                .uploadTooLarge, "A picture may have \(MediaRoom.pictureLimit >> 20) MB; this file has more.",
                do: "Make it smaller, then upload it again.")
        }
        return .picture(try Pictures.keep(path, as: clean))
    }

    static let unwritten = Problem(
        .dataFolderUnusable, "A picture or video could not be written.", do: "Check the data folder and its free space."
    )

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
        if picture.isDocument { return (try await sheet(), "image/svg+xml") }
        let path = "\(folder)/thumbnails/\(picture.sha256).jpg"
        if access(path, R_OK) != 0 {
            let kept = try await kept(picture.sha256)
            if let motion = picture.motion, picture.isVideo {
                try await make(path) {
                    try await VideoKeeping.poster(of: kept, milliseconds: motion.milliseconds, to: $0, width: 480)
                }
            } else {
                try await make(path) { try Pictures.thumbnail(kept, to: $0, width: 480) }
            }
        }
        return (path, "image/jpeg")
    }

    /// A part's pictures and videos as one network will get them, in their order; each is made once and kept.
    /// - Throws: `BeingMade` while a video is not ready yet.
    func fitted(_ media: [RenderedMedia], fetchedByNetwork: Bool) async throws -> [FittedMedia] {
        var result: [FittedMedia] = []
        for rendered in media {
            switch rendered.fit {
            case .picture(let fit): result.append(try await picture(rendered.original, fit, fetchedByNetwork))
            case .video(let fit): result.append(try await video(rendered.original, fit, fetchedByNetwork))
            case .asItIs: result.append(try await unchanged(rendered.original, fetchedByNetwork))
            }
        }
        return result
    }

    private func picture(_ original: Media, _ fit: PictureFit, _ isFetched: Bool) async throws -> FittedMedia {
        let framing = original.framing.map { "-\($0.rawValue)" } ?? ""
        let place = "fitted/\(original.sha256)-\(Digest.hex(try JSONText.encode(fit)).prefix(16))\(framing)"
        let path = "\(folder)/\(place)"
        if !MediaRoom.isHere(path) {
            let kept = try await kept(original.sha256)
            try await make(path) { try Pictures.fit(kept, to: $0, fit, keeping: original.framing) }
        }
        let probed = try Pictures.probe(path)
        return FittedMedia(
            path: path, mimeType: probed.mimeType, width: probed.width, height: probed.height, bytes: probed.bytes,
            alt: original.alt, motion: probed.motion,
            publicURL: isFetched ? try await grant(place, probed.mimeType, bytes: probed.bytes) : nil)
    }

    private func video(_ original: Media, _ fit: VideoFit, _ isFetched: Bool) async throws -> FittedMedia {
        guard let made = try videos.made(.init(sha256: original.sha256, fit: fit)) else { throw BeingMade() }
        return FittedMedia(
            path: "\(folder)/\(made.place)", mimeType: "video/mp4", width: made.width, height: made.height,
            bytes: made.bytes, alt: original.alt, motion: made.motion,
            publicURL: isFetched ? try await grant(made.place, "video/mp4", bytes: made.bytes) : nil,
            captions: try await fitted(original.captions))
    }

    private func unchanged(_ original: Media, _ isFetched: Bool) async throws -> FittedMedia {
        let place = "kept/\(original.sha256)"
        return FittedMedia(
            path: try await kept(original.sha256), mimeType: original.mimeType, width: original.width,
            height: original.height, bytes: original.bytes, alt: original.alt,
            publicURL: isFetched ? try await grant(place, original.mimeType, bytes: original.bytes) : nil)
    }

    /// A video is being encoded: ask again in a moment.
    struct BeingMade: Error {}

    /// Has the videos of a rendition encoded before they are due.
    func order(_ rendition: Rendition) {
        for rendered in rendition.parts.flatMap(\.media) {
            guard case .video(let fit) = rendered.fit else { continue }
            workshop.order(.init(sha256: rendered.original.sha256, fit: fit))
        }
    }

    /// How far the encoding of a rendition's videos is, in percent; nil: nothing is being encoded.
    public func progress(of rendition: Rendition) -> Int? {
        rendition.parts.flatMap(\.media).compactMap { rendered -> Int? in
            guard case .video(let fit) = rendered.fit else { return nil }
            switch workshop.standing(of: .init(sha256: rendered.original.sha256, fit: fit)) {
            case .waiting: return 0
            case .making(let percent): return percent
            case .failed, nil: return nil
            }
        }.min()
    }

    var videos: FittedVideos {
        FittedVideos(folder: folder, pieces: pieces, workshop: workshop, makeToken: makeToken)
    }

    /// What a network fetches by an unguessable, expiring address.
    public func fetched(token: String) async throws -> (path: String, mimeType: String, bytes: Int) {
        let now = time.now()
        guard let grant = try await store.read({ try $0.mediaGrant(tokenSHA256: Digest.hex(token), at: now) }) else {
            throw Problem(.notFound, "There is nothing at this address (any more).", do: "Ask for a new address.")
        }
        // The network may come to another node than the one that asked it to.
        return (try await pieces.path(of: grant.path, bytes: grant.bytes), grant.mimeType, grant.bytes)
    }

    func grant(_ place: String, _ mimeType: String, bytes: Int) async throws -> String? {
        guard let publicAddress else { return nil }
        let token = makeToken()
        let now = time.now()
        try await store.write { tx in
            try tx.addMediaGrant(
                tokenSHA256: Digest.hex(token), path: place, mimeType: mimeType, bytes: bytes,
                expires: now + .days(1), at: now)
        }
        // Only now: a shared copy that no address leads to is swept.
        try await pieces.share(place)
        return "\(publicAddress)/media-public/\(token)"
    }

    private var pieces: SharedPieces { SharedPieces(store: store, folder: folder, makeToken: makeToken) }

    /// A kept file's path on this node, fetched from the database when another node took it in.
    func kept(_ sha256: String) async throws -> String { try await pieces.path(of: "kept/\(sha256)") }

    private func keptPath(_ sha256: String) -> String { "\(folder)/kept/\(sha256)" }

    /// Marks a file as used just now, so that no sweep takes it; false: it is not there.
    static func isHere(_ path: String) -> Bool { utimes(path, nil) == 0 }

    /// Written beside and renamed, so that a half-made file is never taken for a whole one.
    func make(_ path: String, _ write: (String) async throws -> some Any) async throws {
        let unfinished = incomingPath()
        defer { unlink(unfinished) }
        _ = try await write(unfinished)
        guard rename(unfinished, path) == 0 else { throw MediaRoom.unwritten }
    }
}
