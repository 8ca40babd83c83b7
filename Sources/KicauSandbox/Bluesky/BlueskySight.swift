import KicauCore

/// What the network's view has indexed, as one person sees it. It runs behind the repositories.
struct BlueskySight: Sendable {
    let network: BlueskySimulator
    let viewer: Person?
    /// Nothing younger has been seen.
    let newestMs: Int64
    let records: [String: BlueskyState.StoredRecord]
    /// Likes by the address of what is liked, oldest first, one for each person.
    let likes: [String: [BlueskyState.StoredRecord]]

    init(_ network: BlueskySimulator, viewer: Person?, newestMs: Int64) {
        self.network = network
        self.viewer = viewer
        self.newestMs = newestMs
        records = network.store.read { $0.records }
        var likes: [String: [BlueskyState.StoredRecord]] = [:]
        let seen = records.values.filter { $0.uri.collection == Self.like && $0.indexedAtMs <= newestMs }
        for like in seen.sorted(by: { ($0.indexedAtMs, $0.uri.key) < ($1.indexedAtMs, $1.uri.key) }) {
            guard let subject = like.value["subject"]?["uri"]?.string else { continue }
            // A second like of the same post by the same person counts for nothing.
            if likes[subject]?.contains(where: { $0.uri.did == like.uri.did }) == true { continue }
            likes[subject, default: []].append(like)
        }
        self.likes = likes
    }

    static let like = "app.bsky.feed.like"
    static let follow = "app.bsky.graph.follow"

    func post(_ uri: String) -> LivePost? {
        network.ground.livePost(uri).flatMap { $0.createdAtMs <= newestMs ? $0 : nil }
    }

    func record(_ uri: String) -> BlueskyState.StoredRecord? { RecordAddress(uri).flatMap { records[$0.key] } }

    /// The gate beside a post: of the same key, in the same repository.
    func gate(_ collection: String, of uri: String) -> BlueskyState.StoredRecord? {
        guard let post = RecordAddress(uri) else { return nil }
        let gate = records[RecordAddress(did: post.did, collection: collection, rkey: post.rkey).key]
        return gate.flatMap { $0.value["post"]?.string == uri && $0.indexedAtMs <= newestMs ? $0 : nil }
    }

    func threadgate(of uri: String) -> BlueskyState.StoredRecord? { gate("app.bsky.feed.threadgate", of: uri) }

    func forbidsQuotes(_ uri: String) -> Bool {
        gate("app.bsky.feed.postgate", of: uri)?.value["embeddingRules"]?.array?.contains {
            $0["$type"]?.string == "app.bsky.feed.postgate#disableRule"
        } == true
    }

    /// Has the author of the quoted post taken this quote off it?
    func isDetached(_ quoting: String, from uri: String) -> Bool {
        gate("app.bsky.feed.postgate", of: uri)?.value["detachedEmbeddingUris"]?.array?.contains(.string(quoting))
            == true
    }

    /// Lets the thread's gate this person answer in it?
    func mayAnswer(_ person: String, in root: String) -> Bool {
        guard let rules = threadgate(of: root)?.value["allow"]?.array, let author = RecordAddress(root)?.did,
            author != person
        else { return true }
        return rules.contains { rule in
            switch rule["$type"]?.string {
            case "app.bsky.feed.threadgate#mentionRule"?:
                record(root).map { Self.mentions($0.value).contains(person) } ?? false
            case "app.bsky.feed.threadgate#followingRule"?: follows(author, person)
            case "app.bsky.feed.threadgate#followerRule"?: follows(person, author)
            case "app.bsky.feed.threadgate#listRule"?: rule["list"]?.string.map { isListed(person, on: $0) } ?? false
            case nil, .some: false
            }
        }
    }

    private func follows(_ one: String, _ other: String) -> Bool {
        records.values.contains {
            $0.uri.did == one && $0.uri.collection == Self.follow && $0.value["subject"]?.string == other
        }
    }

    /// Lists name their members in records of their own, in the repository of whoever made the list.
    private func isListed(_ person: String, on list: String) -> Bool {
        records.values.contains {
            $0.uri.did == RecordAddress(list)?.did && $0.uri.collection == "app.bsky.graph.listitem"
                && $0.value["list"]?.string == list && $0.value["subject"]?.string == person
        }
    }

    /// An answer that the thread's gate did not allow: it hangs unseen.
    func isShutOut(_ post: LivePost) -> Bool { post.root.map { !mayAnswer(post.account, in: $0) } ?? false }

    func isHidden(_ post: LivePost) -> Bool {
        guard let root = post.root else { return false }
        return threadgate(of: root)?.value["hiddenReplies"]?.array?.contains(.string(post.id)) == true
    }

    /// The identities that a record's facets name.
    static func mentions(_ record: JSONValue) -> [String] {
        (record["facets"]?.array ?? []).flatMap { $0["features"]?.array ?? [] }
            .filter { $0["$type"]?.string == "app.bsky.richtext.facet#mention" }.compactMap { $0["did"]?.string }
    }

    /// The address of what a record quotes.
    static func quoted(in record: JSONValue) -> String? {
        let quote = record["embed"]?["record"]
        return quote?["uri"]?.string ?? quote?["record"]?["uri"]?.string
    }
}
