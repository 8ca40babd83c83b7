import KicauCore

/// Who may answer a post and who may quote it: records beside it, with its own key.
///
/// They are written before the post, so that it never stands open; without a post they do nothing. Put again they are the
/// same, so that a lost answer leaves no doubt.
extension Bluesky {
    static let threadgate = "app.bsky.feed.threadgate"
    static let postgate = "app.bsky.feed.postgate"

    static func gates(_ chosen: ChosenOptions, in role: RenderedPart.Role) -> [(String, JSONValue?)] {
        let rules = chosen.all("threadgate")
        // Answers to answers are ruled by the gate of the first.
        let isRuled = role == .post && !rules.isEmpty
        let allowed = rules.filter { $0 != "nobody" }.map { JSONValue.string($0) }
        return [
            ("threadgate", isRuled ? .array(allowed) : nil),
            ("postgate", chosen["postgate"] == nil ? nil : true),
        ]
    }

    static func broken(_ rules: [String], isAnswer: Bool) -> [RuleBroken] {
        var broken: [RuleBroken] = []
        if rules.contains("nobody"), rules.count > 1 {
            broken.append(
                RuleBroken(
                    "Nobody may answer on Bluesky, and somebody may: that cannot both be.",
                    do: "Keep nobody alone, or take it out.", part: 0))
        }
        if isAnswer, !rules.isEmpty {
            broken.append(
                RuleBroken(
                    "Who may answer on Bluesky is ruled by the post that began the thread; an answer leaves it out.",
                    do: "Take threadgate out.", part: 0, weight: .warns))
        }
        return broken
    }

    static func hasGates(_ part: RenderedPart) -> Bool {
        part.frozen["threadgate"] != nil || part.frozen["postgate"] != nil
    }

    func putGates(_ errand: Errand, via line: any Line) async -> Preparation {
        for (collection, record) in Bluesky.gateRecords(errand) {
            let signedIn = errand.signedIn
            let body: JSONValue = [
                "repo": .string(signedIn.account.remoteID), "collection": .string(collection),
                "rkey": .string(Bluesky.key(errand)), "record": record,
            ]
            let call = Call(
                .post, BlueskyWire.url(signedIn.account.server, "com.atproto.repo.putRecord"),
                headers: [signedIn.credentials.bearer], body: .json(body))
            do throws(LineFailure) {
                let reply = try await line.call(call, unit: BlueskyUnit.publish)
                guard reply.isSuccess else { return Bluesky.errors.preparation(of: Bluesky.complaint(reply)) }
            } catch { return error.preparation }
        }
        return .ready([:], expires: nil)
    }

    static func gateRecords(_ errand: Errand) -> [(collection: String, record: JSONValue)] {
        let frozen = errand.part.frozen
        let post = JSONValue.string("at://\(errand.signedIn.account.remoteID)/\(collection)/\(key(errand))")
        var records: [(String, JSONValue)] = []
        if let rules = frozen["threadgate"]?.array {
            let allow = rules.compactMap(\.string).map { JSONValue.object(["$type": .string("\(threadgate)#\($0)")]) }
            records.append(
                (
                    threadgate,
                    .members([
                        ("$type", .string(threadgate)), ("post", post), ("allow", .array(allow)),
                        ("createdAt", frozen["createdAt"]),
                    ])
                ))
        }
        if frozen["postgate"] != nil {
            records.append(
                (
                    postgate,
                    .members([
                        ("$type", .string(postgate)), ("post", post),
                        ("embeddingRules", [["$type": .string("\(postgate)#disableRule")]]),
                        ("createdAt", frozen["createdAt"]),
                    ])
                ))
        }
        return records
    }
}
