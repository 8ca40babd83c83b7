import KicauCore

/// Reading records back, and what the network counts of posts.
extension BlueskySimulator {
    func addReadingRoutes(to routes: inout Routes) {
        routes.on("GET", "/xrpc/com.atproto.repo.getRecord", at: .read, getRecord)
        routes.on("GET", "/xrpc/com.atproto.repo.listRecords", at: .read, listRecords)
        routes.on("GET", "/xrpc/app.bsky.feed.getPosts", at: .read, getPosts)
        routes.on("GET", "/xrpc/app.bsky.feed.getAuthorFeed", at: .read, getAuthorFeed)
    }

    func records(of did: String) -> [BlueskyState.StoredRecord] {
        store.read { state in state.records.values.filter { $0.uri.did == did } }
    }

    @Sendable private func getRecord(_ call: Call) async throws -> Reply {
        guard let repo = call.query["repo"] else { throw XRPCError.missing("repo") }
        guard let collection = call.query["collection"] else { throw XRPCError.missing("collection") }
        guard let rkey = call.query["rkey"] else { throw XRPCError.missing("rkey") }
        guard let owner = person(named: repo) else { throw XRPCError.invalid("Could not find repo: \(repo)") }
        let address = RecordAddress(did: owner.id, collection: collection, rkey: rkey)
        guard let record = store.read({ $0.records[address.key] }), call.query["cid"] ?? record.cid == record.cid
        else {
            throw Refused(XRPCError.reply(400, "RecordNotFound", "Could not locate record: \(address)"))
        }
        return .json(Self.json(of: record))
    }

    private static func json(of record: BlueskyState.StoredRecord) -> JSONValue {
        ["uri": .string(record.uri.description), "cid": .string(record.cid), "value": record.value]
    }

    @Sendable private func listRecords(_ call: Call) async throws -> Reply {
        guard let repo = call.query["repo"] else { throw XRPCError.missing("repo") }
        guard let collection = call.query["collection"] else { throw XRPCError.missing("collection") }
        guard let owner = person(named: repo) else { throw XRPCError.invalid("Could not find repo: \(repo)") }
        let limit = try limit(of: call, usual: 50)
        let isForward = call.query["reverse"] == "true"
        let newest = ground.nowMs - call.twist.listingLagMs
        let cursor = call.query["cursor"]
        let found = records(of: owner.id)
            .filter { $0.uri.collection == collection && $0.indexedAtMs <= newest }
            .sorted { isForward ? $0.uri.rkey < $1.uri.rkey : $0.uri.rkey > $1.uri.rkey }
            .filter { record in cursor.map { isForward ? record.uri.rkey > $0 : record.uri.rkey < $0 } ?? true }
        let page = found.prefix(limit)
        let next = found.count > limit ? page.last?.uri.rkey : nil
        return .json(
            .members(["records": .array(page.map(Self.json(of:))), "cursor": next.map(JSONValue.string)])
        )
    }

    private func limit(of call: Call, usual: Int) throws -> Int {
        guard let text = call.query["limit"] else { return usual }
        guard let limit = Int(text) else { throw XRPCError.invalid("Error: limit must be an integer") }
        guard limit <= 100 else { throw XRPCError.invalid("Error: limit can not be greater than 100") }
        guard limit >= 1 else { throw XRPCError.invalid("Error: limit can not be less than 1") }
        return limit
    }

    /// Posts that are not there, or that the view has not seen yet, are left out without a word.
    @Sendable private func getPosts(_ call: Call) async throws -> Reply {
        let uris = call.query.list("uris")
        guard !uris.isEmpty else { throw XRPCError.missing("uris") }
        guard uris.count <= 25 else { throw XRPCError.invalid("Error: uris must not have more than 25 elements") }
        let newest = ground.nowMs - call.twist.listingLagMs
        let posts = uris.compactMap { ground.livePost($0) }.filter { $0.createdAtMs <= newest }
        return .json(["posts": .array(posts.compactMap(view))])
    }

    @Sendable private func getAuthorFeed(_ call: Call) async throws -> Reply {
        guard let actor = call.query["actor"] else { throw XRPCError.missing("actor") }
        guard let person = person(named: actor) else { throw XRPCError.invalid("Profile not found") }
        let limit = try limit(of: call, usual: 50)
        let before = call.query["cursor"].flatMap(RecordTime.ms(of:)) ?? .max
        let posts = ground.listing(lagMs: call.twist.listingLagMs) { $0.account == person.id }
            .filter { $0.createdAtMs < before }
        let page = posts.prefix(limit)
        let next = posts.count > limit ? page.last.map { RecordTime.text(ofMs: $0.createdAtMs) } : nil
        let feed = page.compactMap(view).map { JSONValue.object(["post": $0]) }
        return .json(.members(["feed": .array(feed), "cursor": next.map(JSONValue.string)]))
    }

    private func view(of post: LivePost) -> JSONValue? {
        guard let address = RecordAddress(post.id), let record = store.read({ $0.records[address.key] }),
            let person = ground.person(post.account)
        else { return nil }
        var members: [String: JSONValue] = [
            "uri": .string(post.id), "cid": .string(record.cid), "author": author(person), "record": record.value,
            "replyCount": .integer(Int64(post.counts.replies)), "repostCount": .integer(Int64(post.counts.reposts)),
            "likeCount": .integer(Int64(post.counts.likes)), "quoteCount": .integer(Int64(post.counts.quotes)),
            "bookmarkCount": .integer(Int64(post.counts.saves)),
            "indexedAt": .string(RecordTime.text(ofMs: post.createdAtMs)), "labels": [],
        ]
        members["embed"] = pictures(of: post, in: record.value)
        return .object(members)
    }

    /// Pictures as a reader gets them: by their addresses.
    private func pictures(of post: LivePost, in record: JSONValue) -> JSONValue? {
        guard record["embed"]?["$type"]?.string == "app.bsky.embed.images",
            let images = record["embed"]?["images"]?.array, images.count == post.media.count
        else { return nil }
        let shown = zip(images, post.media).map { image, piece -> JSONValue in
            let address = JSONValue.string("\(ground.origin)/_rehearsal/media/\(piece.sha256)")
            return .members([
                "thumb": address, "fullsize": address, "alt": .string(piece.alt), "aspectRatio": image["aspectRatio"],
            ])
        }
        return ["$type": "app.bsky.embed.images#view", "images": .array(shown)]
    }
}
