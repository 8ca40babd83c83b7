import Foundation
import KicauCore

/// Container, commit, comment, delete.
extension InstagramSimulator {
    func publishingRoutes() -> [GraphRoute] {
        [
            GraphRoute(
                method: "POST", pattern: "{ig}/media",
                takes: [
                    "image_url", "video_url", "media_type", "caption", "is_carousel_item", "children", "alt_text",
                    "share_to_feed", "thumb_offset", "cover_url", "collaborators", "location_id",
                ],
                place: .container, handler: create
            ),
            GraphRoute(
                method: "POST", pattern: "{ig}/media_publish", takes: ["creation_id"], place: .commit, handler: publish
            ),
            GraphRoute(
                method: "POST", pattern: "{media}/comments", takes: ["message"], place: .comment, handler: comment
            ),
            GraphRoute(method: "DELETE", pattern: "{id}", takes: [], place: .delete, handler: delete),
        ]
    }

    @Sendable private func create(_ asked: GraphCall) async throws -> JSONValue {
        let (token, person) = try account(asked, verb: "post")
        try require(.publish, token)
        guard containersToday(of: person.id) < graph.containersPerDay else { throw InstagramErrors.dailyLimit }
        let caption = asked["caption"] ?? ""
        if let broken = InstagramCaption.broken(caption) { throw broken }
        let isItem = try asked.flag("is_carousel_item", usual: false)
        try checkCompany(asked, isItem: isItem)
        switch asked["media_type"] {
        case "CAROUSEL": return try createCarousel(asked, person, caption)
        case nil, "IMAGE", "STORIES", "REELS", "VIDEO": break
        case .some: throw InstagramErrors.mediaType
        }
        let media = try await media(asked, isItem: isItem)
        let isVideo = media.type.hasPrefix("video/")
        let kind = asked["media_type"] ?? "IMAGE"
        guard !isVideo || kind != "IMAGE" else { throw InstagramErrors.mediaType }
        // A single VIDEO is refused since 2023-11-09.
        guard kind != "VIDEO" || (isItem && isVideo), kind != "REELS" || isVideo else {
            throw InstagramErrors.mediaType
        }
        let container = stage(
            asked, account: person.id, mediaType: kind, text: isItem ? "" : caption, media: [media], isItem: isItem,
            own: [
                "media_type": isVideo ? "VIDEO" : "IMAGE",
                "media_product_type": kind == "REELS" ? "REELS" : kind == "STORIES" ? "STORY" : "FEED",
            ]
        )
        return ["id": .string(container.id)]
    }

    /// Who it is made with, and where: up to three accounts, and a page's number.
    private func checkCompany(_ asked: GraphCall, isItem: Bool) throws(GraphError) {
        let together = asked.list("collaborators")
        guard together.count <= 3, !(isItem && !together.isEmpty) else {
            throw .parameter("collaborators", "collaborators takes up to 3 names, and none on a carousel item")
        }
        if let place = asked["location_id"], place.isEmpty || !place.allSatisfy(\.isNumber) {
            throw .parameter("location_id", "location_id must be the id of a Page")
        }
    }

    private func createCarousel(_ asked: GraphCall, _ person: Person, _ caption: String) throws -> JSONValue {
        let ids = asked.list("children")
        guard (2...10).contains(ids.count) else { throw InstagramErrors.carouselCount }
        for id in ids {
            guard let child = container(id, of: person.id) else { throw InstagramErrors.containerMissing }
            if child.status(at: ground.nowMs) == .inProgress { throw InstagramErrors.notReady }
        }
        guard let items = items(ids, of: person.id) else { throw InstagramErrors.createAgain }
        let container = stage(
            asked, account: person.id, mediaType: "CAROUSEL", text: caption, media: items.flatMap(\.media),
            children: ids, own: ["media_type": "CAROUSEL_ALBUM", "media_product_type": "FEED"]
        )
        return ["id": .string(container.id)]
    }

    private func media(_ asked: GraphCall, isItem: Bool) async throws(GraphError) -> PostedMedia {
        if let address = asked["video_url"] {
            guard asked["alt_text"] == nil else { throw .parameter("alt_text", "alt_text is for images only") }
            guard case .bytes(let bytes) = await fetch(address) else { throw InstagramErrors.fetchFailed }
            guard ImageSniffer.isFilm(bytes) else { throw InstagramErrors.videoFormat }
            return shelved(bytes, type: "video/mp4", alt: "")
        }
        let address = try asked.required("image_url")
        let alt = asked["alt_text"] ?? ""
        guard alt.count <= 1_000 else { throw .parameter("alt_text", "alt_text must be at most 1000 characters") }
        guard case .bytes(let bytes) = await fetch(address) else { throw InstagramErrors.fetchFailed }
        if let broken = InstagramImage.broken(bytes, isItem: isItem) { throw broken }
        return shelved(bytes, type: "image/jpeg", alt: alt)
    }

    @Sendable private func publish(_ asked: GraphCall) throws -> JSONValue {
        let (token, person) = try account(asked, verb: "post")
        try require(.publish, token)
        let id = try asked.required("creation_id")
        guard postsToday(of: person.id, .post).count < graph.postsPerDay else { throw InstagramErrors.dailyLimit }
        guard container(id, of: person.id)?.isItem != true else { throw InstagramErrors.mediaType }
        let post = newPostID(at: ground.nowMs, by: person)
        switch claim(id, of: person.id, as: post) {
        case .yours(let container):
            var own = container.own
            own["shortcode"] = .string(Self.shortcode(post))
            own["container"] = .string(container.id)
            ground.add(
                LivePost(
                    id: post, by: person, text: container.text, media: container.media, createdAtMs: ground.nowMs,
                    own: own
                )
            )
            return ["id": .string(post)]
        case .missing: throw InstagramErrors.containerMissing
        case .refused(.inProgress): throw InstagramErrors.notReady
        case .refused(.expired): throw InstagramErrors.expired
        // What Instagram says to a second commit is written nowhere; to it, a published container is spent.
        case .refused(.published), .refused(.finished): throw InstagramErrors.containerMissing
        case .refused(.failed): throw InstagramErrors.createAgain
        }
    }

    @Sendable private func comment(_ asked: GraphCall) throws -> JSONValue {
        let token = try session(asked)
        try require(.comments, token)
        let id = asked.name("media")
        guard let parent = ground.livePost(id), let author = ground.person(token.account) else {
            throw InstagramErrors.mediaMissing
        }
        let comment = LivePost(
            id: String(ground.nextNumber(base: 18_060_000_000_000_000)), by: author,
            text: try asked.required("message"), createdAtMs: ground.nowMs, kind: .comment, parent: id,
            root: parent.root ?? id
        )
        ground.add(comment)
        ground.changePost(id) { $0.counts.replies += 1 }
        return ["id": .string(comment.id)]
    }

    /// Media can be deleted behind Facebook's sign-in only; comments behind both.
    @Sendable private func delete(_ asked: GraphCall) throws -> JSONValue {
        let token = try session(asked)
        let id = asked.name("id")
        guard let post = ground.livePost(id), post.account == token.account else {
            throw GraphError.unknownObject(id, verb: "delete")
        }
        switch post.kind {
        case .post:
            guard token.grant.hasPrefix("fb-") else { throw GraphError.unknownObject(id, verb: "delete") }
            try require(.publish, token)
        case .reply, .comment: try require(.comments, token)
        }
        guard ground.delete(id) else { throw GraphError.unknownObject(id, verb: "delete") }
        if let parent = post.parent { ground.changePost(parent) { $0.counts.replies -= 1 } }
        return ["success": true]
    }
}
