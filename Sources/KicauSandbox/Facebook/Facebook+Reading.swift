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
            GraphRoute(
                method: "GET", pattern: "{post}/comments", takes: ["filter", "order", "summary"], place: .read,
                handler: comments
            ),
            GraphRoute(method: "GET", pattern: "{post}/attachments", takes: [], place: .read, handler: attachmentEdge),
            GraphRoute(
                method: "GET", pattern: "{post}/insights", takes: ["metric", "period"], place: .read, handler: insights
            ),
            GraphRoute(method: "GET", pattern: "{id}", takes: [], place: .read, handler: object),
        ]
    }

    @Sendable private func posts(_ asked: GraphCall) throws -> JSONValue {
        let token = try session(asked)
        try require("pages_read_engagement", token)
        let id = asked.name("page") == "me" ? token.account : asked.name("page")
        guard let page = ground.person(id), page.kind == .page else {
            throw GraphError.unknownObject(id, verb: "get")
        }
        guard token.account == page.id else { throw GraphError.permission("pages_read_engagement") }
        let fields = try asked.fields(usual: "created_time,message,story,id")
        let posts = ground.listing(lagMs: asked.call.twist.listingLagMs) {
            $0.account == page.id && $0.kind == .post && isInFeed($0)
        }
        return try edge(asked, posts) { fields.picked(from: whole($0, fields)) }
    }

    @Sendable private func comments(_ asked: GraphCall) throws -> JSONValue {
        let token = try session(asked)
        try require("pages_read_engagement", token)
        let name = asked.name("post")
        guard let id = livePost(named: name)?.id else { throw GraphError.unknownObject(name, verb: "get") }
        let fields = try asked.fields(usual: "created_time,from,message,id")
        let isStream = asked["filter"] == "stream"
        let found = ground.listing { $0.parent == id || (isStream && $0.root == id) }
        let order: GraphPaging.Direction =
            asked["order"] == "reverse_chronological" ? .newestFirst : .oldestFirst
        let listed = try edge(asked, found, direction: order) { fields.picked(from: commentWhole($0)) }
        guard asked["summary"].map({ !["false", "0"].contains($0) }) ?? false, var members = listed.object else {
            return listed
        }
        members["summary"] = [
            "order": .string(asked["order"] ?? "chronological"), "total_count": .integer(Int64(found.count)),
            "can_comment": true,
        ]
        return .object(members)
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
        return fields.picked(from: post.kind == .post ? whole(post, fields) : commentWhole(post))
    }

    /// A post with all its fields. Modifiers such as `comments.limit(0).summary(true)` are seen to here.
    func whole(_ post: LivePost, _ fields: GraphFields = GraphFields(all: [])) -> [String: JSONValue] {
        let page = ground.person(post.account)
        let from: JSONValue = ["id": .string(post.account), "name": .string(page?.name ?? post.handle)]
        let time = JSONValue.string(GraphTime.text(post.createdAtMs))
        var whole: [String: JSONValue] = [
            "id": .string(post.id), "created_time": time, "updated_time": time, "from": from,
            "permalink_url": .string(permalink(of: post)), "is_published": .bool(isPublished(post)),
            "is_hidden": false, "is_expired": false,
            "status_type": .string(Self.statusType(post)),
            "application": ["id": .string(Client.rehearsal.id), "name": "Kicau"],
            "comments": Self.summary(ground.answers(to: post.id).map { .object(commentWhole($0)) }, fields["comments"]),
            "reactions": Self.summary([], fields["reactions"], count: post.counts.likes),
            "likes": Self.summary([], fields["likes"], count: post.counts.likes),
        ]
        if post.counts.reposts > 0 { whole["shares"] = ["count": .integer(Int64(post.counts.reposts))] }
        if !post.text.isEmpty { whole["message"] = .string(post.text) }
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

    func commentWhole(_ comment: LivePost) -> [String: JSONValue] {
        let name = ground.person(comment.account)?.name ?? comment.handle
        var whole: [String: JSONValue] = [
            "id": .string(comment.id), "message": .string(comment.text),
            "created_time": .string(GraphTime.text(comment.createdAtMs)),
            "from": ["id": .string(comment.account), "name": .string(name)], "is_hidden": false,
            "like_count": .integer(Int64(comment.counts.likes)),
            "comment_count": .integer(Int64(comment.counts.replies)),
            "permalink_url": .string(permalink(of: comment)), "can_reply_privately": false,
        ]
        if let parent = comment.parent, parent != comment.root { whole["parent"] = ["id": .string(parent)] }
        return whole
    }

    private func photoWhole(_ photo: GraphPhoto) -> [String: JSONValue] {
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
        return whole
    }

    /// One unknown metric fails the whole call, as it does there.
    @Sendable private func insights(_ asked: GraphCall) throws -> JSONValue {
        let token = try session(asked)
        try require("read_insights", token)
        guard let post = ground.livePost(asked.name("post")), post.account == token.account else {
            throw GraphError.unknownObject(asked.name("post"), verb: "get")
        }
        let counts = post.counts
        return try insights(asked, of: post.id, period: "lifetime") { metric in
            switch metric {
            case "post_total_media_view_unique", "post_media_view": .integer(Int64(counts.views))
            case "post_clicks": 0  // nobody clicks in a rehearsal
            case "post_reactions_by_type_total": ["like": .integer(Int64(counts.likes))]
            default: nil  // a name from outside
            }
        }
    }
}
