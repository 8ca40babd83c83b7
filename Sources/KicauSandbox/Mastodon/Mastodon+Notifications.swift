import KicauCore

/// What an account is told: who named it, and who marked a post of it as a favourite.
extension MastodonSimulator {
    func addNotificationRoutes(to routes: inout Routes) {
        routes.on("GET", "/api/v1/notifications", at: .read, notifications)
        routes.on("GET", "/api/v1/notifications/{id}", at: .read, notification)
    }

    private static let usualPage = 40
    private static let longestPage = 80

    private struct Notice: Sendable {
        let id: String
        let type: String
        let atMs: Int64
        let by: Person
        let post: LivePost
    }

    @Sendable private func notifications(_ call: Call) async throws -> Reply {
        let query = call.query
        let isPaging = ["max_id", "since_id", "min_id"].contains { query[$0] != nil }
        let caller = try caller(in: call, scope: "read:notifications", more: isPaging ? [.paging] : [])
        let wanted = query.list("types")
        let unwanted = query.list("exclude_types")
        let asked = notices(for: caller.person, lagMs: call.twist.listingLagMs).filter {
            (wanted.isEmpty || wanted.contains($0.type)) && !unwanted.contains($0.type)
                && (query["account_id"] ?? $0.by.id) == $0.by.id
        }
        let paging = MastodonPaging(query, usual: Self.usualPage, most: Self.longestPage)
        let page = paging.page(of: asked, id: \.id)
        let reply = Reply.json(.array(page.map { shown($0, for: caller.person) })).countedBy(caller.standing)
        let links = paging.links(for: page.map(\.id), at: "\(ground.origin)/api/v1/notifications")
        return links.isEmpty ? reply : reply.with("Link", links)
    }

    @Sendable private func notification(_ call: Call) async throws -> Reply {
        let caller = try caller(in: call, scope: "read:notifications")
        guard let notice = notices(for: caller.person, lagMs: 0).first(where: { $0.id == call["id"] }) else {
            throw MastodonError.notFound
        }
        return Reply.json(shown(notice, for: caller.person)).countedBy(caller.standing)
    }

    /// Their numbers are not those of the statuses, and sort by time as those do.
    private func notices(for person: Person, lagMs: Int64) -> [Notice] {
        ground.listing(lagMs: lagMs).flatMap { post -> [Notice] in
            if post.account == person.id { return favourites(of: post) }
            guard let author = ground.person(post.account), mentioned(in: post).contains(where: { $0.id == person.id })
            else { return [] }
            return [Notice(id: "1" + post.id, type: "mention", atMs: post.createdAtMs, by: author, post: post)]
        }
    }

    private func favourites(of post: LivePost) -> [Notice] {
        MastodonFavourite.all(of: post).compactMap { favourite in
            guard favourite.account != post.account, let person = ground.person(favourite.account) else { return nil }
            return Notice(id: "1" + favourite.id, type: "favourite", atMs: favourite.atMs, by: person, post: post)
        }
    }

    private func shown(_ notice: Notice, for reader: Person) -> JSONValue {
        [
            "id": .string(notice.id), "type": .string(notice.type),
            "created_at": .string(RecordTime.text(ofMs: notice.atMs)), "account": account(notice.by),
            "status": status(notice.post, for: reader),
        ]
    }
}
