import KicauCore

/// A poll as it was asked for.
struct MastodonPoll: Sendable {
    let answers: [String]
    let seconds: Int
    let isMultiple: Bool
    let hidesTotals: Bool

    static let mostAnswers = 4
    static let longestAnswer = 50
    static let life = 300...2_629_746

    /// Nil: none was asked for.
    init?(_ asked: MastodonForm) {
        guard asked.has(group: "poll") else { return nil }
        answers = asked.list("options", in: "poll").map(\.trimmingWhitespace)
        seconds = Int(asked["expires_in", in: "poll"] ?? "") ?? 0
        isMultiple = asked.flag("multiple", in: "poll")
        hidesTotals = asked.flag("hide_totals", in: "poll")
    }

    /// What is wrong with it, in the server's own words.
    var flaw: Refused? {
        guard answers.count > 1 else { return MastodonError.validation("Options must have more than one item") }
        guard answers.count <= Self.mostAnswers else {
            return MastodonError.validation("Options can't contain more than \(Self.mostAnswers) items")
        }
        guard answers.allSatisfy({ !$0.isEmpty && $0.count <= Self.longestAnswer }) else {
            return MastodonError.validation("Options can't be longer than \(Self.longestAnswer) characters each")
        }
        guard Set(answers).count == answers.count else {
            return MastodonError.validation("Options contain duplicate items")
        }
        guard seconds >= Self.life.lowerBound else { return MastodonError.validation("Expires at is too soon") }
        guard seconds <= Self.life.upperBound else {
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

    /// As a post with one shows it to readers.
    static func shown(_ kept: JSONValue, of post: LivePost, nowMs: Int64) -> JSONValue {
        let ends = post.createdAtMs + Int64(kept["seconds"]?.int ?? 0) * 1000
        let votes: JSONValue = kept["hide_totals"]?.bool == true && nowMs < ends ? .null : 0
        return [
            "id": .string("poll-" + post.id), "expires_at": .string(RecordTime.text(ofMs: ends)),
            "expired": .bool(nowMs >= ends), "multiple": kept["multiple"] ?? false, "votes_count": 0,
            "voters_count": 0, "emojis": [],
            "options": .array(
                (kept["answers"]?.array ?? []).map { ["title": $0, "votes_count": votes] }),
        ]
    }
}
