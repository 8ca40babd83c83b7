import HTTPTypes
import KicauCore
import KicauPublish

/// Pictures, videos, documents and captions for posts.
enum MediaResource {
    static let operations: [APIOperation] = [
        APIOperation(
            .post, "/media", "uploadPicture", .media, "Keep a picture, a video or a document",
            details: """
                The body is the file itself: JPEG, PNG, GIF, WebP, HEIC or AVIF, an MP4, MOV or WebM video, or a PDF, known
                by its bytes and never by its name, of at most \(MediaRoom.uploadLimit) bytes. Metadata is removed, but
                for documents, which stay as they are; the same file is kept once.
                """,
            gate: .key(.draft), effect: .changes, body: .picture, answer: .json(.created, MediaWire.shape),
            problems: [
                .notAPicture, .pictureTooLarge, .notAVideo, .videoTooLarge, .videoToolsMissing, .notADocument,
                .uploadTooLarge, .diskFull,
            ],
            work: { api, ask in
                guard case .file(let path) = ask.body else { throw Ask.unreadable }
                return try .json(
                    MediaWire(try await api.house.media.takeIn(fileAt: path, by: ask.caller)), status: .created)
            }),
        APIOperation(
            .post, "/captions", "uploadCaptions", .media, "Keep the captions of a video",
            details: """
                The body is a WebVTT or SRT file, in UTF-8, of at most \(CaptionTrack.mostBytes) bytes. Its words and times
                are kept; styles, places and notes are not. Name it among a video's captions in a post.
                """,
            gate: .key(.draft), effect: .changes, body: .picture, answer: .json(.created, MediaWire.shape),
            problems: [.notCaptions, .uploadTooLarge, .diskFull],
            work: { api, ask in
                guard case .file(let path) = ask.body else { throw Ask.unreadable }
                return try .json(
                    MediaWire(try await api.house.media.takeInCaptions(fileAt: path, by: ask.caller)),
                    status: .created)
            }),
        APIOperation(
            .get, "/media/{sha256}", "showPicture", .media, "Show what is known of a picture, video or document",
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
    let pages: Int?

    init(_ media: Media) {
        sha256 = media.sha256
        mimeType = media.mimeType
        width = media.width
        height = media.height
        bytes = media.bytes
        durationMs = media.isVideo ? media.motion?.milliseconds : nil
        pages = media.pages
    }

    static let shape = Shape.named(
        "Media",
        .object([
            .must("sha256", .form(.sha256), "Its name in posts: the hash of what was kept"),
            .must("mime_type", .text(most: 100), "By its bytes", like: "image/jpeg"),
            .must("width", .count, "In pixels; 0 of documents and captions", like: 1600),
            .must("height", .count, "In pixels; 0 of documents and captions", like: 1067),
            .must("bytes", .count, "Without the metadata", like: 412_000),
            .may("duration_ms", .count, "Of a video: how long it runs, in milliseconds", like: 12_400),
            .may("pages", .count, "Of a document, where the file says it openly", like: 12),
        ]))
}
