import Foundation
import KicauCore

/// Keeping videos: their pieces, their posts, their end.
extension FacebookSimulator {
    enum Append {
        case taken(FacebookVideo)
        /// It stands elsewhere.
        case refused(FacebookVideo)
    }

    /// As long as its post is there, or as long as it has none.
    func video(_ id: String) -> FacebookVideo? {
        guard let video = videos.read({ $0.all[id] }) else { return nil }
        guard let post = video.post else { return video }
        return ground.livePost(post) == nil ? nil : video
    }

    func keep(_ video: FacebookVideo) { videos.change { $0.all[video.id] = video } }

    func newVideoID() -> String { String(ground.nextNumber(base: 1_220_000_000_000_000)) }

    func drop(_ video: FacebookVideo) {
        if let post = video.post { _ = ground.delete(post) }
        _ = videos.change { $0.all.removeValue(forKey: video.id) }
    }

    /// Test and write are one step: of two pieces at one place only one is taken.
    func append(_ bytes: Data, to id: String, at offset: Int, _ twist: Twist) -> Append {
        let digest = ground.shelf.put(bytes, type: "application/octet-stream")
        return videos.change { state in
            guard var video = state.all[id] else {
                return .refused(FacebookVideo(id: id, page: "", edge: .videos, createdMs: 0))
            }
            guard offset == video.received, video.finishedMs == nil, offset + bytes.count <= video.size ?? 0 else {
                return .refused(video)
            }
            video.received += bytes.count
            video.pieces.append(digest)
            video.processingMs = max(video.processingMs, twist.processingMs)
            video.fails = video.fails || twist.processing == .fails
            state.all[id] = video
            return .taken(video)
        }
    }

    /// Asks a whole video to be published, once. Nil: its processing will fail, so that it is never shown.
    func publish(_ video: FacebookVideo, by page: Person, _ asked: GraphCall) throws(GraphError) -> LivePost? {
        guard video.isWhole else { throw .videoIncomplete }
        let bytes = video.pieces.reduce(into: Data()) { whole, digest in
            whole.append(ground.shelf.piece(digest)?.bytes ?? Data())
        }
        guard ImageSniffer.isFilm(bytes) else { throw .videoFormat }
        let text = asked["description"] ?? ""
        if let broken = FacebookText.broken(message: text, link: nil) { throw broken }
        let isStory = video.edge == .stories
        let media = PostedMedia(
            id: video.id, sha256: ground.shelf.put(bytes, type: "video/mp4"), type: "video/mp4", bytes: bytes.count
        )
        var post = LivePost(
            id: isStory ? newStoryID() : newPostID(at: ground.nowMs, by: page), by: page, text: isStory ? "" : text,
            media: [media], createdAtMs: ground.nowMs,
            own: [
                "is_published": true, "is_story": .bool(isStory), "video": .string(video.id),
                "edge": .string(video.edge.rawValue),
            ]
        )
        post.own.merge(try FacebookAudience.own(asked)) { _, asked in asked }
        if let cover = asked.files["thumb"] {
            guard ImageSniffer.type(of: cover.bytes) != nil else {
                throw .parameter("thumb", "The thumbnail is no picture.")
            }
            post.own["thumb"] = true
        }
        post.own["title"] = asked["title"].map(JSONValue.string)
        guard claim(video, as: post, title: asked["title"]) else {
            // What Facebook says to a second one is written nowhere.
            throw .parameter("upload_phase", "The video was published already.")
        }
        guard !video.fails else { return nil }
        ground.add(post)
        return post
    }

    private func claim(_ video: FacebookVideo, as post: LivePost, title: String?) -> Bool {
        let now = ground.nowMs
        return videos.change { state in
            guard var standing = state.all[video.id], standing.finishedMs == nil else { return false }
            standing.finishedMs = now
            standing.title = title ?? ""
            standing.post = video.fails ? nil : post.id
            state.all[video.id] = standing
            return true
        }
    }

    /// Where people see it, without the host, as videos give it.
    func videoPath(of post: LivePost) -> String? {
        guard let video = post.own["video"]?.string else { return nil }
        switch post.own["edge"]?.string.flatMap(FacebookVideo.Edge.init(rawValue:)) {
        case .videos: return "/\(post.handle.isEmpty ? post.account : post.handle)/videos/\(video)/"
        case .reels: return "/reel/\(video)/"
        case .stories, nil: return nil
        }
    }

    /// A video with the fields of AdVideo.
    func whole(_ video: FacebookVideo, _ fields: GraphFields) -> [String: JSONValue] {
        let time = JSONValue.string(GraphTime.text(video.finishedMs ?? video.createdMs))
        let post = video.post.flatMap { ground.livePost($0) }
        var whole: [String: JSONValue] = [
            "id": .string(video.id), "created_time": time, "updated_time": time, "published": .bool(post != nil),
            "status": video.status(at: ground.nowMs),
            "from": ["id": .string(video.page), "name": .string(ground.person(video.page)?.name ?? "")],
        ]
        if !video.title.isEmpty { whole["title"] = .string(video.title) }
        guard let post else { return whole }
        if !post.text.isEmpty { whole["description"] = .string(post.text) }
        whole["permalink_url"] = (videoPath(of: post) ?? storyPath(of: post)).map(JSONValue.string)
        whole["post_id"] = .string(post.id.split(separator: "_").last.map(String.init) ?? post.id)
        whole["views"] = .integer(Int64(post.counts.views))
        whole["source"] = post.media.first.map(mediaAddress)
        whole["likes"] = Self.summary([], fields["likes"], count: post.counts.likes)
        whole["comments"] = Self.summary(
            ground.answers(to: post.id).map { .object(commentWhole($0)) }, fields["comments"]
        )
        return whole
    }
}
