import Foundation
import KicauCore

/// Pages, posts, comments and photos as a caller reads them back.
extension FacebookSimulator {
    func readingRoutes() -> [GraphRoute] {
        let edge: Set<String> = ["include_hidden", "show_expired", "with"]
        return [
            GraphRoute(method: "GET", pattern: "{page}/published_posts", takes: edge, place: .read, handler: posts),
            GraphRoute(method: "GET", pattern: "{page}/feed", takes: edge, place: .read, handler: posts),
            GraphRoute(method: "GET", pattern: "{page}/posts", takes: edge, place: .read, handler: posts),
            GraphRoute(method: "GET", pattern: "{page}/tagged", takes: [], place: .read, handler: tagged),
            GraphRoute(method: "GET", pattern: "{post}/attachments", takes: [], place: .read, handler: attachmentEdge),
            GraphRoute(
                method: "GET", pattern: "{post}/insights", takes: ["metric", "period"], place: .read, handler: insights
            ),
            GraphRoute(method: "GET", pattern: "{id}", takes: [], place: .read, handler: object),
        ]
    }

    @Sendable private func posts(_ asked: GraphCall) throws -> JSONValue {
        try listed(asked, scope: "pages_read_engagement") { post, page in
            post.account == page.id && post.kind == .post && isInFeed(post)
        }
    }

    /// What others wrote and tagged the page in.
    @Sendable private func tagged(_ asked: GraphCall) throws -> JSONValue {
        try listed(asked, scope: "pages_read_user_content") { post, page in
            post.account != page.id && post.kind == .post && post.text.contains("@\(page.handle)")
        }
    }

    private func listed(
        _ asked: GraphCall, scope: String, where isMeant: (LivePost, Person) -> Bool
    ) throws -> JSONValue {
        let token = try session(asked)
        try require(scope, token)
        let id = asked.name("page") == "me" ? token.account : asked.name("page")
        guard let page = ground.person(id), page.kind == .page else {
            throw GraphError.unknownObject(id, verb: "get")
        }
        guard token.account == page.id else { throw GraphError.permission(scope) }
        let fields = try asked.fields(usual: "created_time,message,story,id")
        let posts = ground.listing(lagMs: asked.call.twist.listingLagMs) { isMeant($0, page) }
        return try edge(asked, posts) { fields.picked(from: whole($0, fields, for: token)) }
    }

    /// A post has one attachment at most: several pictures stand inside it.
    @Sendable private func attachmentEdge(_ asked: GraphCall) throws -> JSONValue {
        let token = try session(asked)
        try require("pages_read_engagement", token)
        let id = asked.name("post")
        guard let post = ground.livePost(id), post.kind == .post else {
            throw GraphError.unknownObject(id, verb: "get")
        }
        let fields = try asked.fields(usual: "description,media,target,title,type,url,subattachments")
        let whole = attachments(post)?.object
        return ["data": .array(whole.map { [fields.picked(from: $0)] } ?? [])]
    }

    @Sendable private func object(_ asked: GraphCall) throws -> JSONValue {
        let token = try session(asked)
        let id = asked.name("id") == "me" ? token.account : asked.name("id")
        if let photo = box.read({ $0.photos[id] }), photo.page == token.account {
            return try asked.fields(usual: "created_time,name,id").picked(from: photoWhole(photo))
        }
        if let album = album(id) {
            try require("pages_read_engagement", token)
            return try asked.fields(usual: "created_time,name,id").picked(from: albumWhole(album))
        }
        if let video = video(id), video.page == token.account {
            try require("pages_read_engagement", token)
            let fields = try asked.fields(usual: "updated_time,description,id")
            return fields.picked(from: whole(video, fields))
        }
        if let person = ground.person(id) {
            switch person.kind {
            case .page: return try asked.fields(usual: "name,id").picked(from: pageWhole(person, for: token))
            case .person, .organisation:
                guard token.account == person.id else { throw GraphError.unknownObject(id, verb: "get") }
                let whole: [String: JSONValue] = ["id": .string(person.id), "name": .string(person.name)]
                return try asked.fields(usual: "name,id").picked(from: whole)
            }
        }
        guard let post = ground.livePost(id) else { throw GraphError.unknownObject(id, verb: "get") }
        try require("pages_read_engagement", token)
        let fields = try asked.fields(usual: "created_time,message,id")
        return fields.picked(
            from: post.kind == .post ? whole(post, fields, for: token) : commentWhole(post, for: token))
    }

    /// A post with all its fields. Modifiers such as `comments.limit(0).summary(true)` are seen to here.
    func whole(
        _ post: LivePost, _ fields: GraphFields = GraphFields(all: []), for viewer: Token? = nil
    ) -> [String: JSONValue] {
        let page = ground.person(post.account)
        let from: JSONValue = ["id": .string(post.account), "name": .string(page?.name ?? post.handle)]
        let time = JSONValue.string(GraphTime.text(post.createdAtMs))
        var whole: [String: JSONValue] = [
            "id": .string(post.id), "created_time": time, "updated_time": time, "from": from,
            "permalink_url": .string(permalink(of: post)), "is_published": .bool(isPublished(post)),
            "is_hidden": post.own["is_hidden"] ?? false, "is_expired": false,
            "status_type": .string(Self.statusType(post)),
            "application": post.own["application"] ?? ["id": .string(Client.rehearsal.id), "name": "Kicau"],
            "comments": comments(under: post, fields["comments"], for: viewer),
            "reactions": Self.summary([], fields["reactions"], count: post.counts.likes),
            "likes": Self.summary([], fields["likes"], count: post.counts.likes),
        ]
        if post.counts.reposts > 0 { whole["shares"] = ["count": .integer(Int64(post.counts.reposts))] }
        if !post.text.isEmpty { whole["message"] = .string(post.text) }
        for name in ["targeting", "feed_targeting", "place"] { whole[name] = post.own[name] }
        if let first = post.media.first, !first.type.hasPrefix("video/") { whole["full_picture"] = mediaAddress(first) }
        if let attachments = attachments(post) { whole["attachments"] = ["data": [attachments]] }
        return whole
    }

    private static func statusType(_ post: LivePost) -> String {
        if post.own["video"] != nil { return "added_video" }
        guard post.media.isEmpty else { return "added_photos" }
        return post.own["link"] == nil ? "mobile_status_update" : "shared_story"
    }

    static func summary(_ rows: [JSONValue], _ field: GraphFields.Field?, count: Int? = nil) -> JSONValue {
        let limit = field?.modifiers["limit"].flatMap { Int($0) } ?? 25
        var edge: [String: JSONValue] = ["data": .array(Array(rows.prefix(max(0, limit))))]
        if ["true", "1"].contains(field?.modifiers["summary"]) {
            edge["summary"] = ["total_count": .integer(Int64(count ?? rows.count))]
        }
        return .object(edge)
    }

    private func attachments(_ post: LivePost) -> JSONValue? {
        if let video = post.media.first, post.own["video"] != nil {
            return [
                "media_type": "video", "type": "video_inline", "url": .string(permalink(of: post)),
                "media": ["source": mediaAddress(video)], "target": ["id": .string(video.id)],
            ]
        }
        let pieces = post.media.map { photo in
            JSONValue.members([
                "media_type": "photo", "type": "photo", "url": .string(permalink(of: post)),
                "media": ["image": ["src": mediaAddress(photo)]], "target": ["id": .string(photo.id)],
                "description": photo.alt.isEmpty ? nil : .string(photo.alt),
            ])
        }
        guard let first = pieces.first else {
            return post.own["link"].map { link in
                ["media_type": "link", "type": "share", "url": link, "unshimmed_url": link, "title": link]
            }
        }
        guard pieces.count > 1 else { return first }
        return [
            "media_type": "album", "type": "album", "url": .string(permalink(of: post)),
            "subattachments": ["data": .array(pieces)],
        ]
    }

    func photoWhole(_ photo: GraphPhoto) -> [String: JSONValue] {
        var whole: [String: JSONValue] = [
            "id": .string(photo.media.id), "name": .string(photo.caption),
            "created_time": .string(GraphTime.text(photo.createdMs)), "alt_text_custom": .string(photo.media.alt),
            "width": .integer(Int64(photo.width)), "height": .integer(Int64(photo.height)),
            "images": [
                [
                    "source": mediaAddress(photo.media), "width": .integer(Int64(photo.width)),
                    "height": .integer(Int64(photo.height)),
                ]
            ],
        ]
        whole["page_story_id"] = photo.post.map(JSONValue.string)
        whole["link"] = photo.post.flatMap { ground.livePost($0) }.map { .string(permalink(of: $0)) }
        whole["album"] = albums.read { $0.places[photo.media.id] }.map { ["id": .string($0)] }
        return whole
    }
}
