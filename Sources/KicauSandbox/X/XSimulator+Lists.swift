import KicauCore

/// What the lists of a person have in common: their own posts, and the mentions of them.
extension XSimulator {
    /// Whose list is asked for, by whom, and which part of it.
    struct ListAsk: Sendable {
        let caller: Caller
        let view: View
        let person: Person
        let window: XWindow
    }

    /// A person whom nobody knows is told of under a 200.
    func listAsk(_ call: Call, _ limit: XLimit, also more: [String] = []) throws -> ListAsk {
        let caller = try enter(call, .anyone(scopes: ["tweet.read", "users.read"]), limit)
        let paging = ["max_results", "since_id", "until_id", "start_time", "end_time", "pagination_token"]
        let view = try view(of: call, also: paging + more)
        guard let person = ground.person(call["id"]) else {
            let trouble = XTrouble.notFound(parameter: "id", value: call["id"], resource: "user")
            throw Refused(answer(["errors": [trouble.body(words)]], to: caller))
        }
        let window = try XWindow(call.query) { refused($0) }
        try checkCap()
        return ListAsk(caller: caller, view: view, person: person, window: window)
    }

    /// A page of a list and what goes with it.
    func list(_ all: [LivePost], _ asked: ListAsk) -> Reply {
        let page = Array(all.prefix(asked.window.size))
        chargeReads(page, by: asked.caller, isOwnList: asked.person.id == asked.caller.account)
        chargeIncluded(page, asked.view, by: asked.caller)
        var meta: [String: JSONValue] = ["result_count": .integer(Int64(page.count))]
        if let newest = page.first, let oldest = page.last {
            meta["newest_id"] = .string(newest.id)
            meta["oldest_id"] = .string(oldest.id)
            if all.count > page.count { meta["next_token"] = .string(XWindow.token(below: oldest.id)) }
        }
        return answer(
            .members([
                "data": page.isEmpty ? nil : .array(page.map { post($0, asked.view, for: asked.caller) }),
                "includes": includes(page, asked.view), "meta": .object(meta),
            ]),
            to: asked.caller
        )
    }
}
