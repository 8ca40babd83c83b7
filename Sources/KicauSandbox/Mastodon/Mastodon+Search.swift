import KicauCore

/// The search, as far as it finds a status by its address and an account by its name.
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
        let person = ground.person(handle: asked.hasPrefix("@") ? String(asked.dropFirst()) : asked)
        let people = [person].compactMap { $0 }
        return Reply.json([
            "accounts": .array(type ?? "accounts" == "accounts" ? people.map(account) : []),
            "statuses": .array(type ?? "statuses" == "statuses" ? posts.map { status($0, for: caller.person) } : []),
            "hashtags": [],
        ]).countedBy(caller.standing)
    }
}
