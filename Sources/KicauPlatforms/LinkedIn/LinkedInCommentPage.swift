import KicauCore

/// A page of the comments under a post or a comment.
struct LinkedInCommentPage {
    let comments: [JSONValue]
    private let start: Int
    private let total: Int

    /// Ten pages of this make the most that one reading may bring.
    static let size = 50
    /// Pages of one list that are read at a time.
    static let most = 5

    /// Nil: it is no list.
    init?(_ reply: Reply, from start: Int) {
        guard reply.isSuccess, let body = reply.json, let comments = body["elements"]?.array else { return nil }
        self.comments = comments
        self.start = start
        total = body.at("paging", "total")?.int ?? (comments.count < Self.size ? 0 : start + comments.count + 1)
    }

    /// Where the next page begins; nil: there is none, or only what is older than this.
    ///
    /// In which order the comments stand is written nowhere. So a long list is read on from its front, unless the
    /// oldest stand there: then its end is read.
    func next(since: Instant) -> Int? {
        let end = start + comments.count
        guard !comments.isEmpty, end < total else { return nil }
        let last = LinkedInCommentPage.size * (LinkedInCommentPage.most - 1)
        if isSorted(by: <=) { return start == 0 ? max(end, total - last) : end }
        if isSorted(by: >=), let oldest = times.last, oldest < since { return nil }
        return end <= last ? end : nil
    }

    private var times: [Instant] {
        comments.compactMap { $0.at("created", "time")?.int.map { Instant(ms: Int64($0)) } }
    }

    private func isSorted(by isInOrder: (Instant, Instant) -> Bool) -> Bool {
        zip(times, times.dropFirst()).allSatisfy { isInOrder($0, $1) }
    }
}

extension LinkedIn {
    static func commentsCall(at place: LinkedInPlace, from start: Int, _ signedIn: SignedIn) -> Call {
        Call(
            .get, LinkedInWire.comments(on: place.asked, signedIn.app),
            query: [("start", String(start)), ("count", String(LinkedInCommentPage.size))],
            headers: LinkedInWire.headers(signedIn))
    }
}
