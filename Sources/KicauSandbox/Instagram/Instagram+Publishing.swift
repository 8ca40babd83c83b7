import Foundation
import KicauCore

/// Container, commit, delete.
extension InstagramSimulator {
    func publishingRoutes() -> [GraphRoute] {
        [
            GraphRoute(
                method: "POST", pattern: "{ig}/media",
                takes: [
                    "image_url", "video_url", "media_type", "caption", "is_carousel_item", "children", "alt_text",
                    "share_to_feed", "thumb_offset", "cover_url", "collaborators", "location_id", "user_tags",
                    "is_ai_generated", "is_paid_partnership", "trial_params", "audio_name",
                ],
                place: .container, handler: create
            ),
            GraphRoute(
                method: "POST", pattern: "{ig}/media_publish", takes: ["creation_id"], place: .commit, handler: publish
            ),
            GraphRoute(method: "DELETE", pattern: "{id}", takes: [], place: .delete, handler: delete),
        ]
    }

    @Sendable private func create(_ asked: GraphCall) async throws -> JSONValue {
        let (token, person) = try account(asked, verb: "post")
        try require(.publish, token)
        guard containersToday(of: person.id) < graph.containersPerDay else { throw InstagramErrors.dailyLimit }
        let draft = try InstagramDraft(asked)
        if draft.isPaid, !Self.isThroughPage(token) {
            throw GraphError.parameter("is_paid_partnership", "is_paid_partnership needs Facebook Login")
        }
        if draft.kind == .carousel { return try createCarousel(asked, person, draft) }
        let media = try await media(asked, draft.kind)
        let isVideo = media.type.hasPrefix("video/")
        var own = draft.own
        own["cover"] = try await cover(asked).map { .string($0.sha256) }
        own["media_type"] = isVideo ? "VIDEO" : "IMAGE"
        own["media_product_type"] = draft.kind == .reel ? "REELS" : draft.kind == .story ? "STORY" : "FEED"
        let container = stage(
            asked, account: person.id, mediaType: asked["media_type"] ?? "IMAGE",
            text: draft.isItem ? "" : asked["caption"] ?? "", media: [media], isItem: draft.isItem, own: own
        )
        return ["id": .string(container.id)]
    }

    private func createCarousel(
        _ asked: GraphCall, _ person: Person, _ draft: InstagramDraft
    ) throws -> JSONValue {
        let ids = asked.list("children")
        guard (2...10).contains(ids.count) else { throw InstagramErrors.carouselCount }
        for id in ids {
            guard let child = container(id, of: person.id) else { throw InstagramErrors.containerMissing }
            if child.status(at: ground.nowMs) == .inProgress { throw InstagramErrors.notReady }
        }
        guard let items = items(ids, of: person.id) else { throw InstagramErrors.createAgain }
        var own = draft.own
        own["media_type"] = "CAROUSEL_ALBUM"
        own["media_product_type"] = "FEED"
        let container = stage(
            asked, account: person.id, mediaType: "CAROUSEL", text: asked["caption"] ?? "",
            media: items.flatMap(\.media), children: ids, own: own
        )
        return ["id": .string(container.id)]
    }

    private func media(_ asked: GraphCall, _ kind: InstagramDraft.Kind) async throws(GraphError) -> PostedMedia {
        switch (kind, asked["video_url"]) {
        case (.reel, let address?), (.videoItem, let address?), (.story, let address?):
            return try await film(address, asked, kind)
        case (.story, nil), (.image, nil), (.imageItem, nil): return try await picture(asked, kind)
        case (.reel, nil), (.videoItem, nil), (.image, _), (.imageItem, _), (.carousel, _):
            throw InstagramErrors.mediaType
        }
    }

    private func film(
        _ address: String, _ asked: GraphCall, _ kind: InstagramDraft.Kind
    ) async throws(GraphError) -> PostedMedia {
        guard asked["alt_text"] == nil else { throw .parameter("alt_text", "alt_text is for images only") }
        guard case .bytes(let bytes) = await fetch(address) else { throw InstagramErrors.fetchFailed }
        if let broken = InstagramFilm.broken(bytes, as: kind) { throw broken }
        return shelved(bytes, type: "video/mp4", alt: "")
    }

    private func picture(_ asked: GraphCall, _ kind: InstagramDraft.Kind) async throws(GraphError) -> PostedMedia {
        let address = try asked.required("image_url")
        let alt = asked["alt_text"] ?? ""
        guard kind != .story || alt.isEmpty else { throw .parameter("alt_text", "alt_text is not for stories") }
        guard alt.count <= 1_000 else { throw .parameter("alt_text", "alt_text must be at most 1000 characters") }
        guard case .bytes(let bytes) = await fetch(address) else { throw InstagramErrors.fetchFailed }
        if let broken = InstagramImage.broken(bytes, as: kind) { throw broken }
        return shelved(bytes, type: "image/jpeg", alt: alt)
    }

    /// Fetched like the reel itself, and a JPEG of at most 8 MiB; of any shape, as it is cropped.
    private func cover(_ asked: GraphCall) async throws(GraphError) -> PostedMedia? {
        guard let address = asked["cover_url"] else { return nil }
        guard case .bytes(let bytes) = await fetch(address) else { throw InstagramErrors.fetchFailed }
        if let broken = InstagramImage.broken(bytes, as: .story) { throw broken }
        return shelved(bytes, type: "image/jpeg", alt: "")
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

    /// Media can be deleted behind Facebook's sign-in only; comments behind both.
    @Sendable private func delete(_ asked: GraphCall) throws -> JSONValue {
        let token = try session(asked)
        let id = asked.name("id")
        guard let post = standing(id), post.account == token.account else {
            throw GraphError.unknownObject(id, verb: "delete")
        }
        switch post.kind {
        case .post:
            guard Self.isThroughPage(token) else { throw GraphError.unknownObject(id, verb: "delete") }
            try require(.publish, token)
        case .reply, .comment: try require(.comments, token)
        }
        guard ground.delete(id) else { throw GraphError.unknownObject(id, verb: "delete") }
        if let parent = post.parent { ground.changePost(parent) { $0.counts.replies -= 1 } }
        return ["success": true]
    }
}
