import KicauCore

/// What a network of Meta keeps beside people, tokens and posts.
struct GraphState: Sendable, Codable {
    var settings: GraphSettings
    var containers: [String: GraphContainer] = [:]
    /// Photos of Pages, by id.
    var photos: [String: GraphPhoto] = [:]

    init(settings: GraphSettings) { self.settings = settings }
}

/// A photo uploaded to a Page; a post may hold it once.
struct GraphPhoto: Sendable, Hashable, Codable {
    let page: String
    let media: PostedMedia
    let caption: String
    let width: Int
    let height: Int
    let createdMs: Int64
    var post: String?
}

/// A staged post: made, ready after a while, published once, dead after a day.
struct GraphContainer: Sendable, Hashable, Codable {
    let id: String
    let account: String
    let mediaType: String
    let text: String
    let media: [PostedMedia]
    let children: [String]
    let isItem: Bool
    let parent: String?
    let createdMs: Int64
    let readyMs: Int64
    /// Why it ends as failed; nil when it does not.
    let failure: String?
    var own: [String: JSONValue] = [:]
    var publishedAs: String?
    /// Nil: a day.
    var lifeMs: Int64?

    enum Status: String, Sendable { case inProgress, finished, failed, expired, published }

    static let lifeMs: Int64 = 24 * 3_600_000

    func status(at nowMs: Int64) -> Status {
        if publishedAs != nil { return .published }
        if nowMs - createdMs >= lifeMs ?? Self.lifeMs { return .expired }
        if nowMs < readyMs { return .inProgress }
        return failure == nil ? .finished : .failed
    }
}

extension GraphContainer.Status {
    /// The word in `status_code` and `status`.
    var word: String {
        switch self {
        case .inProgress: "IN_PROGRESS"
        case .finished: "FINISHED"
        case .failed: "ERROR"
        case .expired: "EXPIRED"
        case .published: "PUBLISHED"
        }
    }
}
