import Foundation
import KicauCore

/// Container, commit, repost.
extension ThreadsSimulator {
    func publishingRoutes() -> [GraphRoute] {
        [
            GraphRoute(
                method: "POST", pattern: "{user}/threads",
                takes: [
                    "text", "media_type", "reply_control", "reply_to_id", "link_attachment", "poll_attachment",
                    "topic_tag", "location_id", "auto_publish_text", "text_entities", "text_attachment",
                    "gif_attachment", "is_ghost_post", "image_url", "alt_text", "is_spoiler_media", "video_url",
                    "is_carousel_item", "children", "quote_post_id", "enable_reply_approvals",
                ],
                place: .container, placing: Self.containerPlace, handler: create
            ),
            GraphRoute(
                method: "POST", pattern: "{user}/threads_publish", takes: ["creation_id"], place: .commit,
                handler: publish
            ),
            GraphRoute(method: "POST", pattern: "{id}/repost", takes: [], place: .commit, handler: repost),
        ]
    }

    /// A text that publishes itself is a commit.
    @Sendable private static func containerPlace(_ call: Call) -> Place {
        GraphCall(call, version: "", names: [:])["auto_publish_text"] == "true" ? .commit : .container
    }

    @Sendable private func create(_ asked: GraphCall) async throws -> JSONValue {
        let (token, person) = try account(asked, verb: "post")
        try require("threads_content_publish", token)
        let draft = try ThreadsDraft(asked)
        if let id = draft.parent { try checkParent(id, token) }
        try checkPlace(asked["location_id"], token)
        if let id = draft.quoted, ground.livePost(id) == nil { throw ThreadsErrors.missing(id) }
        var media: [PostedMedia] = []
        var failure: String?
        switch draft.kind {
        case .text: break
        case .image(let url, let alt): (media, failure) = await picture(url, alt: alt)
        case .video(let url, let alt): (media, failure) = await film(url, alt: alt)
        case .carousel(let ids):
            for id in ids {
                guard let child = container(id, of: person.id) else { throw ThreadsErrors.missing(id) }
                if child.status(at: ground.nowMs) == .inProgress { throw ThreadsErrors.notReady }
            }
            guard let items = items(ids, of: person.id) else { throw ThreadsErrors.failed }
            media = items.flatMap(\.media)
        }
        let container = stage(
            asked, account: person.id, mediaType: draft.kind.word, text: draft.text, media: media,
            children: draft.kind.children, isItem: draft.isItem, parent: draft.parent, failure: failure, own: draft.own
        )
        guard draft.publishesItself else { return ["id": .string(container.id)] }
        // It is text alone: nothing to wait for.
        return ["id": .string(try put(container, by: person).id)]
    }

    /// Seconds after it was published, a parent may not be found yet. Under what others began, only whoever may search
    /// or manage mentions may answer.
    private func checkParent(_ id: String, _ token: Token) throws(GraphError) {
        guard let parent = ground.livePost(id), ground.nowMs - parent.createdAtMs >= graph.replyTooSoonMs else {
            throw ThreadsErrors.missing(id)
        }
        let root = parent.root.flatMap { ground.post($0) } ?? parent
        let foreign = ["threads_keyword_search", "threads_manage_mentions"]
        guard root.account == token.account || foreign.contains(where: token.scopes.contains) else {
            throw GraphError.permission("threads_manage_mentions")
        }
    }

    private func checkPlace(_ id: String?, _ token: Token) throws(GraphError) {
        guard let id else { return }
        try require("threads_location_tagging", token)
        guard ThreadsPlace.of(id: id) != nil else {
            throw ThreadsErrors.parameter("location_id", "Param location_id is no location: \(id)")
        }
    }

    private func picture(_ url: String, alt: String) async -> ([PostedMedia], String?) {
        guard case .bytes(let bytes) = await fetch(url) else { return ([], "UNKNOWN") }
        guard bytes.count <= 8 * 1024 * 1024, let probe = ImageProbe([UInt8](bytes)), probe.kind != .gif else {
            return ([], "UNKNOWN")
        }
        guard probe.ratio <= 10, probe.ratio >= 0.1 else { return ([], "INVALID_ASPEC_RATIO") }
        return ([shelved(bytes, type: probe.kind.rawValue, alt: alt)], nil)
    }

    private func film(_ url: String, alt: String) async -> ([PostedMedia], String?) {
        guard case .bytes(let bytes) = await fetch(url) else { return ([], "FAILED_DOWNLOADING_VIDEO") }
        guard ImageSniffer.isFilm(bytes) else { return ([], "FAILED_PROCESSING_VIDEO") }
        return ([shelved(bytes, type: "video/mp4", alt: alt)], nil)
    }

    @Sendable private func publish(_ asked: GraphCall) throws -> JSONValue {
        let (token, person) = try account(asked, verb: "post")
        try require("threads_content_publish", token)
        let id = try asked.required("creation_id")
        guard let staged = container(id, of: person.id), !staged.isItem else { throw ThreadsErrors.missing(id) }
        try checkQuota(person, isReply: staged.parent != nil)
        let post = newPostID(at: ground.nowMs, by: person)
        switch claim(id, of: person.id, as: post) {
        case .yours(let container): return ["id": .string(add(container, as: post, by: person).id)]
        case .missing: throw ThreadsErrors.missing(id)
        case .refused(.inProgress): throw ThreadsErrors.notReady
        case .refused(.expired): throw ThreadsErrors.expired
        // What Threads says to a second commit is written nowhere; to it, a published container is spent.
        case .refused(.published), .refused(.finished): throw ThreadsErrors.missing(id)
        case .refused(.failed): throw ThreadsErrors.failed
        }
    }

    private func put(_ container: GraphContainer, by person: Person) throws(GraphError) -> LivePost {
        try checkQuota(person, isReply: container.parent != nil)
        let post = newPostID(at: ground.nowMs, by: person)
        box.change { $0.containers[container.id]?.publishedAs = post }
        return add(container, as: post, by: person)
    }

    private func checkQuota(_ person: Person, isReply: Bool) throws(GraphError) {
        let used = postsToday(of: person.id, isReply ? .reply : .post).count
        guard used < (isReply ? Self.repliesPerDay : graph.postsPerDay) else { throw ThreadsErrors.quota }
    }

    private func add(_ container: GraphContainer, as id: String, by person: Person) -> LivePost {
        let parent = container.parent.flatMap { ground.post($0) }
        var post = LivePost(
            id: id, by: person, text: container.text, media: container.media, createdAtMs: ground.nowMs,
            kind: container.parent == nil ? .post : .reply, parent: container.parent,
            root: parent.map { $0.root ?? $0.id }, own: container.own
        )
        post.own["shortcode"] = .string(Self.shortcode(id))
        post.own["container"] = .string(container.id)
        post = heldBack(post)
        ground.add(post)
        if let parent { ground.changePost(parent.id) { $0.counts.replies += 1 } }
        if let quoted = post.own["quoted_post"]?.string { ground.changePost(quoted) { $0.counts.quotes += 1 } }
        return post
    }

    @Sendable private func repost(_ asked: GraphCall) throws -> JSONValue {
        let token = try session(asked)
        try require("threads_content_publish", token)
        let id = asked.name("id")
        guard ground.livePost(id) != nil, let person = ground.person(token.account) else {
            throw ThreadsErrors.missing(id)
        }
        try checkQuota(person, isReply: false)
        var post = LivePost(
            id: newPostID(at: ground.nowMs, by: person), by: person, text: "", createdAtMs: ground.nowMs)
        post.own = [
            "media_type": "REPOST_FACADE", "reposted_post": .string(id),
            "shortcode": .string(Self.shortcode(post.id)),
        ]
        ground.add(post)
        ground.changePost(id) { $0.counts.reposts += 1 }
        return ["id": .string(post.id)]
    }
}
