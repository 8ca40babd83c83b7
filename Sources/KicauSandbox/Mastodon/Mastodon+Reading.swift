import KicauCore

/// Reading statuses back: one, its source, its thread, an account's.
extension MastodonSimulator {
    func addReadingRoutes(to routes: inout Routes) {
        routes.on("GET", "/api/v1/statuses", at: .read, readSeveral)
        routes.on("GET", "/api/v1/statuses/{id}", at: .read, readStatus)
        routes.on("GET", "/api/v1/statuses/{id}/source", at: .read, readSource)
        routes.on("GET", "/api/v1/statuses/{id}/context", at: .read, readContext)
        routes.on("GET", "/api/v1/accounts/lookup", at: .read, lookup)
        routes.on("GET", "/api/v1/accounts/{id}", at: .read, readAccount)
        routes.on("GET", "/api/v1/accounts/{id}/statuses", at: .read, list)
    }

    @Sendable private func readStatus(_ call: Call) async throws -> Reply {
        let guest = try guest(in: call)
        return Reply.json(status(try visible(call["id"], to: guest.person), for: guest.person)).countedBy(
            guest.standing)
    }

    @Sendable private func readSeveral(_ call: Call) async throws -> Reply {
        let guest = try guest(in: call)
        let ids = call.query.list("id")
        guard ids.count <= 20 else { throw MastodonError.validation("Cannot ask for more than 20 posts") }
        let posts = ids.compactMap { ground.livePost($0) }.filter { isVisible($0, to: guest.person) }
        return Reply.json(.array(posts.map { status($0, for: guest.person) })).countedBy(guest.standing)
    }

    @Sendable private func readSource(_ call: Call) async throws -> Reply {
        let caller = try caller(in: call, scope: "read:statuses")
        let post = try visible(call["id"], to: caller.person)
        return Reply.json([
            "id": .string(post.id), "text": .string(post.text), "spoiler_text": post.own["spoiler"] ?? "",
        ]).countedBy(caller.standing)
    }

    @Sendable private func readContext(_ call: Call) async throws -> Reply {
        let guest = try guest(in: call)
        let post = try visible(call["id"], to: guest.person)
        var ancestors: [LivePost] = []
        var above = post.parent
        while let id = above, let parent = ground.livePost(id) {
            ancestors.insert(parent, at: 0)
            above = parent.parent
        }
        let below = descendants(of: post.id).filter { isVisible($0, to: guest.person) }
        return Reply.json([
            "ancestors": .array(
                ancestors.filter { isVisible($0, to: guest.person) }.map { status($0, for: guest.person) }),
            "descendants": .array(below.map { status($0, for: guest.person) }),
        ]).countedBy(guest.standing)
    }

    private func descendants(of id: String) -> [LivePost] {
        ground.answers(to: id).flatMap { [$0] + descendants(of: $0.id) }
    }

    @Sendable private func lookup(_ call: Call) async throws -> Reply {
        let guest = try guest(in: call)
        let asked = call.query["acct"] ?? ""
        let isHere = asked.hasSuffix("@\(host)")
        let handle = isHere ? String(asked.dropLast(host.count + 1)) : asked
        guard let person = ground.person(handle: handle) else { throw MastodonError.notFound }
        return Reply.json(account(person)).countedBy(guest.standing)
    }

    @Sendable private func readAccount(_ call: Call) async throws -> Reply {
        let guest = try guest(in: call)
        guard let person = ground.person(call["id"]) else { throw MastodonError.notFound }
        return Reply.json(account(person)).countedBy(guest.standing)
    }

    @Sendable private func list(_ call: Call) async throws -> Reply {
        let query = call.query
        let isPaging = ["max_id", "since_id", "min_id"].contains { query[$0] != nil }
        let guest = try guest(in: call, more: isPaging ? [.paging] : [])
        guard let person = ground.person(call["id"]) else { throw MastodonError.notFound }
        let posts = ground.listing(lagMs: call.twist.listingLagMs) { $0.account == person.id }
            .filter { isVisible($0, to: guest.person) && isAsked($0, by: query) }
        let page = MastodonPaging(query).page(of: posts, id: \.id)
        let reply = Reply.json(.array(page.map { status($0, for: guest.person) })).countedBy(guest.standing)
        let links = MastodonPaging(query).links(
            for: page.map(\.id), at: "\(ground.origin)/api/v1/accounts/\(person.id)/statuses")
        return links.isEmpty ? reply : reply.with("Link", links)
    }

    private func isAsked(_ post: LivePost, by query: Pairs) -> Bool {
        func isOn(_ name: String) -> Bool { ["true", "1"].contains(query[name] ?? "") }
        if !plays.listsAnswers, post.parent != nil { return false }
        // Nobody has pinned anything here.
        if isOn("pinned") { return false }
        if isOn("only_media"), post.media.isEmpty { return false }
        // Answers to oneself are a thread, not replies.
        guard isOn("exclude_replies"), let parent = post.parent else { return true }
        return ground.post(parent)?.account == post.account
    }
}

/// Which part of a listing is asked for, and where its neighbours are.
struct MastodonPaging {
    private let query: Pairs
    private let limit: Int

    init(_ query: Pairs, usual: Int = 20, most: Int = 40) {
        self.query = query
        limit = min(max(query.int("limit") ?? usual, 1), most)
    }

    private func id(_ name: String) -> Number? { query[name].flatMap { $0.isEmpty ? nil : Number(id: $0) } }

    /// Ids of one server sort by their length and then letter by letter, whatever they are made of.
    private struct Number: Comparable {
        let id: String

        static func < (one: Number, other: Number) -> Bool {
            (one.id.utf8.count, one.id) < (other.id.utf8.count, other.id)
        }
    }

    /// Newest first; `min_id` takes those right after it, `since_id` the newest that are younger.
    func page<Item>(of items: [Item], id itsID: (Item) -> String) -> [Item] {
        let below = id("max_id")
        let above = [id("since_id"), id("min_id")].compactMap(\.self).max()
        let numbered = items.map { (id: Number(id: itsID($0)), item: $0) }
        let asked = numbered.filter { item in
            (below.map { item.id < $0 } ?? true) && (above.map { item.id > $0 } ?? true)
        }.sorted { $0.id > $1.id }.map(\.item)
        return id("min_id") == nil ? Array(asked.prefix(limit)) : Array(asked.suffix(limit))
    }

    func links(for page: [String], at path: String) -> String {
        guard let newest = page.first, let oldest = page.last else { return "" }
        let previous = "<\(path)?\(carried("min_id", newest))>; rel=\"prev\""
        guard page.count == limit else { return previous }
        return "<\(path)?\(carried("max_id", oldest))>; rel=\"next\", " + previous
    }

    private func carried(_ name: String, _ id: String) -> String {
        let kept = query.all.filter { !["max_id", "min_id", "since_id", "access_token"].contains($0.name) }
        return Pairs(kept + [Pairs.Pair(name: name, value: id)]).encoded
    }
}
