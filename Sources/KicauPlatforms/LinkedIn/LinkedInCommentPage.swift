import KicauCore

/// A page of the comments under a post or a comment.
struct LinkedInCommentPage {
    private let page: LinkedInPage
    var comments: [JSONValue] { page.elements }

    /// Pages of one list that are read at a time. Ten make the most that one reading may bring.
    static let most = 5

    /// Nil: it is no list.
    init?(_ reply: Reply, from start: Int) {
        guard let page = LinkedInPage(reply, from: start) else { return nil }
        self.page = page
    }

    /// Where the next page begins; nil: there is none, or only what is older than this.
    ///
    /// In which order the comments stand is written nowhere. So a long list is read on from its front, unless the
    /// oldest stand there: then its end is read.
    func next(since: Instant) -> Int? {
        guard let end = page.next else { return nil }
        let last = LinkedInPage.size * (LinkedInCommentPage.most - 1)
        if isSorted(by: <=) { return page.start == 0 ? max(end, page.total - last) : end }
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
            query: [("start", String(start)), ("count", String(LinkedInPage.size))],
            headers: LinkedInWire.headers(signedIn))
    }
}
