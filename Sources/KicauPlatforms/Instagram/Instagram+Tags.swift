import KicauCore

/// Posts by others in which the account is tagged. [CG] IGUser and IGUserForIGOnlyAPI, `tags`, 2026-04-15;
/// developers.facebook.com, IG User tags, 2025-03-03, and Mentions, both read 2026-11-27.
///
/// Names in captions and comments are in no list: of those Instagram tells by a call to us alone.
extension Instagram {
    static func tags(of account: Account, since floor: Instant) -> SaidList {
        SaidList(account.remoteID + "/tags", floor: floor)
    }

    /// Commenting on them is not supported, the page says.
    static func brokenAnswer(_ post: Post) -> [RuleBroken] {
        guard post.answering?.extra["tagged"]?.bool == true else { return [] }
        return [
            RuleBroken(
                "Instagram lets no program comment on a post in which the account is tagged.",
                do: "Answer it in the Instagram app.", part: 0)
        ]
    }
}

extension Instagram.Wire {
    static let tagFields = "id,caption,timestamp,permalink,username,media_type"

    static func tags(_ list: SaidList, _ graph: Graph) -> Call {
        let after = list.after.map { [("after", $0)] } ?? []
        return graph.get(list.path, fields: tagFields, query: [("limit", "50")] + after)
    }

    /// The list has cursors and no `next`: the page says so.
    static func tagged(_ answer: JSONValue, _ list: SaidList, by own: Account) -> SaidReading.Page {
        let posts = answer["data"]?.array ?? []
        let said = posts.compactMap { post -> Said? in
            guard let id = post["id"]?.string, let at = post["timestamp"]?.string.flatMap(TimeReading.iso),
                !isOwn(post, own)
            else { return nil }
            let handle = handle(of: post) ?? ""
            return Said(
                kind: .mention,
                receipt: Receipt(remoteID: id, url: post["permalink"]?.string, extra: ["tagged": true]),
                speaker: Speaker(remoteID: handle, handle: handle, name: ""), text: post["caption"]?.string ?? "",
                at: at, about: nil)
        }
        let last = posts.last?["timestamp"]?.string.flatMap(TimeReading.iso)
        guard let last, last >= list.floor, let after = answer.at("paging", "cursors", "after")?.string,
            after != list.after
        else { return (said, []) }
        return (said, [SaidList(list.path, after: after, floor: list.floor)])
    }
}
