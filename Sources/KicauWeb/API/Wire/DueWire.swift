import KicauCore
import KicauPublish

/// A due time as a program asks for it; without a zone the workspace's is meant.
struct AskedDue: Decodable, Sendable {
    let wall: String
    let zone: String?
    let fold: Fold?

    /// - Throws: `.badDate`, `.unknownZone`.
    func due(for caller: Caller) throws(Problem) -> Due {
        try Due(wall: wall, zone: zone ?? caller.workspace.zone, fold: fold ?? .first)
    }

    static let shape = Shape.named(
        "AskedDue",
        .object([
            .must(
                "wall", .form(.wall),
                "The time on the wall in that zone; one the clock jumps over moves forward by as much as the clock"),
            .may(
                "zone", .orNull(.form(.zone)), "An IANA name; else the workspace's zone", like: "Asia/Jakarta"),
            .may(
                "fold", .orNull(.words(of: Fold.self)),
                "Which one, where the clock is put back and shows that time twice; else the first", like: "first"),
        ]))
}

/// A due time: what the author meant, and the moment that comes of it.
struct DueWire: Encodable, Sendable {
    let wall: String
    let zone: String
    let at: String
    let fold: Fold?
    let movedTo: String?

    init(_ due: Due) {
        wall = due.wall
        zone = due.zone
        at = Timestamp.text(due.instant)
        // A zone that is not known any more has no changes to tell of.
        guard let rules = Zones.known(due.zone), let reading = due.reading(in: rules) else {
            fold = nil
            movedTo = nil
            return
        }
        fold = reading.isTwice ? due.fold : nil
        movedTo =
            switch reading {
            case .skipped(let moved, _):
                WallFields(secondsAsIfUTC: moved.seconds + rules.offset(at: moved.seconds)).text
            case .once, .twice: nil
            }
    }

    static let shape = Shape.named(
        "Due",
        .object([
            .must("wall", .form(.wall), "The time on the wall in that zone"),
            .must("zone", .form(.zone), "An IANA name"),
            .must("at", .instant, "The moment that comes of both"),
            .may(
                "fold", .words(of: Fold.self), "Which one is meant; only where the clock shows that time twice",
                like: "first"),
            .may(
                "moved_to", .form(.wall), "What the clock shows then; only where it jumps over the wall time"),
        ]))
}

/// One line of a story: what happened, what to do, and the network's own words.
struct StoryWire: Encodable, Sendable {
    let what: String
    let `do`: String?
    let answer: String?
    let status: Int?

    init(_ story: Settlement.Story, _ voice: Voice) {
        what = voice.say(story.what)
        self.do = story.toDo.map(voice.say)
        answer = story.answer
        status = story.status
    }

    static let members: [Member] = [
        .must("what", .text(most: 10_000), "What happened", like: "Published"),
        .may("do", .text(most: 10_000), "What to do now", like: "Reconnect the account"),
        .may("answer", .text(most: 10_000), "The network's own words", like: "Unauthorized"),
        .may("status", .integer(0...999), "The HTTP status the network gave", like: 401),
    ]
    static let shape = Shape.named("Story", .object(members))
}
