import Foundation
import KicauCore

/// Images, documents and films: a place to put the bytes, the bytes, and the state.
extension LinkedInSimulator {
    private static let partBytes = 4_194_304

    func startUpload(_ call: Call, _ kind: LinkedInUpload.Kind) throws -> Reply {
        let token = try enter(call)
        switch call.query["action"] {
        case "initializeUpload": return try initialize(call, kind, token)
        case "finalizeUpload" where kind == .video: return try finalize(call, token)
        default: throw refused(.badRequest("No such action"))
        }
    }

    private func initialize(_ call: Call, _ kind: LinkedInUpload.Kind, _ token: Token) throws -> Reply {
        guard let request = call.json?["initializeUploadRequest"], let owner = request["owner"]?.string else {
            throw refused(.field("/initializeUploadRequest/owner", "owner is needed"))
        }
        _ = try author(owner, for: token, member: "w_member_social", organisation: "w_organization_social")
        let name = ["image": "image", "document": "document", "video": "video"][kind.rawValue] ?? ""
        var upload = LinkedInUpload(
            urn: "urn:li:\(name):\(ground.secret(18, prefix: "D5E"))", kind: kind, owner: owner,
            ticket: ground.secret(32), expiresMs: ground.nowMs + 86_400_000
        )
        if kind == .video {
            guard let bytes = request["fileSizeBytes"]?.int, (75_000...500_000_000).contains(bytes) else {
                throw refused(.field("/initializeUploadRequest/fileSizeBytes", "from 75 KB to 500 MB"))
            }
            upload.totalBytes = bytes
            upload.partCount = (bytes + Self.partBytes - 1) / Self.partBytes
            upload.uploadToken = ground.secret(24)
        }
        let made = upload
        state.change { $0.uploads[made.urn] = made }
        return .json(["value": started(made)])
    }

    private func started(_ upload: LinkedInUpload) -> JSONValue {
        func address(_ part: Int) -> JSONValue { .string("\(ground.origin)/dms-uploads/\(upload.ticket)/\(part)") }
        guard upload.kind == .video, let total = upload.totalBytes else {
            return [
                "uploadUrlExpiresAt": .integer(upload.expiresMs), "uploadUrl": address(0),
                upload.kind.rawValue: .string(upload.urn),
            ]
        }
        let parts = (0..<upload.partCount).map { part -> JSONValue in
            let first = part * Self.partBytes
            return [
                "uploadUrl": address(part), "firstByte": .integer(Int64(first)),
                "lastByte": .integer(Int64(min(total, first + Self.partBytes) - 1)),
            ]
        }
        return [
            "uploadUrlsExpireAt": .integer(upload.expiresMs), "video": .string(upload.urn),
            "uploadToken": .string(upload.uploadToken), "uploadInstructions": .array(parts),
        ]
    }

    @Sendable func putBytes(_ call: Call) throws -> Reply {
        let ticket = call["ticket"]
        guard let upload = state.read({ $0.uploads.values.first { $0.ticket == ticket } }),
            let part = Int(call["part"]), part >= 0, part < upload.partCount, upload.expiresMs > ground.nowMs
        else { throw refused(.notFound("No such upload")) }
        guard !call.body.isEmpty else { throw refused(.badRequest("There are no bytes")) }
        switch upload.kind {
        case .video:
            let digest = ground.shelf.put(call.body, type: "application/octet-stream")
            state.change { $0.uploads[upload.urn]?.parts[part] = digest }
            return Reply.empty(200).with("ETag", "\"\(digest.prefix(32))\"")
        case .image, .document:
            keep(call.body, as: try type(of: call.body, upload.kind), in: upload.urn, call.twist, waits: false)
            return .empty(201)
        }
    }

    private func type(of bytes: Data, _ kind: LinkedInUpload.Kind) throws -> String {
        switch kind {
        case .image:
            guard let type = ImageSniffer.type(of: bytes), type != "image/webp" else {
                throw refused(.badRequest("The picture is not JPG, PNG or GIF"))
            }
            return type
        case .document: return bytes.starts(with: Data("%PDF".utf8)) ? "application/pdf" : "application/octet-stream"
        case .video: return "video/mp4"
        }
    }

    private func keep(_ bytes: Data, as type: String, in urn: String, _ twist: Twist, waits: Bool) {
        let digest = ground.shelf.put(bytes, type: type)
        let fails = twist.processing == .fails
        let readyMs = ground.nowMs + (waits ? twist.processingMs : 0)
        state.change { state in
            state.uploads[urn]?.sha256 = digest
            state.uploads[urn]?.type = type
            state.uploads[urn]?.bytes = bytes.count
            state.uploads[urn]?.readyMs = readyMs
            state.uploads[urn]?.failed = fails
        }
    }

    private func finalize(_ call: Call, _ token: Token) throws -> Reply {
        guard let request = call.json?["finalizeUploadRequest"], let urn = request["video"]?.string,
            let upload = state.read({ $0.uploads[urn] })
        else { throw refused(.field("/finalizeUploadRequest/video", "No such video")) }
        _ = try author(upload.owner, for: token, member: "w_member_social", organisation: "w_organization_social")
        let tags = (request["uploadedPartIds"]?.array ?? []).compactMap(\.string)
        let digests = (0..<upload.partCount).map { upload.parts[$0] }
        guard request["uploadToken"]?.string == upload.uploadToken,
            tags == digests.map({ String($0?.prefix(32) ?? "") })
        else { throw refused(.badRequest("The parts are not those that were uploaded, or not in order")) }
        var bytes = Data()
        for digest in digests.compactMap({ $0 }) { bytes.append(ground.shelf.piece(digest)?.bytes ?? Data()) }
        guard bytes.count == upload.totalBytes else { throw refused(.badRequest("The size is not the announced one")) }
        keep(bytes, as: "video/mp4", in: urn, call.twist, waits: true)
        return .empty(200)
    }

    func uploadState(_ call: Call) throws -> Reply {
        let token = try enter(call)
        guard let upload = state.read({ $0.uploads[call["urn"]] }) else { throw refused(.notFound("No such upload")) }
        // Only an organisation's token may look at pictures and documents; films are open to members too.
        let isMember = upload.owner.hasPrefix("urn:li:person:")
        guard upload.kind == .video || !isMember else {
            throw refused(.accessDenied("Not enough permissions to access: \(upload.kind.rawValue)s.GET"))
        }
        _ = try author(upload.owner, for: token, member: "w_member_social", organisation: "w_organization_social")
        return .json([
            "id": .string(upload.urn), "owner": .string(upload.owner),
            "status": .string(upload.readiness(at: ground.nowMs).rawValue),
            "downloadUrl": .string("\(ground.origin)/_rehearsal/media/\(upload.sha256 ?? "")"),
        ])
    }
}
