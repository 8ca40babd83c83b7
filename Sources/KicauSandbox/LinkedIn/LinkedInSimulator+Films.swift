import Foundation
import KicauCore

/// Films: many places, a part for each, and then the parts are put together and looked through.
extension LinkedInSimulator {
    private static let partBytes = 4_194_304
    static let filmBytes = 76_800...524_288_000
    static let filmFields: Set<String> = ["owner", "fileSizeBytes", "uploadCaptions", "uploadThumbnail"]

    static func bytes(of part: Int, _ upload: LinkedInUpload) -> Range<Int> {
        part * partBytes..<min((part + 1) * partBytes, upload.totalBytes ?? 0)
    }

    func beginFilm(_ upload: inout LinkedInUpload, _ request: JSONValue, _ twist: Twist) throws {
        guard let bytes = request["fileSizeBytes"]?.int, Self.filmBytes.contains(bytes) else {
            throw refused(.field("/initializeUploadRequest/fileSizeBytes", "from 75 KB to 500 MB"))
        }
        upload.totalBytes = bytes
        upload.partCount = (bytes + Self.partBytes - 1) / Self.partBytes
        upload.uploadToken = ground.secret(24)
        upload.wantsCaptions = request["uploadCaptions"]?.bool
        upload.lookMs = twist.processingMs
        upload.failed = twist.processing == .fails
    }

    /// Whoever knows the address may put; a part put again takes the place of the first.
    func putPart(_ part: Int, of upload: LinkedInUpload, _ call: Call) throws -> Reply {
        guard upload.sha256 == nil else { throw refused(.notFound("The upload is over")) }
        guard call.contentType == "application/octet-stream" else {
            throw refused(.badRequest("A part is application/octet-stream"))
        }
        guard call.body.count == Self.bytes(of: part, upload).count else {
            throw refused(.badRequest("These are not the bytes of this part"))
        }
        let digest = ground.shelf.put(call.body, type: "application/octet-stream")
        state.change { $0.uploads[upload.urn]?.parts[part] = digest }
        return Reply.empty(200).with("ETag", "\"\(digest.prefix(32))\"")
    }

    func finalizeFilm(_ call: Call, _ token: Token) throws -> Reply {
        guard let request = call.json?["finalizeUploadRequest"], let urn = request["video"]?.string,
            let upload = state.read({ $0.uploads[urn] }), upload.kind == .video
        else { throw refused(.field("/finalizeUploadRequest/video", "No such video")) }
        try checkFields(of: request, ["video", "uploadToken", "uploadedPartIds"], in: "finalizeUploadRequest")
        _ = try author(upload.owner, for: token, member: "w_member_social", organisation: "w_organization_social")
        guard upload.sha256 == nil else { throw refused(.badRequest("The upload is over")) }
        guard upload.wantsCaptions != true || upload.captions != nil else {
            throw refused(.badRequest("The captions that were announced are not there"))
        }
        let tags = (request["uploadedPartIds"]?.array ?? []).compactMap(\.string)
        let digests = (0..<upload.partCount).map { upload.parts[$0] }
        guard request["uploadToken"]?.string == upload.uploadToken,
            tags == digests.map({ String($0?.prefix(32) ?? "") })
        else { throw refused(.badRequest("The parts are not those that were uploaded, or not in order")) }
        var bytes = Data()
        for digest in digests.compactMap({ $0 }) { bytes.append(ground.shelf.piece(digest)?.bytes ?? Data()) }
        guard bytes.count == upload.totalBytes else { throw refused(.badRequest("The size is not the announced one")) }
        keepFilm(bytes, in: upload, call.twist)
        return .empty(200)
    }

    /// What is no film is found out when it is looked through.
    private func keepFilm(_ bytes: Data, in upload: LinkedInUpload, _ twist: Twist) {
        let digest = ground.shelf.put(bytes, type: "video/mp4")
        let fails = upload.failed || twist.processing == .fails || !ImageSniffer.isFilm(bytes)
        let readyMs = ground.nowMs + max(upload.lookMs ?? 0, twist.processingMs)
        state.change { state in
            state.uploads[upload.urn]?.sha256 = digest
            state.uploads[upload.urn]?.type = "video/mp4"
            state.uploads[upload.urn]?.bytes = bytes.count
            state.uploads[upload.urn]?.readyMs = readyMs
            state.uploads[upload.urn]?.failed = fails
        }
    }
}
