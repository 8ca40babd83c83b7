import Foundation
import KicauCore

/// What can be read back.
extension XSimulator {
    @Sendable func me(_ call: Call) throws -> Reply {
        let caller = try enter(call, .person(scopes: ["tweet.read", "users.read"]), .me)
        let fields = try list(call, "user.fields", of: words.userFields)
        _ = try list(call, words.postFieldsParameter, of: words.postFields)
        try refuseStrangers(call, ["user.fields", "expansions", words.postFieldsParameter])
        guard let person = ground.person(caller.account) else { throw refused(.unauthorized) }
        chargeUserRead(person, by: caller)
        return answer(["data": user(person, fields)], to: caller)
    }

    @Sendable func userByName(_ call: Call) throws -> Reply {
        let caller = try enter(call, .anyone(scopes: ["tweet.read", "users.read"]), .userByName)
        let fields = try list(call, "user.fields", of: words.userFields)
        guard let person = ground.person(handle: call["username"]) else {
            let trouble = XTrouble.notFound(parameter: "username", value: call["username"], resource: "user")
            return answer(["errors": [trouble.body(words)]], to: caller)
        }
        chargeUserRead(person, by: caller)
        return answer(["data": user(person, fields)], to: caller)
    }

    @Sendable func lookUpOne(_ call: Call) throws -> Reply {
        let caller = try enter(call, .anyone(scopes: ["tweet.read", "users.read"]), .lookupOne)
        let view = try view(of: call, also: [])
        guard let post = ground.livePost(call["id"]) else {
            let trouble = XTrouble.notFound(parameter: "id", value: call["id"], resource: words.postResource)
            return answer(["errors": [trouble.body(words)]], to: caller)
        }
        try checkCap()
        chargeReads([post], by: caller)
        return answer(
            .members(["data": self.post(post, view, for: caller), "includes": includes([post], view)]), to: caller
        )
    }

    @Sendable func lookUpMany(_ call: Call) throws -> Reply {
        let caller = try enter(call, .anyone(scopes: ["tweet.read", "users.read"]), .lookupMany)
        let view = try view(of: call, also: ["ids"])
        let ids = (call.query["ids"] ?? "").split(separator: ",").map(String.init)
        let isRight = (1...100).contains(ids.count) && ids.allSatisfy { $0.count <= 19 && $0.allSatisfy(\.isNumber) }
        guard isRight else {
            throw refused(
                .invalid(parameter: "ids", value: call.query["ids"] ?? "", message: "1 to 100 ids are needed."))
        }
        try checkCap()
        let posts = ids.compactMap { ground.livePost($0) }
        let found = Set(posts.map(\.id))
        let missing = ids.filter { !found.contains($0) }.map {
            XTrouble.notFound(parameter: "ids", value: $0, resource: words.postResource).body(words)
        }
        chargeReads(posts, by: caller)
        return answer(
            .members([
                "data": posts.isEmpty ? nil : .array(posts.map { post($0, view, for: caller) }),
                "includes": includes(posts, view), "errors": missing.isEmpty ? nil : .array(missing),
            ]),
            to: caller
        )
    }

    @Sendable func timeline(_ call: Call) throws -> Reply {
        let asked = try listAsk(call, .timeline, also: ["exclude"])
        let all = ground.listing(lagMs: call.twist.listingLagMs) { post in
            post.account == asked.person.id && post.own["supersededBy"] == nil && asked.window.holds(post)
        }
        return list(all, asked)
    }

    /// A month's reading is capped.
    func checkCap() throws {
        let month = Self.day(ground.nowMs).prefix(7)
        let isOver = state.read { state in
            let read = state.readsByDay.filter { $0.key.hasPrefix(month) }.values.reduce(0, +)
            return read >= state.settings.monthlyReadCap
        }
        if isOver { throw refused(.usageCapped) }
    }

    @Sendable func usage(_ call: Call) throws -> Reply {
        let caller = try enter(call, .app, .usage)
        let asked = try list(call, "usage.fields", of: XVocabulary.usageFields)
        let days = call.query.int("days") ?? 7
        guard (1...90).contains(days) else {
            throw refused(.invalid(parameter: "days", value: "\(days)", message: "days must be from 1 to 90."))
        }
        let now = ground.nowMs
        let (reads, cap) = state.read { ($0.readsByDay, $0.settings.monthlyReadCap) }
        let month = Self.day(now).prefix(7)
        let used = reads.filter { $0.key.hasPrefix(month) }.values.reduce(0, +)
        let daily = (0..<days).reversed().map { back -> JSONValue in
            let day = Self.day(now - Int64(back) * 86_400_000)
            return ["date": .string("\(day)T00:00:00.000Z"), "usage": number(reads[day] ?? 0)]
        }
        var data: [String: JSONValue] = [
            "cap_reset_day": .integer(Int64(Self.daysToMonthEnd(now))), "project_id": "1820100000000777",
            "project_cap": number(cap), "project_usage": number(used),
        ]
        if asked.contains("daily_project_usage") {
            data["daily_project_usage"] = ["project_id": number(777), "usage": .array(daily)]
        }
        if asked.contains("daily_client_app_usage") {
            data["daily_client_app_usage"] = [
                ["client_app_id": "18201777", "usage": .array(daily), "usage_result_count": .integer(Int64(days))]
            ]
        }
        return answer(["data": .object(data)], to: caller)
    }

    /// The newer specification writes the numbers of a usage as text.
    private func number(_ value: Int) -> JSONValue {
        switch words {
        case .old: .integer(Int64(value))
        case .new: .string(String(value))
        }
    }

    private static func daysToMonthEnd(_ ms: Int64) -> Int {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let date = Date(timeIntervalSince1970: Double(ms) / 1000)
        let length = calendar.range(of: .day, in: .month, for: date)?.count ?? 30
        return length - calendar.component(.day, from: date) + 1
    }
}
