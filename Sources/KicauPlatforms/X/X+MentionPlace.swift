import KicauCore

/// Where a reading of the mentions stands. They come newest first, so what is above `newest` is for the next reading.
struct MentionPlace: Equatable {
    /// The newest id of an earlier reading: nothing from there down is asked for again.
    private var since: String?
    /// Where there was no earlier reading: how far back this first one goes, in X's own writing.
    private var from: String?
    /// The newest id of this reading.
    private var newest: String?
    /// The oldest id of this reading, as long as there is more below it.
    private var until: String?
    private(set) var isAtEnd = false

    init(_ mark: [String: JSONValue], now: Instant) {
        since = MentionPlace.id(mark["since_id"])
        newest = MentionPlace.id(mark["newest"])
        until = MentionPlace.id(mark["until_id"])
        guard since == nil else { return }
        from = mark["from"]?.string ?? TimeReading.isoSeconds(now - Listening.firstReach)
    }

    /// By id instead of X's page tokens: those belong to one page size and end with the reading.
    var query: [(String, String)] {
        [("since_id", since), ("start_time", since == nil ? from : nil), ("until_id", until)]
            .compactMap { name, value in value.map { (name, $0) } }
    }

    /// - Parameter page: as X answered it.
    func after(_ page: JSONValue) -> MentionPlace {
        var next = self
        let ids = (page["data"]?.array ?? []).compactMap { MentionPlace.id($0["id"]) }
        next.newest = ([newest].compactMap(\.self) + ids).max(by: MentionPlace.isOlder)
        let oldest = ids.min(by: MentionPlace.isOlder)
        // A page that brings nothing older would be asked for again and again.
        let goesOn = oldest.map { oldest in until.map { MentionPlace.isOlder(oldest, $0) } ?? true } ?? false
        next.isAtEnd = page.at("meta", "next_token") == nil || !goesOn
        next.until = next.isAtEnd ? nil : oldest
        return next
    }

    /// What the next reading needs.
    var mark: [String: JSONValue] {
        let isWhole = until == nil
        return JSONValue.members([
            ("since_id", (isWhole ? newest ?? since : since).map(JSONValue.string)),
            ("from", (isWhole && newest != nil ? nil : from).map(JSONValue.string)),
            ("newest", (isWhole ? nil : newest).map(JSONValue.string)),
            ("until_id", until.map(JSONValue.string)),
        ]).object ?? [:]
    }

    private static func id(_ value: JSONValue?) -> String? { value?.string.flatMap { $0.isDigits ? $0 : nil } }

    /// Ids grow with time, and so does their length.
    private static func isOlder(_ a: String, _ b: String) -> Bool { (a.utf8.count, a) < (b.utf8.count, b) }
}
