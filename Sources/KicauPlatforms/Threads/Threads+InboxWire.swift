import KicauCore

extension Threads.Wire {
    private static let mentionFields = "id,text,timestamp,permalink,username"
    private static let answerFields = mentionFields + ",is_reply_owned_by_me,replied_to"

    /// Which of the latest posts anybody has answered.
    static func answered(_ graph: Graph) -> Call {
        graph.get("me/threads", fields: "id,has_replies", query: [("limit", "50")])
    }

    static func conversations(_ answer: JSONValue, since: Instant) -> [SaidList] {
        let answered = (answer["data"]?.array ?? []).filter { $0["has_replies"]?.bool == true }
        return answered.compactMap { $0["id"]?.string }.prefix(mostConversations).map {
            SaidList($0 + "/conversation", floor: since, post: $0)
        }
    }

    private static let mostConversations = 20

    /// A conversation takes no times and no length.
    static func inbox(_ list: SaidList, _ graph: Graph) -> Call {
        let after = list.after.map { [("after", $0)] } ?? []
        guard list.post == nil else {
            let fields = answerFields + (isOfHeld(list) ? ",reply_approval_status" : "")
            return graph.get(list.path, fields: fields, query: after)
        }
        let query = [("since", String(list.floor.ms / 1000)), ("limit", "50")]
        return graph.get(list.path, fields: mentionFields, query: query + after)
    }

    static func answers(
        _ answer: JSONValue, _ list: SaidList, ours: Set<String>, by own: Account
    ) -> SaidReading.Page {
        let said = (answer["data"]?.array ?? []).compactMap { shown -> Said? in
            guard shown["is_reply_owned_by_me"]?.bool != true else { return nil }
            let answered = shown.at("replied_to", "id")?.string
            let about = answered.flatMap { ours.contains($0) ? $0 : nil } ?? list.post
            return self.said(.reply, shown, about: about, own).map { $0.marked(waiting(shown, in: list)) }
        }
        return (said, list.rest(answer, newestFirst: true).map { [$0] } ?? [])
    }

    static func mentions(_ answer: JSONValue, _ list: SaidList, by own: Account) -> SaidReading.Page {
        let said = (answer["data"]?.array ?? []).compactMap { self.said(.mention, $0, about: nil, own) }
        return (said, list.rest(answer, newestFirst: true).map { [$0] } ?? [])
    }

    /// Threads names people by their handle alone.
    private static func said(_ kind: Said.Kind, _ shown: JSONValue, about: String?, _ own: Account) -> Said? {
        guard let id = shown["id"]?.string, let at = shown["timestamp"]?.string.flatMap(TimeReading.iso),
            let handle = shown["username"]?.string, handle.lowercased() != own.handle.lowercased()
        else { return nil }
        return Said(
            kind: kind, receipt: Receipt(remoteID: id, url: shown["permalink"]?.string),
            speaker: Speaker(remoteID: handle, handle: handle, name: ""), text: shown["text"]?.string ?? "", at: at,
            about: about)
    }

    /// Of an answer it is the owner of the first post that has something to hear, of a mention the one it is meant for.
    ///
    /// What `target_id` names is said of some fields only; an id that is nobody's here rings nowhere.
    static func rung(_ body: JSONValue) -> Set<String>? {
        guard let values = body["values"] else { return nil }
        let owners = (values.array ?? [values]).compactMap { $0.at("value", "root_post", "owner_id")?.string }
        return Set(owners + (body["target_id"]?.string.map { [$0] } ?? []))
    }
}
