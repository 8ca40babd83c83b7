import Foundation
import KicauCore
import KicauText

/// Who spoke to whom: the mentions of an account, and the people behind ids.
extension XSimulator {
    /// docs.x.com, timelines, volume limits: what lies deeper is answered with nothing.
    private static let mostMentions = 800

    @Sendable func mentions(_ call: Call) throws -> Reply {
        let asked = try listAsk(call, .mentions)
        let reachable = ground.listing(lagMs: call.twist.listingLagMs) { post in
            post.own["supersededBy"] == nil && mentioned(in: post).contains(asked.person.handle.lowercased())
        }.prefix(Self.mostMentions)
        return list(reachable.filter(asked.window.holds), asked)
    }

    /// Everybody named in a text, in lower case; whom an answer answers is named without being written.
    func mentioned(in post: LivePost) -> Set<String> {
        Set(Entities.mentions(in: lead(of: post) + post.text).map { $0.value.lowercased() })
    }

    func lead(of post: LivePost) -> String { post.own["lead"]?.string ?? "" }

    /// X puts the name of whom an answer answers before its text, and shows the text without it.
    func led(_ post: LivePost) -> LivePost {
        guard let parent = post.parent.flatMap({ ground.post($0) }), parent.account != post.account,
            !post.text.lowercased().hasPrefix("@" + parent.handle.lowercased())
        else { return post }
        var copy = post
        copy.own["lead"] = .string("@\(parent.handle) ")
        return copy
    }

    @Sendable func usersByID(_ call: Call) throws -> Reply {
        let caller = try enter(call, .anyone(scopes: ["tweet.read", "users.read"]), .usersByID)
        let fields = try list(call, "user.fields", of: words.userFields)
        try refuseStrangers(call, ["ids", "user.fields", "expansions", words.postFieldsParameter])
        let ids = (call.query["ids"] ?? "").split(separator: ",").map(String.init)
        guard (1...100).contains(ids.count), ids.allSatisfy({ $0.count <= 19 && $0.allSatisfy(\.isNumber) }) else {
            throw refused(
                .invalid(parameter: "ids", value: call.query["ids"] ?? "", message: "1 to 100 ids are needed."))
        }
        let people = ids.compactMap { ground.person($0) }
        let missing = ids.filter { ground.person($0) == nil }.map {
            XTrouble.notFound(parameter: "ids", value: $0, resource: "user").body(words)
        }
        for person in people { chargeUserRead(person, by: caller) }
        return answer(
            .members([
                "data": people.isEmpty ? nil : .array(people.map { user($0, fields) }),
                "errors": missing.isEmpty ? nil : .array(missing),
            ]),
            to: caller
        )
    }
}
