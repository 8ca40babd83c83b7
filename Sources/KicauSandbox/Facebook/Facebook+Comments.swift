import Foundation
import KicauCore

/// Comments: writing them, listing them below a post or another comment, and what each shows.
extension FacebookSimulator {
    func commentRoutes() -> [GraphRoute] {
        [
            GraphRoute(
                method: "POST", pattern: "{post}/comments", takes: ["message", "attachment_id"], place: .comment,
                handler: comment
            ),
            GraphRoute(
                method: "GET", pattern: "{post}/comments", takes: ["filter", "order", "summary"], place: .read,
                handler: comments
            ),
        ]
    }

    @Sendable private func comment(_ asked: GraphCall) throws -> JSONValue {
        let token = try session(asked)
        try require("pages_manage_engagement", token)
        let id = asked.name("post")
        guard let parent = livePost(named: id), let author = ground.person(token.account) else {
            throw GraphError.unknownObject(id, verb: "post")
        }
        guard takesComments(parent) else {
            throw GraphError(400, 100, "(#100) A reply to a comment cannot be replied to")
        }
        let picture = try attachment(asked, author)
        let message = picture == nil ? try asked.required("message") : asked["message"] ?? ""
        let story = parent.kind == .post ? parent.id : parent.root ?? parent.id
        let comment = LivePost(
            id: newCommentID(under: story), by: author, text: message, media: picture.map { [$0] } ?? [],
            createdAtMs: ground.nowMs, kind: .comment, parent: parent.id, root: story
        )
        ground.add(comment)
        ground.changePost(parent.id) { $0.counts.replies += 1 }
        if let picture { box.change { $0.photos[picture.id]?.post = comment.id } }
        return ["id": .string(comment.id)]
    }

    /// A photo that was uploaded and not shown yet.
    private func attachment(_ asked: GraphCall, _ author: Person) throws(GraphError) -> PostedMedia? {
        guard let id = asked["attachment_id"] else { return nil }
        guard let photo = box.read({ $0.photos[id] }), photo.page == author.id, photo.post == nil else {
            throw .parameter("attachment_id", "attachment_id is no unpublished photo: \(id)")
        }
        return photo.media
    }

    /// Comments are nested two deep: `can_comment` is false below that.
    private func takesComments(_ parent: LivePost) -> Bool { parent.kind == .post || parent.parent == parent.root }

    private func newCommentID(under story: String) -> String {
        "\(story.split(separator: "_").last ?? "")_\(ground.nextNumber(base: 900_000_000_000_000))"
    }

    /// What people say under a post is a comment here.
    func seeded(_ post: LivePost) -> LivePost {
        guard post.parent != nil, let story = post.root else { return post }
        var comment = post
        comment.kind = .comment
        comment.id = newCommentID(under: story)
        return comment
    }

    @Sendable private func comments(_ asked: GraphCall) throws -> JSONValue {
        let token = try session(asked)
        try require("pages_read_engagement", token)
        let name = asked.name("post")
        guard let post = livePost(named: name) else { throw GraphError.unknownObject(name, verb: "get") }
        let fields = try asked.fields(usual: "created_time,from,message,id")
        let found = said(under: post, isStream: asked["filter"] == "stream", to: token)
        let listed = try edge(asked, found, direction: Self.order(asked["order"])) {
            fields.picked(from: commentWhole($0, for: token))
        }
        guard asked["summary"].map({ !["false", "0"].contains($0) }) ?? false, var members = listed.object else {
            return listed
        }
        members["summary"] = [
            "order": .string(asked["order"] ?? "chronological"), "total_count": .integer(Int64(found.count)),
            "can_comment": true,
        ]
        return .object(members)
    }

    /// What others say is shown to who may read what visitors write.
    private func said(under post: LivePost, isStream: Bool, to viewer: Token?) -> [LivePost] {
        ground.listing { comment in
            guard comment.parent == post.id || (isStream && comment.root == post.id) else { return false }
            guard let viewer, comment.account != viewer.account else { return true }
            return viewer.scopes.contains("pages_read_user_content")
        }
    }

    private static func order(_ word: String?) -> GraphPaging.Direction {
        word == "reverse_chronological" ? .newestFirst : .oldestFirst
    }

    /// The list as a field of its post: `comments.filter(stream).order(reverse_chronological).limit(10)`.
    func comments(under post: LivePost, _ field: GraphFields.Field?, for viewer: Token?) -> JSONValue {
        let asked = field?.modifiers ?? [:]
        let found = said(under: post, isStream: asked["filter"] == "stream", to: viewer)
        guard var paging = try? GraphPaging(asked) else {  // a limit that is no number brings nothing
            return Self.summary([], field, count: found.count)
        }
        paging.direction = Self.order(asked["order"])
        let page = paging.page(of: found.map { .init(id: $0.id, createdMs: $0.createdAtMs) })
        let byID = Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let rows = page.ids.compactMap { byID[$0] }.map { JSONValue.object(commentWhole($0, for: viewer)) }
        var edge: [String: JSONValue] = ["data": .array(rows)]
        edge["paging"] = GraphPaging.member(page) { after in
            "\(ground.origin)/\(GraphTable.newest)/\(post.id)/comments?after=\(after)"
        }
        if ["true", "1"].contains(asked["summary"]) {
            edge["summary"] = ["total_count": .integer(Int64(found.count))]
        }
        return .object(edge)
    }

    func commentWhole(_ comment: LivePost, for viewer: Token? = nil) -> [String: JSONValue] {
        let name = ground.person(comment.account)?.name ?? comment.handle
        let likers = comment.own["liked_by"]?.array ?? []
        var whole: [String: JSONValue] = [
            "id": .string(comment.id), "message": .string(comment.text),
            "created_time": .string(GraphTime.text(comment.createdAtMs)),
            "from": ["id": .string(comment.account), "name": .string(name)],
            "is_hidden": comment.own["is_hidden"] ?? false, "can_comment": .bool(takesComments(comment)),
            "user_likes": .bool(viewer.map { likers.contains(.string($0.account)) } ?? false),
            "like_count": .integer(Int64(comment.counts.likes)),
            "comment_count": .integer(Int64(comment.counts.replies)),
            "permalink_url": .string(permalink(of: comment)), "can_reply_privately": false,
        ]
        if let parent = comment.parent, parent != comment.root { whole["parent"] = ["id": .string(parent)] }
        if let photo = comment.media.first {
            whole["attachment"] = [
                "type": "photo", "url": .string(permalink(of: comment)), "target": ["id": .string(photo.id)],
                "media": ["image": ["src": mediaAddress(photo)]],
            ]
        }
        return whole
    }

    /// What the address of a comment has behind that of its post.
    func commentMark(_ post: LivePost) -> String {
        guard post.kind != .post else { return "" }
        let number = post.id.split(separator: "_").last ?? ""
        guard let parent = post.parent, parent != post.root else { return "?comment_id=\(number)" }
        return "?comment_id=\(parent.split(separator: "_").last ?? "")&reply_comment_id=\(number)"
    }
}
