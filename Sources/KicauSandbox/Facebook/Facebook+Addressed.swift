import Foundation
import KicauCore

/// Reels and video stories: the graph names an address, the bytes go there, the graph publishes.
extension FacebookSimulator {
    func takeAddressed(_ asked: GraphCall, _ edge: FacebookVideo.Edge) throws -> JSONValue {
        let page = try page(asked, scope: "pages_manage_posts")
        switch try asked.required("upload_phase").lowercased() {
        case "start":
            let video = FacebookVideo(id: newVideoID(), page: page.id, edge: edge, createdMs: ground.nowMs)
            keep(video)
            let address = "\(ground.origin)/video-upload/\(asked.version)/\(video.id)"
            return ["video_id": .string(video.id), "upload_url": .string(address)]
        case "finish":
            let video = try addressed(try asked.required("video_id"), edge, of: page)
            try checkState(asked, edge)
            let post = try publish(video, by: page, asked)
            let number = post?.id.split(separator: "_").last.map(String.init)
            return .members(["success": true, "post_id": number.map(JSONValue.string)])
        case let other: throw GraphError.parameter("upload_phase", "Unknown upload_phase \(other)")
        }
    }

    private func addressed(
        _ id: String, _ edge: FacebookVideo.Edge, of page: Person
    ) throws(GraphError) -> FacebookVideo {
        guard let video = video(id), video.page == page.id, video.edge == edge,
            video.stage(at: ground.nowMs) != .expired
        else { throw .unknownObject(id, verb: "post") }
        return video
    }

    /// Drafts and schedules are not rehearsed.
    private func checkState(_ asked: GraphCall, _ edge: FacebookVideo.Edge) throws(GraphError) {
        let state = try edge == .reels ? asked.required("video_state") : asked["video_state"] ?? "PUBLISHED"
        guard state == "PUBLISHED" else {
            throw .parameter("video_state", "Only PUBLISHED is rehearsed, not \(state)")
        }
    }

    /// `rupload`: the bytes from an offset on, or an address they lie at.
    @Sendable func takeBytes(_ asked: GraphCall) async throws -> JSONValue {
        guard asked.call.credential("oauth") != nil else { throw GraphError.tokenMissing }
        let token = try session(asked)
        try require("pages_manage_posts", token)
        let id = asked.name("video")
        guard let video = video(id), video.page == token.account, video.edge != .videos,
            video.stage(at: ground.nowMs) != .expired
        else { throw GraphError.unknownObject(id, verb: "post") }
        let (bytes, offset, size) = try await sent(asked)
        guard size >= FacebookText.smallestVideo else { throw GraphError.videoTooSmall }
        guard say(size, of: id) else {
            throw GraphError.parameter("file_size", "file_size is not that of the bytes before")
        }
        switch append(bytes, to: id, at: offset, asked.call.twist) {
        case .taken: return ["success": true]
        case .refused(let standing):
            throw GraphError.parameter("offset", "The offset is \(standing.received), and no more than file_size fits")
        }
    }

    private func sent(_ asked: GraphCall) async throws(GraphError) -> (bytes: Data, offset: Int, size: Int) {
        if let address = asked.call[header: "file_url"] {
            guard case .bytes(let bytes) = await fetch(address) else { throw .videoIncomplete }
            return (bytes, 0, bytes.count)
        }
        guard let offset = asked.call[header: "offset"].flatMap({ Int($0) }) else { throw .missing("offset") }
        guard let size = asked.call[header: "file_size"].flatMap({ Int($0) }) else { throw .missing("file_size") }
        guard !asked.call.body.isEmpty else { throw .videoIncomplete }
        return (asked.call.body, offset, size)
    }

    /// The first who sends bytes says how many there will be; false when others said otherwise.
    private func say(_ size: Int, of id: String) -> Bool {
        videos.change { state in
            if state.all[id]?.size == nil { state.all[id]?.size = size }
            return state.all[id]?.size == size
        }
    }
}
