import KicauCore

extension Facebook.Wire {
    /// [CG] Comment and PagePost; developers.facebook.com, Object comments; read 2026-11-27 as stored.
    static let saidFields =
        "id,message,from,created_time,permalink_url,parent{id},can_comment,attachment{type,url}"
    static let mentionFields = "id,message,from,created_time,permalink_url"

    static let postsWithComments =
        "id,attachments{target{id}},comments.filter(stream).order(reverse_chronological)"
        + ".limit(\(Facebook.Reading.commentsAtOnce)){\(saidFields)}"

    /// A post by its own id, and by its video's or picture's: a video that we published is known by that.
    static func names(of post: JSONValue) -> [String] {
        let targets = post.at("attachments", "data")?.array ?? []
        return [post["id"]?.string].compactMap(\.self) + targets.compactMap { $0.at("target", "id")?.string }
    }

    /// Nil at a list's end: a cursor stands there too.
    static func cursor(of list: JSONValue) -> String? {
        list.at("paging", "next") == nil ? nil : list.at("paging", "cursors", "after")?.string
    }

    /// Whoever did not let the app see them is not named.
    static func said(_ shown: JSONValue, about: String?, ours: Set<String>) -> Said? {
        guard let id = shown["id"]?.string, let at = shown["created_time"]?.string.flatMap(TimeReading.iso) else {
            return nil
        }
        let parent = shown.at("parent", "id")?.string
        let from = shown["from"]
        let words = shown["message"]?.string ?? ""
        // A sticker or picture without words is told by its address.
        let text = words.isEmpty ? shown.at("attachment", "url")?.string ?? "" : words
        return Said(
            kind: about == nil ? .mention : .comment,
            receipt: Receipt(remoteID: id, url: shown["permalink_url"]?.string, extra: extra(shown, parent)),
            speaker: Speaker(
                remoteID: from?["id"]?.string ?? "", handle: "", name: from?["name"]?.string ?? ""),
            text: text, at: at, about: parent.flatMap { ours.contains($0) ? $0 : nil } ?? about)
    }

    /// What answering it needs: what it stands under, and whether it takes answers itself.
    private static func extra(_ shown: JSONValue, _ parent: String?) -> [String: JSONValue] {
        let members = JSONValue.members([
            ("parent", parent.map(JSONValue.string)),
            ("takesAnswers", shown["can_comment"].flatMap { $0.bool.map(JSONValue.bool) }),
        ])
        return members.object ?? [:]
    }
}
