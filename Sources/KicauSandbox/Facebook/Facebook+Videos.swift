import Foundation
import KicauCore

/// Videos of posts, taken in pieces: start, transfer, finish, cancel.
extension FacebookSimulator {
    func videoRoutes() -> [GraphRoute] {
        let addressed: Set<String> = [
            "upload_phase", "video_id", "video_state", "title", "description", "targeting",
        ]
        let ofReels = addressed.union(["feed_targeting", "place"])
        return [
            GraphRoute(
                method: "POST", pattern: "{page}/videos",
                takes: [
                    "upload_phase", "file_size", "upload_session_id", "start_offset", "title", "description",
                    "targeting", "feed_targeting",
                ],
                files: ["video_file_chunk", "thumb"], place: .upload, placing: Self.phasePlace, handler: takePhase
            ),
            GraphRoute(
                method: "POST", pattern: "{page}/video_reels", takes: ofReels, place: .upload,
                placing: Self.phasePlace
            ) { try takeAddressed($0, .reels) },
            GraphRoute(
                method: "POST", pattern: "{page}/video_stories", takes: addressed, place: .upload,
                placing: Self.phasePlace
            ) { try takeAddressed($0, .stories) },
            GraphRoute(
                method: "POST", pattern: "video-upload/{version}/{video}", takes: [], place: .upload,
                handler: takeBytes
            ),
        ]
    }

    /// Only the last phase shows anything.
    @Sendable private static func phasePlace(_ call: Call) -> Place {
        let asked = GraphCall(call, version: "", names: [:])
        return asked["upload_phase"]?.lowercased() == "finish" ? .commit : .upload
    }

    @Sendable private func takePhase(_ asked: GraphCall) throws -> JSONValue {
        let page = try page(asked, scope: "pages_manage_posts")
        switch try asked.required("upload_phase").lowercased() {
        case "start": return try open(asked, page)
        case "transfer": return try takePiece(asked, try video(ofSession: asked, page))
        case "finish":
            _ = try publish(try video(ofSession: asked, page), by: page, asked)
            return ["success": true]
        case "cancel":
            drop(try video(ofSession: asked, page))
            return ["success": true]
        case let other: throw GraphError.parameter("upload_phase", "Unknown upload_phase \(other)")
        }
    }

    private func open(_ asked: GraphCall, _ page: Person) throws(GraphError) -> JSONValue {
        guard let size = Int(try asked.required("file_size")) else {
            throw .parameter("file_size", "Param file_size must be a number")
        }
        guard size >= FacebookText.smallestVideo else { throw .videoTooSmall }
        guard size <= FacebookText.largestVideo else { throw .videoTooLarge }
        let video = FacebookVideo(
            id: newVideoID(), page: page.id, edge: .videos, createdMs: ground.nowMs,
            session: String(ground.nextNumber(base: 1_230_000_000_000_000)), size: size
        )
        keep(video)
        return .members([
            "upload_session_id": video.session.map(JSONValue.string), "video_id": .string(video.id),
        ]).joined(by: offsets(of: video))
    }

    private func video(ofSession asked: GraphCall, _ page: Person) throws(GraphError) -> FacebookVideo {
        let session = try asked.required("upload_session_id")
        let found = videos.read { $0.all.values.first { $0.session == session } }
        guard let found, found.page == page.id, found.stage(at: ground.nowMs) != .expired else {
            throw .unknownObject(session, verb: "post")
        }
        return found
    }

    private func takePiece(_ asked: GraphCall, _ video: FacebookVideo) throws(GraphError) -> JSONValue {
        guard let offset = Int(try asked.required("start_offset")) else {
            throw .parameter("start_offset", "Param start_offset must be a number")
        }
        guard let bytes = asked.files["video_file_chunk"]?.bytes, !bytes.isEmpty else {
            throw .missing("video_file_chunk")
        }
        switch append(bytes, to: video.id, at: offset, asked.call.twist) {
        case .taken(let grown): return offsets(of: grown)
        case .refused(let standing): throw .wrongOffset.with(offsets(of: standing).object ?? [:])
        }
    }

    /// The piece wanted next, as texts, as Graph writes them; the same twice when nothing is missing.
    private func offsets(of video: FacebookVideo) -> JSONValue {
        let end = min(video.received + FacebookText.largestPiece, video.size ?? 0)
        return ["start_offset": .string(String(video.received)), "end_offset": .string(String(end))]
    }
}

extension JSONValue {
    fileprivate func joined(by other: JSONValue) -> JSONValue {
        .object((object ?? [:]).merging(other.object ?? [:]) { _, new in new })
    }
}

extension GraphError {
    /// developers.facebook.com, Video API error codes; the code above the subcode is not given there.
    static let videoTooSmall = GraphError(400, 100, 1_363_022, "The video you tried to upload is too small.")
    static let videoTooLarge = GraphError(400, 100, 1_363_023, "The video you tried to upload is too large.")
    static let videoIncomplete = GraphError(400, 6000, 1_363_019, "There was a problem uploading your video.")
    static let wrongOffset = GraphError(400, 6000, 1_363_037, "There was a problem uploading your video.")
    /// Remembered, not read.
    static let videoFormat = GraphError(400, 352, 1_363_024, "The video file is in a format that is not supported.")
}
