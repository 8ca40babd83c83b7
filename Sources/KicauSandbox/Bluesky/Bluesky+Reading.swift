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
        let limit = try number("limit", in: call, 1...100, usual: 50)
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

    /// Posts that are not there, or that the view has not seen yet, are left out without a word.
    @Sendable private func getPosts(_ call: Call) async throws -> Reply {
        let viewer = try viewer(in: call)
        try check(call, knows: ["uris"])
        let uris = call.query.list("uris")
        guard !uris.isEmpty else { throw XRPCError.missing("uris") }
        guard uris.count <= 25 else { throw XRPCError.invalid("Error: uris must not have more than 25 elements") }
        let sight = sight(in: call, of: viewer)
        return .json(["posts": .array(uris.compactMap { sight.post($0) }.compactMap(sight.view))])
    }

    @Sendable private func getAuthorFeed(_ call: Call) async throws -> Reply {
        let viewer = try viewer(in: call)
        guard let actor = call.query["actor"] else { throw XRPCError.missing("actor") }
        guard let person = person(named: actor) else { throw XRPCError.invalid("Profile not found") }
        let limit = try number("limit", in: call, 1...100, usual: 50)
        let before = call.query["cursor"].flatMap(RecordTime.ms(of:)) ?? .max
        let posts = ground.listing(lagMs: call.twist.listingLagMs) { $0.account == person.id }
            .filter { $0.createdAtMs < before }
        let page = posts.prefix(limit)
        let next = posts.count > limit ? page.last.map { RecordTime.text(ofMs: $0.createdAtMs) } : nil
        let feed = page.compactMap(sight(in: call, of: viewer).view).map { JSONValue.object(["post": $0]) }
        return .json(.members(["feed": .array(feed), "cursor": next.map(JSONValue.string)]))
    }
}
