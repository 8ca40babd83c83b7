import Foundation
import KicauCore

/// Posts, photos and deleting.
extension FacebookSimulator {
    func publishingRoutes() -> [GraphRoute] {
        [
            GraphRoute(
                method: "POST", pattern: "{page}/feed",
                takes: FacebookAudience.parameters.union([
                    "message", "link", "attached_media", "published", "call_to_action",
                ]),
                place: .commit, handler: publish
            ),
            GraphRoute(
                method: "POST", pattern: "{page}/photos",
                takes: [
                    "url", "caption", "message", "alt_text_custom", "published", "temporary", "targeting",
                    "feed_targeting", "place",
                ],
                files: ["source"],
                place: .upload, placing: Self.photoPlace, handler: addPhoto
            ),
            GraphRoute(method: "DELETE", pattern: "{id}", takes: [], place: .delete, handler: delete),
        ]
    }

    /// A photo that is published at once is a commit.
    @Sendable private static func photoPlace(_ call: Call) -> Place {
        let asked = GraphCall(call, version: "", names: [:])
        return asked["published"].map { ["false", "0"].contains($0.lowercased()) } ?? false ? .upload : .commit
    }

    /// The Page a token acts for; a person's token is not enough to post as a Page.
    func page(_ asked: GraphCall, scope: String, named name: String? = nil) throws(GraphError) -> Person {
        let token = try session(asked)
        let id = name ?? asked.name("page")
        guard let page = ground.person(id == "me" ? token.account : id), page.kind == .page else {
            throw .unknownObject(id, verb: "post")
        }
        guard token.account == page.id else {
            throw GraphError(403, 200, "(#200) A page access token is needed to publish as the Page")
        }
        try require(scope, token)
        return page
    }

    @Sendable private func publish(_ asked: GraphCall) throws -> JSONValue {
        let page = try page(asked, scope: "pages_manage_posts")
        let message = asked["message"] ?? ""
        let link = asked["link"]
        let photos = try attached(asked, page: page)
        guard !message.isEmpty || link != nil || !photos.isEmpty else {
            throw GraphError.parameter("message", "Requires one of the params: message, link, attached_media")
        }
        if let broken = FacebookText.broken(message: message, link: link) { throw broken }
        let isPublished = try asked.flag("published", usual: true)
        var post = LivePost(
            id: newPostID(at: ground.nowMs, by: page), by: page, text: message, media: photos.map(\.media),
            createdAtMs: ground.nowMs, own: ["is_published": .bool(isPublished)]
        )
        post.own["link"] = link.map(JSONValue.string)
        post.own.merge(try FacebookAudience.own(asked)) { _, asked in asked }
        post.own["call_to_action"] = try button(asked)
        try put(post, page: page)
        box.change { state in
            for photo in photos { state.photos[photo.media.id]?.post = post.id }
        }
        return try asked.fields(usual: "id").picked(from: whole(post))
    }

    /// The address behind the button has to be the link's: developers.facebook.com, Ad Creative Link Data Call To Action
    /// Value, as stored.
    private func button(_ asked: GraphCall) throws(GraphError) -> JSONValue? {
        guard let text = asked["call_to_action"] else { return nil }
        guard let action = GraphCall.json(text), let type = action["type"]?.string, Self.buttons.contains(type) else {
            throw .parameter("call_to_action", "call_to_action must have a type that is known")
        }
        guard let link = asked["link"], action["value"]?["link"].map({ $0.string == link }) ?? true else {
            throw .parameter("call_to_action", "The link of call_to_action must be the link of the post")
        }
        return action
    }

    /// Those of AdCreativeLinkDataCallToAction that lead to a page on the web; Meta's business SDK specifications.
    private static let buttons: Set<String> = [
        "APPLY_NOW", "BOOK_NOW", "BOOK_TRAVEL", "BUY_NOW", "BUY_TICKETS", "CONTACT_US", "DONATE", "DONATE_NOW",
        "DOWNLOAD", "FIND_OUT_MORE", "GET_DETAILS", "GET_OFFER", "GET_QUOTE", "GET_SHOWTIMES", "GET_STARTED",
        "LEARN_MORE", "LISTEN_NOW", "OPEN_LINK", "ORDER_NOW", "SEE_MORE", "SHOP_NOW", "SIGN_UP", "SUBSCRIBE",
        "VISIT_WEBSITE", "WATCH_MORE", "WATCH_VIDEO",
    ]

    /// Same words, link and pictures as the post before it: refused. Test and write are one step.
    private func put(_ post: LivePost, page: Person) throws(GraphError) {
        guard isPublished(post) else { return ground.add(post) }
        let last = ground.listing { $0.account == page.id && $0.kind == .post && isInFeed($0) }.first?.id
        let earlier = ground.add(post) { other in
            other.id == last && other.text == post.text && other.own["link"] == post.own["link"]
                && other.media.map(\.sha256) == post.media.map(\.sha256) && !other.isDeleted
        }
        guard earlier == nil else { throw .duplicatePost }
    }

    private func attached(_ asked: GraphCall, page: Person) throws(GraphError) -> [GraphPhoto] {
        var photos: [GraphPhoto] = []
        for item in asked.list("attached_media") {
            let id = GraphCall.json(item)?["media_fbid"]?.string ?? item
            guard let photo = box.read({ $0.photos[id] }), photo.page == page.id else {
                throw .parameter("attached_media", "attached_media holds a photo that does not exist: \(id)")
            }
            guard photo.post == nil else {
                throw GraphError(400, 100, 1_366_051, "(#100) These photos were already posted.")
                    .told("Already posted", "These photos were already posted.")
            }
            photos.append(photo)
        }
        return photos
    }

    @Sendable private func addPhoto(_ asked: GraphCall) async throws -> JSONValue {
        let album = try target(asked)
        let page = try page(asked, scope: "pages_manage_posts", named: album?.page)
        let bytes = try await photoBytes(asked)
        guard bytes.count <= FacebookText.largestPhoto, let probe = ImageProbe([UInt8](bytes)) else {
            throw GraphError(400, 324, 1_366_046, "(#324) Missing or invalid image file")
                .told("Photo not taken", "The photo must be smaller than 4 MB and saved as JPG, PNG or GIF.")
        }
        let caption = asked["caption"] ?? asked["message"] ?? ""
        if let broken = FacebookText.broken(message: caption, link: nil) { throw broken }
        let media = PostedMedia(
            id: String(ground.nextNumber(base: 122_200_000_000_000)),
            sha256: ground.shelf.put(bytes, type: probe.kind.rawValue), alt: asked["alt_text_custom"] ?? "",
            type: probe.kind.rawValue, bytes: bytes.count
        )
        var photo = GraphPhoto(
            page: page.id, media: media, caption: caption, width: probe.width, height: probe.height,
            createdMs: ground.nowMs
        )
        guard try asked.flag("published", usual: true) else {
            box.change { [photo] in $0.photos[media.id] = photo }
            return ["id": .string(media.id)]
        }
        var post = LivePost(
            id: newPostID(at: ground.nowMs, by: page), by: page, text: caption, media: [media],
            createdAtMs: ground.nowMs, own: ["is_published": true]
        )
        post.own.merge(try FacebookAudience.own(asked)) { _, asked in asked }
        post.own["album"] = album.map { .string($0.id) }
        try put(post, page: page)
        photo.post = post.id
        box.change { [photo] in $0.photos[media.id] = photo }
        if let album { place(media.id, in: album) }
        return ["id": .string(media.id), "post_id": .string(post.id)]
    }

    private func photoBytes(_ asked: GraphCall) async throws(GraphError) -> Data {
        if let source = asked.files["source"] { return source.bytes }
        let url = try asked.required("url")
        guard case .bytes(let bytes) = await fetch(url) else {
            throw GraphError(400, 324, 2_069_019, "(#324) Missing or invalid image file")
                .told("Photo not fetched", "The photo could not be fetched from its address.")
        }
        return bytes
    }

    @Sendable private func delete(_ asked: GraphCall) throws -> JSONValue {
        let token = try session(asked)
        let id = asked.name("id")
        if let photo = box.read({ $0.photos[id] }), photo.page == token.account {
            _ = box.change { $0.photos.removeValue(forKey: id) }
            // A post that is this photo alone goes with it.
            if let post = photo.post, ground.livePost(post)?.media.map(\.id) == [id] { _ = ground.delete(post) }
            return ["success": true]
        }
        if let video = video(id), video.page == token.account {
            try require("pages_manage_posts", token)
            drop(video)
            return ["success": true]
        }
        guard let post = ground.livePost(id) else { throw GraphError.unknownObject(id, verb: "delete") }
        guard post.account == token.account else {
            throw GraphError.permission("pages_manage_posts")
        }
        try require(post.kind == .post ? "pages_manage_posts" : "pages_manage_engagement", token)
        guard ground.delete(id) else { throw GraphError.unknownObject(id, verb: "delete") }
        if let parent = post.parent { ground.changePost(parent) { $0.counts.replies -= 1 } }
        return ["success": true]
    }
}
