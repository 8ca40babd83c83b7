import KicauCore

/// Stories of Pages: pictures, and a list that holds the videos as well.
extension FacebookSimulator {
    func storyRoutes() -> [GraphRoute] {
        [
            GraphRoute(
                method: "POST", pattern: "{page}/photo_stories", takes: ["photo_id"], place: .commit,
                handler: publishPhoto
            ),
            GraphRoute(method: "GET", pattern: "{page}/stories", takes: ["status"], place: .read, handler: stories),
        ]
    }

    func newStoryID() -> String { String(ground.nextNumber(base: 122_300_000_000_000)) }

    func storyPath(of post: LivePost) -> String? {
        isStory(post) ? "/stories/\(post.account)/\(post.id)/" : nil
    }

    @Sendable private func publishPhoto(_ asked: GraphCall) throws -> JSONValue {
        let page = try page(asked, scope: "pages_manage_posts")
        let photo = try asked.required("photo_id")
        let id = newStoryID()
        guard let taken = take(photo, of: page, for: id) else {
            guard box.read({ $0.photos[photo]?.page }) == page.id else {
                throw GraphError.unknownObject(photo, verb: "post")
            }
            throw GraphError(400, 100, 1_366_051, "(#100) These photos were already posted.")
                .told("Already posted", "These photos were already posted.")
        }
        ground.add(
            LivePost(
                id: id, by: page, text: "", media: [taken.media], createdAtMs: ground.nowMs,
                own: ["is_published": true, "is_story": true]
            )
        )
        return ["success": true, "post_id": .string(id)]
    }

    /// Test and mark are one step.
    private func take(_ photo: String, of page: Person, for story: String) -> GraphPhoto? {
        box.change { state in
            guard let found = state.photos[photo], found.page == page.id, found.post == nil else { return nil }
            state.photos[photo]?.post = story
            return found
        }
    }

    @Sendable private func stories(_ asked: GraphCall) throws -> JSONValue {
        let page = try page(asked, scope: "pages_read_engagement")
        let wanted = asked.list("status").map { $0.lowercased() }
        let fields = try asked.fields(usual: "post_id,status,creation_time,media_type,media_id,url")
        let found = ground.listing(lagMs: asked.call.twist.listingLagMs) { post in
            guard post.account == page.id, isStory(post) else { return false }
            return wanted.isEmpty || wanted.contains(status(of: post))
        }
        return try edge(asked, found) { fields.picked(from: whole(story: $0)) }
    }

    /// After a day it is in the archive only.
    private func status(of story: LivePost) -> String {
        ground.nowMs - story.createdAtMs < Self.dayMs ? "published" : "archived"
    }

    private func whole(story: LivePost) -> [String: JSONValue] {
        let media = story.media.first
        return [
            "post_id": .string(story.id), "status": .string(status(of: story)),
            "creation_time": .string(String(story.createdAtMs / 1000)),
            "media_type": .string(media?.type.hasPrefix("video/") == true ? "video" : "photo"),
            "media_id": .string(media?.id ?? ""), "url": .string(permalink(of: story)),
        ]
    }
}
