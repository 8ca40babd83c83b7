import KicauCore

/// Names in captions and comments under other people's posts: IG User mentioned_media, mentioned_comment and mentions,
/// developers.facebook.com, 2025-01-21. Which error answers somebody who is not named is not written there.
extension InstagramSimulator {
    func mentionRoutes() -> [GraphRoute] {
        [
            GraphRoute(
                method: "POST", pattern: "{ig}/mentions", takes: ["media_id", "comment_id", "message"],
                place: .comment, handler: answerMention)
        ]
    }

    /// Both expressions, as far as they are asked for.
    func mentioned(_ fields: GraphFields, for token: Token) throws(GraphError) -> [String: JSONValue] {
        var shown: [String: JSONValue] = [:]
        shown["mentioned_media"] = try mentionedMedia(fields["mentioned_media"], for: token)
        shown["mentioned_comment"] = try mentionedComment(fields["mentioned_comment"], for: token)
        return shown
    }

    private func mentionedMedia(_ field: GraphFields.Field?, for token: Token) throws(GraphError) -> JSONValue? {
        guard let field else { return nil }
        try mayReadMentions(token, field)
        guard let id = field.modifiers["media_id"] else { throw .missing("media_id") }
        guard let post = captionNaming(token.account, id) else { throw .unknownObject(id, verb: "get") }
        var shown = whole(post).filter { $0.key != "owner" }
        shown["comments"] = nested(field.inner["comments"], "comments", of: post.id)
        return .object(shown)
    }

    private func mentionedComment(_ field: GraphFields.Field?, for token: Token) throws(GraphError) -> JSONValue? {
        guard let field else { return nil }
        try mayReadMentions(token, field)
        guard let id = field.modifiers["comment_id"] else { throw .missing("comment_id") }
        guard let (comment, media) = commentNaming(token.account, id) else { throw .unknownObject(id, verb: "get") }
        var shown = commentWhole(comment)
        shown["media"] = .object(whole(media).filter { $0.key != "owner" })
        shown["replies"] = nested(field.inner["replies"], "replies", of: comment.id, direction: .oldestFirst)
        return .object(shown)
    }

    private func mayReadMentions(_ token: Token, _ field: GraphFields.Field) throws(GraphError) {
        guard Self.isThroughPage(token) else {
            throw .parameter("fields", "Tried accessing nonexisting field (\(field.name))")
        }
        for permission in ["instagram_basic", "instagram_manage_comments", "pages_read_engagement"] {
            try require(permission, token)
        }
    }

    /// An answer to a caption stands under the post, one to a comment under that comment.
    @Sendable private func answerMention(_ asked: GraphCall) throws -> JSONValue {
        let (token, person) = try account(asked, verb: "post")
        try require(.basic, token)
        try require(.comments, token)
        let id = try asked.required("media_id")
        guard let commentID = asked["comment_id"] else {
            guard let post = captionNaming(person.id, id) else { throw GraphError.unknownObject(id, verb: "post") }
            return try put(asked, under: post, root: post.id, by: token)
        }
        guard let (comment, media) = commentNaming(person.id, commentID), media.id == id else {
            throw GraphError.unknownObject(commentID, verb: "post")
        }
        let above = comment.parent.flatMap { ground.livePost($0) }
        return try put(asked, under: above?.kind == .comment ? above ?? comment : comment, root: media.id, by: token)
    }

    /// Of stories nothing is told.
    private func captionNaming(_ account: String, _ id: String) -> LivePost? {
        guard let post = standing(id), post.kind == .post, !isStory(post), post.account != account,
            isNamed(account, in: post.text)
        else { return nil }
        return post
    }

    private func commentNaming(_ account: String, _ id: String) -> (comment: LivePost, media: LivePost)? {
        guard let comment = standing(id), comment.kind == .comment, comment.account != account,
            isNamed(account, in: comment.text), let media = comment.root.flatMap({ standing($0) }),
            media.account != account
        else { return nil }
        return (comment, media)
    }

    /// "@kedai.aksara." names; "a@kedai.aksara" and "@kedai.aksara_lain" do not.
    func isNamed(_ account: String, in text: String) -> Bool {
        guard let person = ground.person(account) else { return false }
        let name = "@" + person.handle.lowercased()
        let words = text.lowercased().split { !($0.isLetter || $0.isNumber || "@._".contains($0)) }
        return words.contains { word in
            var bare = word
            while bare.last == "." { bare.removeLast() }
            return bare == name
        }
    }
}
