import KicauCore

/// The search, as far as it finds a status by its address and accounts by the beginning of their names.
extension MastodonSimulator {
    func addSearchRoutes(to routes: inout Routes) {
        routes.on("GET", "/api/v2/search", at: .read, search)
    }

    @Sendable private func search(_ call: Call) async throws -> Reply {
        let caller = try caller(in: call, scope: "read:search")
        let asked = (call.query["q"] ?? "").trimmingWhitespace
        guard !asked.isEmpty else { throw MastodonError.refused(400, "Missing parameter: q") }
        let type = call.query["type"]
        // What stands on another server is fetched only when that is asked for.
        let resolves = ["true", "1"].contains(call.query["resolve"] ?? "")
        let posts = ground.listing().filter { post in
            guard isVisible(post, to: caller.person), resolves || remote(post) == nil else { return false }
            return asked == shownURL(of: post) || asked == uri(of: post)
        }
        let limit = min(max(call.query.int("limit") ?? 20, 1), 40)
        let people = known(asked).prefix(limit)
        return Reply.json([
            "accounts": .array(type ?? "accounts" == "accounts" ? people.map(account) : []),
            "statuses": .array(type ?? "statuses" == "statuses" ? posts.map { status($0, for: caller.person) } : []),
            "hashtags": [],
        ]).countedBy(caller.standing)
    }

    /// By handle, with or without this server's name, or by a word of the name they show.
    private func known(_ asked: String) -> [Person] {
        var wanted = asked.lowercased()
        if wanted.hasPrefix("@") { wanted.removeFirst() }
        if wanted.hasSuffix("@\(host)") { wanted.removeLast(host.count + 1) }
        return ground.people.filter { person in
            person.handle.lowercased().hasPrefix(wanted) || person.isNamed(from: wanted)
        }
    }
}
