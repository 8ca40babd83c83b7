import HTTPTypes
import KicauCore
import KicauPublish

/// Pictures and videos for posts.
enum MediaResource {
    static let operations: [APIOperation] = [
        APIOperation(
            .post, "/media", "uploadPicture", .media, "Keep a picture or a video",
            details: """
                The body is the file itself: JPEG, PNG, GIF, WebP or HEIC, or an MP4, MOV or WebM video, known by its
                bytes and never by its name, of at most \(MediaRoom.uploadLimit) bytes. Metadata is removed; the same
                file is kept once.
                """,
            gate: .key(.draft), effect: .changes, body: .picture, answer: .json(.created, MediaWire.shape),
            problems: [
                .notAPicture, .pictureTooLarge, .notAVideo, .videoTooLarge, .videoToolsMissing, .uploadTooLarge,
                .diskFull,
            ],
            work: { api, ask in
                guard case .file(let path) = ask.body else { throw Ask.unreadable }
                return try .json(
                    MediaWire(try await api.house.media.takeIn(fileAt: path, by: ask.caller)), status: .created)
            }),
        APIOperation(
            .get, "/media/{sha256}", "showPicture", .media, "Show what is known of a picture or video",
            answer: .json(.ok, MediaWire.shape), problems: [.notFound],
            work: { api, ask in
                try .json(MediaWire(try await api.house.media.picture(try ask.sha256(), for: ask.caller)))
            }),
    ]
}

struct MediaWire: Encodable, Sendable {
    let sha256: String
    let mimeType: String
    let width: Int
    let height: Int
    let bytes: Int
    let durationMs: Int?

    init(_ media: Media) {
        sha256 = media.sha256
        mimeType = media.mimeType
        width = media.width
        height = media.height
        bytes = media.bytes
        durationMs = media.isVideo ? media.motion?.milliseconds : nil
    }

    static let shape = Shape.named(
        "Media",
        .object([
            .must("sha256", .form(.sha256), "Its name in posts: the hash of what was kept"),
            .must("mime_type", .text(most: 100), "By its bytes", like: "image/jpeg"),
            .must("width", .count, "In pixels", like: 1600),
            .must("height", .count, "In pixels", like: 1067),
            .must("bytes", .count, "Without the metadata", like: 412_000),
            .may("duration_ms", .count, "Of a video: how long it runs, in milliseconds", like: 12_400),
        ]))
}
