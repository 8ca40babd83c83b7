import KicauCore

/// Comments and their answers, as developers.facebook.com has them: IG Media comments, IG Comment replies, 2025-01-21.
extension Instagram.Wire {
    /// At most 50 comments come at a time, whatever is asked for.
    private static let page = 50
    /// More posts, or longer lists under each, and the graph asks to be asked for less.
    private static let posts = 20
    private static let nested = 25

    /// `username` stands on each; `from` only on what others have said.
    private static let answerFields = "id,text,timestamp,username,from"
    private static let commentTree = answerFields + ",replies.limit(\(nested)){\(answerFields)}"

    static func inbox(_ list: SaidList, of posts: SaidList, tags: SaidList, _ graph: Graph) -> Call {
        if list.path == tags.path { return self.tags(list, graph) }
        let after = list.after.map { [("after", $0)] } ?? []
        if list.path == posts.path {
            let fields = "id,permalink,comments.limit(\(nested)){\(commentTree)}"
            return graph.get(list.path, fields: fields, query: [("limit", String(Self.posts))] + after)
        }
        let fields = list.under == nil ? commentTree : answerFields
        return graph.get(list.path, fields: fields, query: [("limit", String(page))] + after)
    }

    static func said(
        _ answer: JSONValue, _ list: SaidList, of posts: SaidList, tags: SaidList, by own: Account
    ) -> SaidReading.Page {
        if list.path == tags.path { return tagged(answer, list, by: own) }
        guard list.path == posts.path else {
            return list.under == nil ? comments(answer, list, by: own) : replies(answer, list, by: own)
        }
        let pages = (answer["data"]?.array ?? []).compactMap { media -> SaidReading.Page? in
            guard let id = media["id"]?.string else { return nil }
            let under = SaidList(
                id + "/comments", floor: list.floor, post: id, url: media["permalink"]?.string)
            return comments(media["comments"], under, by: own)
        }
        return (pages.flatMap(\.said), pages.flatMap(\.rests))
    }

    /// The newest comment stands first.
    private static func comments(_ edge: JSONValue?, _ list: SaidList, by own: Account) -> SaidReading.Page {
        let comments = edge?["data"]?.array ?? []
        let answers = comments.compactMap { comment -> SaidReading.Page? in
            guard let id = comment["id"]?.string else { return nil }
            let under = SaidList(id + "/replies", floor: list.floor, post: list.post, url: list.url, under: id)
            return replies(comment["replies"], under, by: own)
        }
        let more = list.rest(edge, newestFirst: true).map { [$0] } ?? []
        return (
            comments.compactMap { said($0, list, by: own) } + answers.flatMap(\.said),
            more + answers.flatMap(\.rests)
        )
    }

    /// In which order answers stand is written nowhere, so they are read to the end.
    private static func replies(_ edge: JSONValue?, _ list: SaidList, by own: Account) -> SaidReading.Page {
        ((edge?["data"]?.array ?? []).compactMap { said($0, list, by: own) }, list.rest(edge).map { [$0] } ?? [])
    }

    private static func said(_ comment: JSONValue, _ list: SaidList, by own: Account) -> Said? {
        guard let id = comment["id"]?.string, let at = comment["timestamp"]?.string.flatMap(TimeReading.iso),
            let post = list.post, !isOwn(comment, own)
        else { return nil }
        let handle = handle(of: comment) ?? ""
        let place = JSONValue.members([("post", .string(post)), ("under", list.under.map(JSONValue.string))])
        return Said(
            kind: .comment, receipt: Receipt(remoteID: id, url: list.url, extra: place.object ?? [:]),
            speaker: Speaker(remoteID: comment.at("from", "id")?.string ?? handle, handle: handle, name: ""),
            text: comment["text"]?.string ?? "", at: at, about: post)
    }

    static func handle(of comment: JSONValue) -> String? {
        comment["username"]?.string ?? comment.at("from", "username")?.string
    }

    static func isOwn(_ comment: JSONValue, _ own: Account) -> Bool {
        comment.at("from", "id")?.string == own.remoteID
            || handle(of: comment)?.lowercased() == own.handle.lowercased()
    }
}
