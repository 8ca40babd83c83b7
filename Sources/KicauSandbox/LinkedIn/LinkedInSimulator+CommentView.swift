import KicauCore

/// A comment as the API shows it.
extension LinkedInSimulator {
    /// Who reacted is told by name, and whether it was the one who asks. Members have no names here.
    func json(_ comment: LivePost, for token: Token) -> JSONValue {
        let actor = ground.person(comment.account).map(Self.urn) ?? ""
        let likes = (comment.own["likes"]?.array ?? []).compactMap(\.string)
        let us = ["urn:li:person:\(token.account)"] + ground.managed(by: token.account, .organisation).map(Self.urn)
        let thread = comment.parent == comment.root ? nil : comment.parent
        return .members([
            "id": comment.own["number"] ?? "", "$URN": .string(comment.id), "commentUrn": .string(comment.id),
            "actor": .string(actor), "object": .string(Self.activity(of: comment.root ?? "")),
            "message": ["attributes": [], "text": .string(comment.text)],
            "created": ["actor": .string(actor), "time": .integer(comment.createdAtMs)],
            "lastModified": [
                "actor": .string(actor), "time": comment.own["editedAtMs"] ?? .integer(comment.createdAtMs),
            ],
            "parentComment": thread.map { .string($0) },
            "likesSummary": [
                "selectedLikes": [], "aggregatedTotalLikes": .integer(Int64(likes.count)),
                "totalLikes": .integer(Int64(likes.count)),
                "likedByCurrentUser": .bool(likes.contains(where: us.contains)),
            ],
        ])
    }

    /// A comment of the past, put there by the hidden hand: under a comment it is an answer to it.
    func seeded(_ post: LivePost, under parent: String) -> LivePost {
        guard let above = ground.post(parent), let root = ground.post(above.root ?? above.id),
            let author = ground.person(post.account)
        else { return post }
        let isAnswerToAnswer = above.kind == .comment && above.parent != root.id
        let number = ground.snowflake(at: post.createdAtMs, epochMs: 0)
        var own = post.own
        own["number"] = .string(String(number))
        var copy = LivePost(
            id: Self.commentURN(root, number), by: author, text: post.text, media: post.media,
            createdAtMs: post.createdAtMs, kind: .comment, parent: isAnswerToAnswer ? above.parent : above.id,
            root: root.id, own: own
        )
        copy.counts = post.counts
        return copy
    }
}
