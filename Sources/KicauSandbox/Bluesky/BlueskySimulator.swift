import Foundation
import KicauCore

/// Bluesky, played by one personal data server that is its own directory and its own view of the network.
struct BlueskySimulator: Simulator {
    let platform = "bluesky"
    let ground: Ground
    let store: Locker<BlueskyState>
    let door: Locker<OAuthState>
    let look = Look(
        name: "Bluesky", sign: "bs", accent: "#1083fe", paper: "#f3f6fb", ink: "#0b0f14", quiet: "#5b6b7f",
        line: "#dce4ee", round: "14px"
    )

    init(_ ground: Ground) {
        self.ground = ground
        store = ground.locker("repository", BlueskyState())
        door = ground.locker("door", OAuthState())
    }

    func addRoutes(to routes: inout Routes) {
        addSessionRoutes(to: &routes)
        addOAuthRoutes(to: &routes)
        addIdentityRoutes(to: &routes)
        addPeopleRoutes(to: &routes)
        addWritingRoutes(to: &routes)
        addBlobRoutes(to: &routes)
        addVideoRoutes(to: &routes)
        addReadingRoutes(to: &routes)
        addThreadRoutes(to: &routes)
        addNotificationRoutes(to: &routes)
        addPages(to: &routes)
    }

    func rateLimited(_ call: Call, resetMs: Int64) -> Reply {
        let standing = PointStanding(limit: .writesAnHour, remaining: 0, resetMs: resetMs, isAllowed: false)
        return Self.exhausted(standing, nowMs: ground.nowMs)
    }

    func serverError(_ call: Call) -> Reply { XRPCError.internalError.reply }

    func notFound(_ call: Call) -> Reply {
        guard call.path.hasPrefix("/xrpc/") else { return .text("Cannot \(call.method) \(call.path)", status: 404) }
        return XRPCError.reply(501, "MethodNotImplemented", "Method Not Implemented")
    }

    func grant(to account: String, lifetimeMs: Int64?) -> JSONValue? {
        guard let person = ground.person(account) else { return nil }
        return session(for: person, grant: ground.secret(16), accessMs: lifetimeMs ?? accessMs)
    }

    func newPostID(at ms: Int64, by person: Person) -> String {
        let key = store.change { state in
            // A post of the past takes its own time; only those of now must not fall behind each other.
            guard ms < ground.nowMs - 60_000 else { return state.nextKey(atMs: ms) }
            return TimedKey.text(micros: ms * 1000 + ground.nextNumber() % 1000, clockID: 22)
        }
        return RecordAddress(did: person.id, collection: PostLexicon.collection, rkey: key).description
    }

    func permalink(of post: LivePost) -> String {
        let rkey = RecordAddress(post.id)?.rkey ?? post.id
        return "\(ground.origin)/profile/\(post.handle)/post/\(rkey)"
    }

    /// Gives a post of the past the record it would have.
    func seeded(_ post: LivePost) -> LivePost {
        guard let address = RecordAddress(post.id) else { return post }
        let value = record(of: post)
        guard let cid = try? ContentID(record: value) else { return post }  // texts and whole numbers never fail
        store.change { state in
            for piece in post.media {
                guard let link = ContentID(blobDigest: piece.sha256) else { continue }
                state.blobs["\(post.account)/\(link)"] = .init(
                    sha256: piece.sha256, mimeType: piece.type, size: piece.bytes, uploadedAtMs: post.createdAtMs,
                    isReferenced: true
                )
            }
            state.records[address.key] = .init(
                uri: address, cid: cid.description, value: value, indexedAtMs: post.createdAtMs)
        }
        var copy = post
        copy.own["cid"] = .string(cid.description)
        return copy
    }

    func rewrite(_ post: LivePost, as text: String) {
        guard let address = RecordAddress(post.id) else { return }
        let now = ground.nowMs
        store.change { state in
            guard let old = state.records[address.key], case .object(var members) = old.value else { return }
            members["text"] = .string(text)
            guard let cid = try? ContentID(record: .object(members)) else { return }  // a text for a text never fails
            state.records[address.key] = .init(
                uri: address, cid: cid.description, value: .object(members), indexedAtMs: now)
        }
        ground.changePost(post.id) { $0.text = text }
    }

    func takeDown(_ post: LivePost) {
        if let address = RecordAddress(post.id) { store.change { $0.records[address.key] = nil } }
        _ = ground.delete(post.id)
    }

    private func record(of post: LivePost) -> JSONValue {
        var members: [String: JSONValue] = [
            "$type": .string(PostLexicon.collection), "text": .string(post.text), "langs": ["id"],
            "createdAt": .string(RecordTime.text(ofMs: post.createdAtMs)),
        ]
        let images = post.media.compactMap { piece in
            ContentID(blobDigest: piece.sha256).map { link -> JSONValue in
                [
                    "alt": .string(piece.alt),
                    "image": Self.blobRef(link: link.description, mimeType: piece.type, size: piece.bytes),
                ]
            }
        }
        let facets = mentions(in: post.text)
        if !facets.isEmpty { members["facets"] = .array(facets) }
        if let quoted = post.own["quote"]?.string.flatMap(strongRef) {
            members["embed"] = ["$type": "app.bsky.embed.record", "record": quoted]
        }
        if !images.isEmpty { members["embed"] = ["$type": "app.bsky.embed.images", "images": .array(images)] }
        if let root = post.root.flatMap(strongRef), let parent = post.parent.flatMap(strongRef) {
            members["reply"] = ["root": root, "parent": parent]
        }
        return .object(members)
    }

    /// The people whom a text names, as the network's own app writes them down.
    private func mentions(in text: String) -> [JSONValue] {
        ground.people.compactMap { person -> JSONValue? in
            guard let found = text.range(of: "@" + person.handle) else { return nil }
            let start = text[..<found.lowerBound].utf8.count
            return [
                "index": [
                    "byteStart": .integer(Int64(start)),
                    "byteEnd": .integer(Int64(start + text[found].utf8.count)),
                ], "features": [["$type": "app.bsky.richtext.facet#mention", "did": .string(person.id)]],
            ]
        }
    }

    private func strongRef(_ uri: String) -> JSONValue? {
        guard let address = RecordAddress(uri), let record = store.read({ $0.records[address.key] }) else { return nil }
        return ["uri": .string(uri), "cid": .string(record.cid)]
    }

    static func blobRef(link: String, mimeType: String, size: Int) -> JSONValue {
        [
            "$type": "blob", "ref": ["$link": .string(link)], "mimeType": .string(mimeType),
            "size": .integer(Int64(size)),
        ]
    }

    /// The app password, as each person would have made it in their settings.
    func secrets(of person: Person) -> [String: JSONValue] { ["appPassword": .string(appPassword(of: person))] }
}
