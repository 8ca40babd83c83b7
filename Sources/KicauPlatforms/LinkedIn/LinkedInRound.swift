import KicauCore

/// A round through all the places where somebody may have commented; one reading does as much of it as it may call.
///
/// What is new is told by the time: whatever was said after the round before began is heard in this one.
struct LinkedInRound {
    /// What is older was heard before.
    let since: Instant
    /// The same of mentions, which each reading asks for before it goes on with its round.
    let mentionsSince: Instant
    private let began: Instant
    /// Where the reading before this one stopped.
    private let at: String?
    private let start: Int

    /// Lists may lag behind, and two clocks differ.
    static let lag = Duration.minutes(10)

    /// The next round, or the rest of one.
    init(mark: [String: JSONValue], now: Instant) {
        since = LinkedInRound.time(mark["since"]) ?? now - Listening.firstReach
        mentionsSince = LinkedInRound.time(mark["mentions"]) ?? now - Listening.firstReach
        began = LinkedInRound.time(mark["began"]) ?? now
        at = mark["at"]?.string
        start = max(0, mark["start"]?.int ?? 0)
    }

    /// A place that is gone from the list has nothing to go on with: the round is gone through again.
    func rest(of places: [LinkedInHearing]) -> [(place: LinkedInHearing, start: Int)] {
        let from = places.firstIndex { $0.place.asked == at } ?? 0
        return places[from...].enumerated().map { index, place in
            (place, index == 0 && place.place.asked == at ? start : 0)
        }
    }

    func stopped(at asked: String, _ start: Int) -> [String: JSONValue] {
        [
            "since": .integer(since.ms), "began": .integer(began.ms), "at": .string(asked),
            "start": .integer(Int64(start)),
        ]
    }

    /// None of its places was come to.
    var untouched: [String: JSONValue] { at.map { stopped(at: $0, start) } ?? ["since": .integer(since.ms)] }

    var ended: [String: JSONValue] { ["since": .integer((began - LinkedInRound.lag).ms)] }

    private static func time(_ value: JSONValue?) -> Instant? { value?.int.map { Instant(ms: Int64($0)) } }
}

/// A place to listen at, and the part of ours that makes it one.
struct LinkedInHearing {
    let place: LinkedInPlace
    let ours: Receipt

    /// Under a post stand the comments, under a comment of ours or one that we answered the answers. Each once.
    static func places(of parts: [Receipt]) -> [LinkedInHearing] {
        var seen: Set<String> = []
        return parts.compactMap { part in
            let place = LinkedInPlace(under: part)
            return seen.insert(place.asked).inserted ? LinkedInHearing(place: place, ours: part) : nil
        }
    }
}
