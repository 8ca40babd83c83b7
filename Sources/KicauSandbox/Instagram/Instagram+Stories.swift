import KicauCore

/// Stories: a list of their own, and gone after a day.
extension InstagramSimulator {
    func storyRoutes() -> [GraphRoute] {
        [GraphRoute(method: "GET", pattern: "{ig}/stories", takes: [], place: .read, handler: stories)]
    }

    func isStory(_ post: LivePost) -> Bool { post.own["media_product_type"] == "STORY" }

    /// The post, when it was not deleted and is no story of yesterday.
    func standing(_ id: String) -> LivePost? { ground.livePost(id).flatMap { hasEnded($0) ? nil : $0 } }

    func hasEnded(_ post: LivePost) -> Bool {
        isStory(post) && ground.nowMs - post.createdAtMs >= GraphContainer.lifeMs
    }

    @Sendable private func stories(_ asked: GraphCall) throws -> JSONValue {
        let (token, person) = try account(asked, verb: "get")
        try require(.basic, token)
        let fields = try asked.fields(usual: "id")
        let posts = ground.listing(lagMs: asked.call.twist.listingLagMs) {
            $0.account == person.id && isStory($0) && !hasEnded($0)
        }
        return try edge(asked, posts) { fields.picked(from: whole($0)) }
    }
}
