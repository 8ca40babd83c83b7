import KicauCore

/// A poll as it was asked for.
struct MastodonPoll: Sendable {
    let answers: [String]
    let seconds: Int
    let isMultiple: Bool
    var hidesTotals: Bool

    /// Nil: none was asked for.
    init?(_ asked: MastodonForm) {
        guard asked.has(group: "poll") else { return nil }
        answers = asked.list("options", in: "poll").map(\.trimmingWhitespace)
        seconds = Int(asked["expires_in", in: "poll"] ?? "") ?? 0
        isMultiple = asked.flag("multiple", in: "poll")
        hidesTotals = asked.flag("hide_totals", in: "poll")
    }

    /// What is wrong with it, in the server's own words.
    func flaw(under most: MastodonServer.Polls) -> Refused? {
        guard answers.count > 1 else { return MastodonError.validation("Options must have more than one item") }
        guard answers.count <= most.answers else {
            return MastodonError.validation("Options can't contain more than \(most.answers) items")
        }
        guard answers.allSatisfy({ !$0.isEmpty && $0.count <= most.characters }) else {
            return MastodonError.validation("Options can't be longer than \(most.characters) characters each")
        }
        guard Set(answers).count == answers.count else {
            return MastodonError.validation("Options contain duplicate items")
        }
        guard seconds >= most.seconds.lowerBound else { return MastodonError.validation("Expires at is too soon") }
        guard seconds <= most.seconds.upperBound else {
            return MastodonError.validation("Expires at is too far into the future")
        }
        return nil
    }

    /// As its post keeps it.
    var kept: JSONValue {
        [
            "answers": .array(answers.map(JSONValue.string)), "seconds": .integer(Int64(seconds)),
            "multiple": .bool(isMultiple), "hide_totals": .bool(hidesTotals),
        ]
    }

    /// After an edit. Other answers, or another "one or several", and the votes are gone; its time runs anew.
    func kept(after before: JSONValue?, nowMs: Int64) -> JSONValue {
        var members = kept.object ?? [:]
        members["ends_ms"] = .integer(nowMs + Int64(seconds) * 1000)
        if before?["answers"] == members["answers"], before?["multiple"] == members["multiple"] {
            members["votes"] = before?["votes"]
            members["voters"] = before?["voters"]
        }
        return .object(members)
    }

    static let prefix = "poll-"

    static func ends(_ kept: JSONValue, of post: LivePost) -> Int64 {
        kept["ends_ms"]?.int.map { Int64($0) } ?? post.createdAtMs + Int64(kept["seconds"]?.int ?? 0) * 1000
    }

    /// One number an answer.
    static func votes(_ kept: JSONValue) -> [Int] {
        let votes = (kept["votes"]?.array ?? []).compactMap(\.int)
        return votes.isEmpty ? (kept["answers"]?.array ?? []).map { _ in 0 } : votes
    }

    /// As a post with one shows it to readers.
    static func shown(_ kept: JSONValue, of post: LivePost, nowMs: Int64) -> JSONValue {
        let ends = ends(kept, of: post)
        let votes = votes(kept)
        let isHidden = kept["hide_totals"]?.bool == true && nowMs < ends
        let options = zip(kept["answers"]?.array ?? [], votes).map { answer, count -> JSONValue in
            ["title": answer, "votes_count": isHidden ? .null : .integer(Int64(count))]
        }
        return [
            "id": .string(prefix + post.id), "expires_at": .string(RecordTime.text(ofMs: ends)),
            "expired": .bool(nowMs >= ends), "multiple": kept["multiple"] ?? false,
            "votes_count": .integer(Int64(votes.reduce(0, +))),
            "voters_count": .integer(Int64(kept["voters"]?.array?.count ?? 0)), "emojis": [],
            "options": .array(options),
        ]
    }
}
