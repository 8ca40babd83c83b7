import KicauCore

/// Videos of Pages by their number, from the first byte on.
struct FacebookVideos: Sendable, Codable {
    var all: [String: FacebookVideo] = [:]
}

/// A video: announced, its bytes taken in, asked to be published, worked on, shown.
struct FacebookVideo: Sendable, Hashable, Codable {
    enum Edge: String, Sendable, Codable { case videos, reels, stories }

    let id: String
    let page: String
    let edge: Edge
    let createdMs: Int64
    /// Of the way in pieces.
    var session: String?
    /// As the caller says; nil: not said yet.
    var size: Int?
    var received = 0
    /// Digests of the pieces on the shelf, in their order.
    var pieces: [String] = []
    var processingMs: Int64 = 0
    var fails = false
    /// When it was asked to be published.
    var finishedMs: Int64?
    var post: String?
    var title = ""

    init(id: String, page: String, edge: Edge, createdMs: Int64, session: String? = nil, size: Int? = nil) {
        self.id = id
        self.page = page
        self.edge = edge
        self.createdMs = createdMs
        self.session = session
        self.size = size
    }

    /// What is never published is thrown away after a day (assumed; written nowhere).
    static let lifeMs: Int64 = 86_400_000

    var isWhole: Bool { received == size }

    enum Stage: Sendable { case uploading, uploaded, processing, ready, failed, expired }

    func stage(at nowMs: Int64) -> Stage {
        guard let finishedMs else {
            if nowMs - createdMs >= Self.lifeMs { return .expired }
            return isWhole ? .uploaded : .uploading
        }
        if nowMs < finishedMs + processingMs { return .processing }
        return fails ? .failed : .ready
    }
}

extension FacebookVideo {
    /// The field `status`, in the names of VideoStatus and its phases.
    func status(at nowMs: Int64) -> JSONValue {
        let stage = stage(at: nowMs)
        return .members([
            "video_status": stage.word.map(JSONValue.string), "uploading_phase": uploading,
            "processing_phase": stage.processing, "publishing_phase": publishing(stage),
        ])
    }

    private var uploading: JSONValue {
        .members([
            "status": .string(isWhole ? "complete" : received > 0 ? "in_progress" : "not_started"),
            "bytes_transferred": .integer(Int64(received)), "source_file_size": size.map { .integer(Int64($0)) },
        ])
    }

    private func publishing(_ stage: Stage) -> JSONValue {
        guard stage == .ready, let finishedMs else { return ["status": "not_started"] }
        return [
            "status": "complete", "publish_status": "published",
            "publish_time": .string(GraphTime.text(finishedMs + processingMs)),
        ]
    }
}

extension FacebookVideo.Stage {
    fileprivate var word: String? {
        switch self {
        case .uploading: nil  // no word for it is written anywhere
        case .uploaded: "upload_complete"
        case .processing: "processing"
        case .ready: "ready"
        case .failed: "error"
        case .expired: "expired"
        }
    }

    fileprivate var processing: JSONValue {
        switch self {
        case .uploading, .uploaded, .expired: ["status": "not_started"]
        case .processing: ["status": "in_progress"]
        case .ready: ["status": "complete"]
        case .failed:
            ["status": "error", "errors": [["code": 1_363_008, "message": "The video could not be processed."]]]
        }
    }
}
