import KicauCore

/// Where the next reading of an inbox begins.
struct SaidMark: Hashable {
    /// Lists are read down to here.
    let since: Instant
    /// What the readings before had no room for.
    let left: [SaidList]

    init(since: Instant, left: [SaidList]) {
        self.since = since
        self.left = left
    }

    init(_ listening: Listening) {
        let since = listening.mark["since"]?.int.map { Instant(ms: Int64($0)) }
        self.init(
            since: since ?? listening.now - Listening.firstReach,
            left: (listening.mark["left"]?.array ?? []).compactMap(SaidList.init(stored:)))
    }

    var stored: [String: JSONValue] {
        var members: [String: JSONValue] = ["since": .integer(since.ms)]
        if !left.isEmpty { members["left"] = .array(left.prefix(SaidMark.mostLeft).map(\.stored)) }
        return members
    }

    /// A list shows an entry somewhat after the time it carries.
    static let overlap = Duration.hours(1)
    /// A network that never comes to an end must not fill the mark.
    private static let mostLeft = 100
}
