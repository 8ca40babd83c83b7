import KicauCore

/// Hiding answers to one's own posts, and showing them again.
extension XSimulator {
    @Sendable func hide(_ call: Call) throws -> Reply {
        let caller = try enter(call, .person(scopes: ["tweet.read", "tweet.moderate.write", "users.read"]), .hide)
        guard case .object(let body)? = call.json, body.keys.allSatisfy({ $0 == "hidden" }),
            let isHidden = body["hidden"]?.bool
        else { throw refused(.invalid(parameter: "hidden", value: "", message: "hidden must be true or false.")) }
        let id = call["tweet_id"]
        guard let post = ground.livePost(id) else {
            throw refused(.notFound(parameter: "tweet_id", value: id, resource: words.postResource))
        }
        let root = post.root.flatMap { ground.post($0) }
        guard let root, root.account == caller.account, post.account != caller.account else {
            throw refused(.notPermitted)
        }
        ground.changePost(id) { $0.own["hidden"] = .bool(isHidden) }
        charge(.manage)
        return answer(["data": ["hidden": .bool(isHidden)]], to: caller)
    }
}
