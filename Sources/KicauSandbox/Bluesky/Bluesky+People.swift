import KicauCore

/// Who is suggested while a name is being typed: lexicon app.bsky.actor.searchActorsTypeahead.
extension BlueskySimulator {
    func addPeopleRoutes(to routes: inout Routes) {
        routes.on("GET", "/xrpc/app.bsky.actor.searchActorsTypeahead", at: .read, suggest)
    }

    /// Without letters nobody is suggested.
    @Sendable private func suggest(_ call: Call) async throws -> Reply {
        _ = try viewer(in: call)
        try check(call, knows: ["q", "term", "limit"])
        let limit = try number("limit", in: call, 1...100, usual: 10)
        let asked = (call.query["q"] ?? call.query["term"] ?? "").lowercased()
        let beginning = asked.hasPrefix("@") ? String(asked.dropFirst()) : asked
        let people = ground.people.filter { person in
            !beginning.isEmpty
                && (person.handle.lowercased().hasPrefix(beginning) || person.isNamed(from: beginning))
        }
        return .json(["actors": .array(people.prefix(limit).map(author))])
    }
}
