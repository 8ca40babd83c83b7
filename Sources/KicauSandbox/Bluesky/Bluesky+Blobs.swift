import Foundation
import KicauCore

/// Uploading pictures and films, and giving them back.
extension BlueskySimulator {
    private static let largestBlob = 50 * 1024 * 1024

    func addBlobRoutes(to routes: inout Routes) {
        routes.on("POST", "/xrpc/com.atproto.repo.uploadBlob", at: .upload, uploadBlob)
        routes.on("GET", "/xrpc/com.atproto.sync.getBlob", at: .read, getBlob)
    }

    @Sendable private func uploadBlob(_ call: Call) async throws -> Reply {
        let caller = try caller(in: call)
        let standing = try take(1, from: [.blobsADay], for: caller.id)
        guard call.body.count <= Self.largestBlob else { throw XRPCError.tooLarge }
        guard !call.contentType.isEmpty else {
            throw XRPCError.invalid("Request encoding (Content-Type) required but not provided")
        }
        guard !call.body.isEmpty else { throw XRPCError.invalid("A request body is expected but none was provided") }
        guard call.twist.processing == .succeeds else { throw XRPCError.internalError }
        let said = call.contentType.split(separator: ";").first.map(String.init) ?? call.contentType
        let mimeType = SniffedType(of: call.body)?.mimeType ?? said
        let digest = ground.shelf.put(call.body, type: mimeType)
        guard let link = ContentID(blobDigest: digest)?.description else { throw XRPCError.internalError }
        keep(link, digest, mimeType, call.body.count, of: caller)
        return .json(["blob": Self.blobRef(link: link, mimeType: mimeType, size: call.body.count)]).countedBy(standing)
    }

    private func keep(_ link: String, _ digest: String, _ mimeType: String, _ size: Int, of owner: Person) {
        let now = ground.nowMs
        store.change { state in
            let key = "\(owner.id)/\(link)"
            let isReferenced = state.blobs[key]?.isReferenced ?? false
            state.blobs[key] = .init(
                sha256: digest, mimeType: mimeType, size: size, uploadedAtMs: now, isReferenced: isReferenced)
        }
    }

    @Sendable private func getBlob(_ call: Call) async throws -> Reply {
        guard let did = call.query["did"] else { throw XRPCError.missing("did") }
        guard let cid = call.query["cid"] else { throw XRPCError.missing("cid") }
        guard let blob = store.read({ $0.blobs["\(did)/\(cid)"] }), let piece = ground.shelf.piece(blob.sha256) else {
            throw Refused(XRPCError.reply(400, "BlobNotFound", "Blob not found"))
        }
        return Reply(status: 200, body: piece.bytes).with("Content-Type", blob.mimeType)
            .with("Content-Security-Policy", "default-src 'none'; sandbox")
    }
}
