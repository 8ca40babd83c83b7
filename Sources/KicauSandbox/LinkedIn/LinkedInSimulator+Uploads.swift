import Foundation
import KicauCore

/// Images, documents and films: a place to put the bytes, the bytes, and the state. What films have of their own is in
/// `+Films`.
extension LinkedInSimulator {
    func startUpload(_ call: Call, _ kind: LinkedInUpload.Kind) throws -> Reply {
        let token = try enter(call)
        switch call.query["action"] {
        case "initializeUpload": return try initialize(call, kind, token)
        case "finalizeUpload" where kind == .video: return try finalizeFilm(call, token)
        default: throw refused(.badRequest("No such action"))
        }
    }

    private func initialize(_ call: Call, _ kind: LinkedInUpload.Kind, _ token: Token) throws -> Reply {
        guard let request = call.json?["initializeUploadRequest"], let owner = request["owner"]?.string else {
            throw refused(.field("/initializeUploadRequest/owner", "owner is needed"))
        }
        try checkFields(of: request, kind == .video ? Self.filmFields : ["owner"], in: "initializeUploadRequest")
        _ = try author(owner, for: token, member: "w_member_social", organisation: "w_organization_social")
        let name = ["image": "image", "document": "document", "video": "video"][kind.rawValue] ?? ""
        var upload = LinkedInUpload(
            urn: "urn:li:\(name):\(ground.secret(18, prefix: "D5E"))", kind: kind, owner: owner,
            ticket: ground.secret(32), expiresMs: ground.nowMs + 86_400_000
        )
        if kind == .video { try beginFilm(&upload, request, call.twist) }
        let made = upload
        state.change { $0.uploads[made.urn] = made }
        return .json(["value": started(made)])
    }

    private func started(_ upload: LinkedInUpload) -> JSONValue {
        func address(_ part: Int) -> JSONValue { .string("\(ground.origin)/dms-uploads/\(upload.ticket)/\(part)") }
        guard upload.kind == .video else {
            return [
                "uploadUrlExpiresAt": .integer(upload.expiresMs), "uploadUrl": address(0),
                upload.kind.rawValue: .string(upload.urn),
            ]
        }
        let parts = (0..<upload.partCount).map { part -> JSONValue in
            let bytes = Self.bytes(of: part, upload)
            return [
                "uploadUrl": address(part), "firstByte": .integer(Int64(bytes.lowerBound)),
                "lastByte": .integer(Int64(bytes.upperBound - 1)),
            ]
        }
        let captions = upload.wantsCaptions == true ? "\(ground.origin)/dms-captions/\(upload.ticket)" : ""
        return [
            "uploadUrlsExpireAt": .integer(upload.expiresMs), "video": .string(upload.urn),
            "uploadToken": .string(upload.uploadToken), "uploadInstructions": .array(parts),
            "captionsUploadUrl": .string(captions), "thumbnailUploadUrl": "",
        ]
    }

    @Sendable func putBytes(_ call: Call) throws -> Reply {
        let ticket = call["ticket"]
        guard let upload = state.read({ $0.uploads.values.first { $0.ticket == ticket } }),
            let part = Int(call["part"]), part >= 0, part < upload.partCount, upload.expiresMs > ground.nowMs
        else { throw refused(.notFound("No such upload")) }
        guard !call.body.isEmpty else { throw refused(.badRequest("There are no bytes")) }
        switch upload.kind {
        case .video: return try putPart(part, of: upload, call)
        case .image, .document:
            keep(call.body, as: try type(of: call.body, upload.kind), in: upload.urn, call.twist)
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
        case .document: return bytes.starts(with: Data("%PDF-".utf8)) ? "application/pdf" : "application/octet-stream"
        case .video: return "video/mp4"
        }
    }

    private func keep(_ bytes: Data, as type: String, in urn: String, _ twist: Twist) {
        let digest = ground.shelf.put(bytes, type: type)
        // Office's own files are looked through as well; ours are PDFs, and anything else comes to nothing.
        let isDocument = urn.hasPrefix("urn:li:document:")
        let fails = twist.processing == .fails || (isDocument && type != "application/pdf")
        let readyMs = ground.nowMs + (isDocument ? twist.processingMs : 0)
        state.change { state in
            state.uploads[urn]?.sha256 = digest
            state.uploads[urn]?.type = type
            state.uploads[urn]?.bytes = bytes.count
            state.uploads[urn]?.readyMs = readyMs
            state.uploads[urn]?.failed = fails
        }
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

    /// A member of a request that is not known is refused, as everywhere in this API.
    func checkFields(of request: JSONValue, _ known: Set<String>, in name: String) throws {
        for field in (request.object ?? [:]).keys.sorted() where !known.contains(field) {
            throw refused(.field("/\(name)/\(field)", "unrecognized field found but not allowed"))
        }
    }
}
