public import Foundation
public import KicauCore

/// The hidden hand over one network: seeds it, bends it and reads what is really there.
public struct RehearsalControl: Sendable {
    let simulator: any Simulator
    let log: CallLog
    let rung: RingLog

    private var ground: Ground { simulator.ground }

    init(_ simulator: any Simulator) {
        self.simulator = simulator
        log = CallLog()
        rung = RingLog()
    }

    public var platform: String { simulator.platform }
    public var origin: String { ground.origin }
    public var people: [Person] { ground.people }
    public var faults: [FaultRule] { ground.faults }
    /// The last 2,000 calls, oldest first.
    public var calls: [SeenCall] { log.all }
    /// All posts in the order they took effect, deleted ones too.
    public var posts: [LivePost] { ground.read { $0.posts.all } }

    /// What the network would charge for all that was done on it.
    public var bill: Bill { ground.bill }

    public func url(of post: LivePost) -> String { simulator.permalink(of: post) }
    public func add(_ person: Person) { ground.add(person) }
    public func add(_ fault: FaultRule) { ground.add(fault) }
    public func clearFaults() { ground.clearFaults() }

    /// Puts a post of the past there. Nil when there is no such account.
    public func seed(_ seed: SeedPost) -> LivePost? {
        guard let person = ground.person(seed.account) ?? ground.person(handle: seed.account) else { return nil }
        let atMs = seed.createdAtMs ?? ground.nowMs
        let media = seed.media.enumerated().map { index, piece in
            let digest = ground.shelf.put(piece.bytes, type: piece.type)
            return PostedMedia(
                id: String(ground.nextNumber(base: 7_000_000_000)), sha256: digest, alt: piece.alt, type: piece.type,
                bytes: piece.bytes.count
            )
        }
        let parent = seed.parent.flatMap { ground.post($0) }
        var post = LivePost(
            id: simulator.newPostID(at: atMs, by: person), by: person, text: seed.text, media: media,
            createdAtMs: atMs, kind: parent == nil ? .post : .reply, parent: parent?.id,
            root: parent.map { $0.root ?? $0.id }, own: seed.own
        )
        post.counts = seed.counts
        post = simulator.seeded(post)
        ground.add(post)
        if let parent { ground.changePost(parent.id) { $0.counts.replies += 1 } }
        return post
    }

    /// As the account's owner does it by hand, in the network's own app.
    public func rewrite(_ post: LivePost, as text: String) { simulator.rewrite(post, as: text) }
    /// As if so many had seen it and liked it.
    public func count(_ post: LivePost, as counts: LivePost.Counts) {
        ground.changePost(post.id) { $0.counts = counts }
    }
    public func takeDown(_ post: LivePost) { simulator.takeDown(post) }

    /// Valid tokens without a browser: the token endpoint's JSON, and `identity`.
    public func grant(to account: String, lifetimeMs: Int64? = nil) -> JSONValue? {
        guard let person = ground.person(account) ?? ground.person(handle: account) else { return nil }
        guard case .object(var members) = simulator.grant(to: person.id, lifetimeMs: lifetimeMs) else { return nil }
        members["identity"] = person.json
        return .object(members)
    }

    /// Revokes all tokens of an account; says how many there were.
    public func revoke(_ account: String) -> Int {
        let person = ground.person(account) ?? ground.person(handle: account)
        return ground.revokeAll(of: person?.id ?? account)
    }

    /// What a person would know and a stranger not: an app password, where the network has such.
    public func secrets(of account: String) -> [String: JSONValue] {
        ground.person(account).map(simulator.secrets(of:)) ?? [:]
    }

    public func settings() -> JSONValue { simulator.settings() }
    /// False when the network knows none of these settings.
    public func set(_ settings: JSONValue) -> Bool { simulator.set(settings) }
}

/// A post of the past, to be put on a network.
public struct SeedPost: Sendable, Codable {
    /// Id or handle.
    public var account: String
    public var text: String
    public var media: [SeedMedia]
    public var createdAtMs: Int64?
    public var parent: String?
    public var counts: LivePost.Counts
    public var own: [String: JSONValue]

    public init(
        account: String, text: String, media: [SeedMedia] = [], createdAtMs: Int64? = nil, parent: String? = nil,
        counts: LivePost.Counts = .init(), own: [String: JSONValue] = [:]
    ) {
        self.account = account
        self.text = text
        self.media = media
        self.createdAtMs = createdAtMs
        self.parent = parent
        self.counts = counts
        self.own = own
    }

    public init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: Keys.self)
        account = try box.decode(String.self, forKey: .account)
        text = try box.decodeIfPresent(String.self, forKey: .text) ?? ""
        media = try box.decodeIfPresent([SeedMedia].self, forKey: .media) ?? []
        createdAtMs = try box.decodeIfPresent(Int64.self, forKey: .createdAtMs)
        parent = try box.decodeIfPresent(String.self, forKey: .parent)
        own = try box.decodeIfPresent([String: JSONValue].self, forKey: .own) ?? [:]
        var counts = LivePost.Counts()
        counts.likes = try box.decodeIfPresent(Int.self, forKey: .likes) ?? 0
        counts.reposts = try box.decodeIfPresent(Int.self, forKey: .reposts) ?? 0
        counts.quotes = try box.decodeIfPresent(Int.self, forKey: .quotes) ?? 0
        counts.saves = try box.decodeIfPresent(Int.self, forKey: .saves) ?? 0
        counts.views = try box.decodeIfPresent(Int.self, forKey: .views) ?? 0
        self.counts = counts
    }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Keys.self)
        try box.encode(account, forKey: .account)
        try box.encode(text, forKey: .text)
        try box.encode(media, forKey: .media)
        try box.encodeIfPresent(createdAtMs, forKey: .createdAtMs)
        try box.encodeIfPresent(parent, forKey: .parent)
        try box.encode(own, forKey: .own)
        try box.encode(counts.likes, forKey: .likes)
        try box.encode(counts.reposts, forKey: .reposts)
        try box.encode(counts.quotes, forKey: .quotes)
        try box.encode(counts.saves, forKey: .saves)
        try box.encode(counts.views, forKey: .views)
    }

    private enum Keys: String, CodingKey {
        case account, text, media, createdAtMs, parent, own, likes, reposts, quotes, saves, views
    }
}

/// A picture of the past. In JSON the bytes are base64.
public struct SeedMedia: Sendable, Codable {
    public var bytes: Data
    public var type: String
    public var alt: String

    public init(bytes: Data, type: String, alt: String = "") {
        self.bytes = bytes
        self.type = type
        self.alt = alt
    }
}
