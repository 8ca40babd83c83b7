import KicauCore

/// Who may answer a post and who may quote it: records beside it, with its own key.
///
/// They are written with the post. Where a server cannot do that they are put before it, so that it never stands open:
/// without a post they do nothing, and put again they are the same.
extension Bluesky {
    static let threadgate = "app.bsky.feed.threadgate"
    static let postgate = "app.bsky.feed.postgate"

    static func gates(
        _ chosen: ChosenOptions, in role: RenderedPart.Role, of account: Account
    ) -> [(String, JSONValue?)] {
        let rules = chosen.all("threadgate") + lists(chosen, of: account)
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

    /// Have they been put already, by an edition of Kicau that did so in a step of its own?
    static func hasPutGates(of number: Int, _ errand: Errand) -> Bool {
        !errand.prepared("gates", in: number).isEmpty
    }

    func putGates(_ errand: Errand, via line: any Line) async -> Preparation {
        for (collection, record) in Bluesky.gateRecords(of: errand.step.part, errand) {
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

    static func gateRecords(of number: Int, _ errand: Errand) -> [(collection: String, record: JSONValue)] {
        let frozen = errand.rendition.parts[number].frozen
        let post = JSONValue.string(address(of: number, errand))
        var records: [(String, JSONValue)] = []
        if let rules = frozen["threadgate"]?.array {
            let allow = rules.compactMap(\.string).map(record(ofRule:))
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
