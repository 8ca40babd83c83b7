import Foundation
import KicauCore

/// Uploads: whole, in pieces, their state, and their description.
extension XSimulator {
    static let keptMs: Int64 = 86_400_000
    private static let imageBytes = 5_000_000
    private static let gifBytes = 15_000_000
    private static let filmBytes = 512_000_000
    private static let chunkBytes = 8 * 1024 * 1024
    private static let entry = Entry.person(scopes: ["media.write"])
    private static let categories: Set<String> = [
        "amplify_video", "tweet_gif", "tweet_image", "tweet_video", "dm_gif", "dm_image", "dm_video", "subtitles",
    ]

    @Sendable func uploadWhole(_ call: Call) throws -> Reply {
        let caller = try enter(call, Self.entry, .upload)
        let sent = try sentMedia(
            call, fields: ["media", "media_category", "media_type", "shared", "additional_owners"])
        let category = sent.fields["media_category"]?.string ?? ""
        guard ["tweet_image", "dm_image", "subtitles"].contains(category) else {
            throw invalid("media_category", category, "One call takes tweet_image, dm_image or subtitles.")
        }
        var upload = newUpload(by: caller, category, type: "", bytes: sent.bytes.count)
        try check(sent.bytes, of: &upload)
        store(sent.bytes, in: &upload, call.twist)
        return answer(["data": data(of: upload)], to: caller)
    }

    @Sendable func initialize(_ call: Call) throws -> Reply {
        let caller = try enter(call, Self.entry, .chunk)
        guard case .object(let body)? = call.json else { throw invalid("body", "", "The body is not a JSON object.") }
        let known: Set<String> = ["additional_owners", "media_category", "media_type", "shared", "total_bytes"]
        for name in body.keys.sorted() where !known.contains(name) { throw invalid(name, "", "Unknown field.") }
        let category = body["media_category"]?.string ?? "tweet_image"
        guard Self.categories.contains(category) else { throw invalid("media_category", category, "No such category.") }
        guard case .integer(let bytes)? = body["total_bytes"], (1...17_179_869_184).contains(bytes) else {
            throw invalid("total_bytes", "", "total_bytes is needed.")
        }
        guard let type = body["media_type"]?.string, Self.types.contains(type) else {
            throw invalid("media_type", body["media_type"]?.string ?? "", "No such media type.")
        }
        let upload = newUpload(by: caller, category, type: type, bytes: Int(bytes))
        guard Int(bytes) <= Self.limit(upload.kind) else {
            throw invalid("total_bytes", "\(bytes)", "It is too large.")
        }
        state.change { $0.uploads[upload.id] = upload }
        let data: JSONValue = [
            "id": .string(upload.id), "media_key": .string(upload.mediaKey),
            "expires_after_secs": .integer(Self.keptMs / 1000),
        ]
        return answer(["data": data], to: caller)
    }

    @Sendable func append(_ call: Call) throws -> Reply {
        let caller = try enter(call, Self.entry, .chunk)
        let upload = try upload(call["id"], of: caller)
        guard upload.sha256 == nil else { throw invalid("id", upload.id, "This upload is finished.") }
        let sent = try sentMedia(call, fields: ["media", "segment_index"])
        guard let index = sent.fields["segment_index"]?.int, (0...999).contains(index) else {
            throw invalid("segment_index", "", "segment_index must be from 0 to 999.")
        }
        guard sent.bytes.count <= Self.chunkBytes else { throw invalid("media", "", "The piece is too large.") }
        let digest = ground.shelf.put(sent.bytes, type: "application/octet-stream")
        state.change { $0.uploads[upload.id]?.segments[index] = digest }
        return answer(["data": ["expires_at": .integer(upload.expiresMs / 1000)]], to: caller)
    }

    @Sendable func finalize(_ call: Call) throws -> Reply {
        let caller = try enter(call, Self.entry, .chunk)
        var upload = try upload(call["id"], of: caller)
        // Asked again after the answer was lost: the same upload, as it stands.
        guard upload.sha256 == nil else { return answer(["data": data(of: upload)], to: caller) }
        let whole = upload.segments.keys.sorted() == Array(0..<upload.segments.count)
        var bytes = Data()
        for index in upload.segments.keys.sorted() {
            guard let digest = upload.segments[index], let piece = ground.shelf.piece(digest) else { continue }
            bytes.append(piece.bytes)
        }
        guard whole, bytes.count == upload.totalBytes else {
            throw invalid("total_bytes", "\(bytes.count)", "The pieces do not make \(upload.totalBytes) bytes.")
        }
        try check(bytes, of: &upload)
        store(bytes, in: &upload, call.twist)
        return answer(["data": data(of: upload)], to: caller)
    }

    @Sendable func uploadStatus(_ call: Call) throws -> Reply {
        let caller = try enter(call, Self.entry, .status)
        try refuseStrangers(call, ["media_id", "command"])
        guard call.query["command"] ?? "STATUS" == "STATUS" else {
            throw invalid("command", call.query["command"] ?? "", "Only STATUS is known.")
        }
        return answer(["data": data(of: try upload(call.query["media_id"] ?? "", of: caller))], to: caller)
    }

    @Sendable func describe(_ call: Call) throws -> Reply {
        let caller = try enter(call, Self.entry, .metadata)
        guard case .object(let body)? = call.json else { throw invalid("body", "", "The body is not a JSON object.") }
        for name in body.keys.sorted() where name != "id" && name != "metadata" {
            throw invalid(name, "", "Unknown field.")
        }
        let upload = try upload(body["id"]?.string ?? "", of: caller)
        guard let alt = body["metadata"]?["alt_text"]?["text"]?.string, !alt.isEmpty, alt.count <= 1000 else {
            throw invalid("metadata.alt_text.text", "", "A description of 1 to 1000 characters is needed.")
        }
        state.change { $0.uploads[upload.id]?.alt = alt }
        charge(.metadata)
        let data: JSONValue = [
            "id": .string(upload.id), "associated_metadata": ["alt_text": ["text": .string(alt)]],
        ]
        return answer(["data": data], to: caller)
    }

    private func newUpload(by caller: Caller, _ category: String, type: String, bytes: Int) -> XUpload {
        let now = ground.nowMs
        return XUpload(
            id: String(ground.snowflake(at: now, epochMs: 1_288_834_974_657)), account: caller.account,
            category: category, type: type, totalBytes: bytes, createdMs: now, expiresMs: now + Self.keptMs
        )
    }

    func upload(_ id: String, of caller: Caller) throws -> XUpload {
        let found = state.read { $0.uploads[id] }
        guard let found, found.account == caller.account, found.expiresMs > ground.nowMs else {
            throw refused(.notFound(parameter: "media_id", value: id, resource: "media"))
        }
        return found
    }

    /// The bytes and the other fields, from multipart or from JSON with base64.
    private func sentMedia(_ call: Call, fields: Set<String>) throws -> (bytes: Data, fields: [String: JSONValue]) {
        var members: [String: JSONValue] = [:]
        var bytes: Data?
        if call.contentType.lowercased().hasPrefix("multipart/") {
            for part in call.parts {
                if part.name == "media" { bytes = part.bytes } else { members[part.name] = .string(part.text) }
            }
        } else if case .object(let body)? = call.json {
            members = body
            bytes = body["media"]?.string.flatMap { Data(base64Encoded: $0) }
        }
        for name in members.keys.sorted() where !fields.contains(name) { throw invalid(name, "", "Unknown field.") }
        guard let bytes, !bytes.isEmpty else { throw invalid("media", "", "There are no bytes.") }
        return (bytes, members)
    }

    private func check(_ bytes: Data, of upload: inout XUpload) throws {
        guard bytes.count <= Self.limit(upload.kind) else {
            throw invalid("media", "\(bytes.count)", "It is too large.")
        }
        switch upload.kind {
        case .photo, .animatedGIF:
            guard let type = ImageSniffer.type(of: bytes) else {
                throw invalid("media", "", "This is not a JPEG, PNG, GIF or WebP picture.")
            }
            upload.type = type
        case .video:
            guard ImageSniffer.isFilm(bytes) else { throw invalid("media", "", "This is not an MP4 film.") }
        case .subtitles:
            let text = String(data: bytes, encoding: .utf8)
            guard let text, text.contains("-->"), !text.hasPrefix("WEBVTT") else {
                throw invalid("media", "", "These are no subtitles as SRT.")
            }
            if upload.type.isEmpty { upload.type = "text/srt" }
        }
    }

    /// Films and GIFs take time; pictures are ready at once.
    private func store(_ bytes: Data, in upload: inout XUpload, _ twist: Twist) {
        let now = ground.nowMs
        switch upload.kind {
        case .video, .animatedGIF:
            let fails = twist.processing == .fails
            upload.processing = .init(startMs: now, readyMs: now + twist.processingMs, fails: fails)
        case .photo, .subtitles:
            // A fault may strike a picture too.
            if twist.processing == .fails { upload.processing = .init(startMs: now, readyMs: now, fails: true) }
        }
        upload.sha256 = ground.shelf.put(bytes, type: upload.type)
        upload.bytes = bytes.count
        upload.segments = [:]
        let done = upload
        state.change { $0.uploads[done.id] = done }
    }

    private func data(of upload: XUpload) -> JSONValue {
        .members([
            "id": .string(upload.id), "media_key": .string(upload.mediaKey), "size": .integer(Int64(upload.bytes)),
            "expires_after_secs": .integer(max(0, (upload.expiresMs - ground.nowMs) / 1000)),
            "processing_info": processing(upload),
        ])
    }

    private func processing(_ upload: XUpload) -> JSONValue? {
        guard upload.processing != nil else { return nil }
        switch upload.readiness(at: ground.nowMs) {
        case .uploading: return nil
        case .pending: return ["state": "pending", "check_after_secs": 1]
        case .working(let percent):
            return ["state": "in_progress", "check_after_secs": 1, "progress_percent": .integer(Int64(percent))]
        case .ready: return ["state": "succeeded", "progress_percent": 100]
        case .failed:
            var info: [String: JSONValue] = ["state": "failed", "progress_percent": 100]
            if words == .old { info["error"] = ["code": 1, "name": "InvalidMedia", "message": "Unsupported media"] }
            return .object(info)
        }
    }

    private func invalid(_ parameter: String, _ value: String, _ message: String) -> Refused {
        refused(.invalid(parameter: parameter, value: value, message: message))
    }

    private static func limit(_ kind: XUpload.Kind) -> Int {
        switch kind {
        case .photo, .subtitles: imageBytes
        case .animatedGIF: gifBytes
        case .video: filmBytes
        }
    }

    private static let types: Set<String> = [
        "video/mp4", "video/webm", "video/mp2t", "video/quicktime", "text/srt", "text/vtt", "image/jpeg", "image/gif",
        "image/bmp", "image/png", "image/webp", "image/pjpeg", "image/tiff", "model/gltf-binary",
        "model/vnd.usdz+zip",
    ]
}
