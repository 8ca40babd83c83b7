public import KicauCore

/// A post, reply or comment as the network keeps it.
public struct LivePost: Sendable, Hashable, Codable {
    public var id: String
    /// The id of the person, page or organisation that wrote it.
    public var account: String
    public var handle: String
    public var text: String
    public var media: [PostedMedia]
    /// When the commit took effect.
    public var createdAtMs: Int64
    public var parent: String?
    public var root: String?
    public var kind: Kind
    public var deletedAtMs: Int64?
    public var counts: Counts
    /// What only this network keeps of a post.
    public var own: [String: JSONValue]

    public enum Kind: String, Sendable, Hashable, Codable { case post, reply, comment }

    /// What readers did.
    public struct Counts: Sendable, Hashable, Codable {
        public var likes = 0
        public var reposts = 0
        public var replies = 0
        public var quotes = 0
        public var saves = 0
        public var views = 0

        public init() {}
    }

    public init(
        id: String, by person: Person, text: String, media: [PostedMedia] = [], createdAtMs: Int64,
        kind: Kind = .post, parent: String? = nil, root: String? = nil, own: [String: JSONValue] = [:]
    ) {
        self.id = id
        account = person.id
        handle = person.handle
        self.text = text
        self.media = media
        self.createdAtMs = createdAtMs
        self.kind = kind
        self.parent = parent
        self.root = root
        self.own = own
        deletedAtMs = nil
        counts = Counts()
    }

    public var isDeleted: Bool { deletedAtMs != nil }
}

/// A picture or film in a post; its bytes are on the media shelf under the digest.
public struct PostedMedia: Sendable, Hashable, Codable {
    /// The network's own id of the upload.
    public var id: String
    /// Lower-case hex.
    public var sha256: String
    public var alt: String
    /// For example "image/jpeg".
    public var type: String
    public var bytes: Int

    public init(id: String, sha256: String, alt: String = "", type: String, bytes: Int) {
        self.id = id
        self.sha256 = sha256
        self.alt = alt
        self.type = type
        self.bytes = bytes
    }
}
