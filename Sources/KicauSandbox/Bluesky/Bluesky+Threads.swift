import KicauCore

/// A post with what it answers and what answers it. Lexicon app.bsky.feed.getPostThread.
///
/// What the author hid stays in the thread: the gate beside it names it, and readers' apps fold it away. What the gate
/// shut out is not shown at all.
extension BlueskySimulator {
    func addThreadRoutes(to routes: inout Routes) {
        routes.on("GET", "/xrpc/app.bsky.feed.getPostThread", at: .read, getPostThread)
    }

    @Sendable private func getPostThread(_ call: Call) async throws -> Reply {
        let viewer = try viewer(in: call)
        try check(call, knows: ["uri", "depth", "parentHeight"])
        guard let uri = call.query["uri"] else { throw XRPCError.missing("uri") }
        let depth = try number("depth", in: call, 0...1000, usual: 6)
        let height = try number("parentHeight", in: call, 0...1000, usual: 80)
        let sight = sight(in: call, of: viewer)
        guard let post = sight.post(uri), case .object(var thread)? = Self.below(post, depth: depth, in: sight) else {
            throw Refused(XRPCError.reply(400, "NotFound", "Post not found: \(uri)"))
        }
        thread["parent"] = Self.above(post, height: height, in: sight)
        let gate = sight.gateView(of: post.root ?? post.id)
        return .json(.members(["thread": .object(thread), "threadgate": gate]))
    }

    private static func below(_ post: LivePost, depth: Int, in sight: BlueskySight) -> JSONValue? {
        guard let view = sight.view(of: post) else { return nil }
        var members: [String: JSONValue] = ["$type": "app.bsky.feed.defs#threadViewPost", "post": view]
        if depth > 0 {
            let answers = sight.network.ground.answers(to: post.id)
                .filter { $0.createdAtMs <= sight.newestMs && !sight.isShutOut($0) }
            members["replies"] = .array(answers.compactMap { below($0, depth: depth - 1, in: sight) })
        }
        return .object(members)
    }

    private static func above(_ post: LivePost, height: Int, in sight: BlueskySight) -> JSONValue? {
        guard height > 0, let uri = post.parent else { return nil }
        guard let parent = sight.post(uri), case .object(var members)? = below(parent, depth: 0, in: sight) else {
            return ["$type": "app.bsky.feed.defs#notFoundPost", "uri": .string(uri), "notFound": true]
        }
        members["parent"] = above(parent, height: height - 1, in: sight)
        return .object(members)
    }
}
