import KicauCore

/// One person's mark on a status, as the status keeps it.
struct MastodonFavourite: Sendable {
    let id: String
    let account: String
    let atMs: Int64

    static func all(of post: LivePost) -> [MastodonFavourite] {
        (post.own["favourites"]?.array ?? []).compactMap { kept in
            guard let id = kept["id"]?.string, let account = kept["account"]?.string else { return nil }
            return MastodonFavourite(id: id, account: account, atMs: Int64(kept["at_ms"]?.int ?? 0))
        }
    }

    var kept: JSONValue { ["id": .string(id), "account": .string(account), "at_ms": .integer(atMs)] }
}

/// Marking a status as a favourite, and taking the mark away. Either may be asked twice.
extension MastodonSimulator {
    func addFavouriteRoutes(to routes: inout Routes) {
        routes.on("POST", "/api/v1/statuses/{id}/favourite", at: .commit) { try mark($0, as: true) }
        routes.on("POST", "/api/v1/statuses/{id}/unfavourite", at: .commit) { try mark($0, as: false) }
    }

    private func mark(_ call: Call, as isFavourite: Bool) throws -> Reply {
        let caller = try caller(in: call, scope: "write:favourites")
        let post = try visible(call["id"], to: caller.person)
        let now = ground.nowMs
        let id = store.change { newID(at: now, in: &$0) }
        ground.changePost(post.id) { post in
            let all = MastodonFavourite.all(of: post)
            let others = all.filter { $0.account != caller.person.id }
            guard (others.count == all.count) == isFavourite else { return }
            let mark = MastodonFavourite(id: id, account: caller.person.id, atMs: now)
            post.own["favourites"] = .array((isFavourite ? others + [mark] : others).map(\.kept))
            post.counts.likes += isFavourite ? 1 : -1
        }
        return Reply.json(status(ground.livePost(post.id) ?? post, for: caller.person)).countedBy(caller.standing)
    }
}
