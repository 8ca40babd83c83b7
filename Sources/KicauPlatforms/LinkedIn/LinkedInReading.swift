import KicauCore

/// What one reading has heard so far, and where it stands.
struct LinkedInReading {
    let round: LinkedInRound
    let us: String
    var calls = 0
    var next: (place: LinkedInPlace, start: Int)?
    private var pages = 0
    private var heard: [Said] = []
    private var refused: Refusal?

    init(round: LinkedInRound, us: String) {
        self.round = round
        self.us = us
    }

    mutating func take(_ page: LinkedInCommentPage, at hearing: LinkedInHearing) {
        pages += 1
        let said = page.comments.compactMap { Said(linkedIn: $0, at: hearing) }
        heard += said.filter { $0.speaker.remoteID != us && $0.at >= round.since }
    }

    var stopped: Heard { stopped(why: refused?.story) }

    /// What was read counts; the next reading meets the trouble first, if it is still there.
    func stopped(or trouble: Heard) -> Heard { pages > 0 ? stopped(why: trouble.story) : trouble }

    private func stopped(why: Settlement.Story?) -> Heard {
        .said(heard, mark: next.map { round.stopped(at: $0.place, $0.start) } ?? round.ended, missing: why)
    }

    /// One post may be another's, or shut; a second no in a row, with nothing read, is meant for the account.
    var ended: Heard {
        if pages == 0, let refused { return .refused(refused) }
        return .said(heard, mark: round.ended, missing: refused?.story)
    }

    /// Nil: it lies at this one place, on to the next.
    mutating func trouble(_ complaint: Complaint) -> Heard? {
        switch LinkedIn.errors.meaning(of: complaint) {
        case .gone, .invalidContent: return nil
        case .permission:
            guard pages == 0, let refused else {
                refused = refused ?? LinkedIn.errors.refusal(of: complaint)
                return nil
            }
            return .refused(refused)
        case .token: return LinkedIn.errors.heard(of: complaint)
        case .retry, .unknownOutcome, .notReady, .newContainer, .rateLimited, .quotaExhausted, .paymentRequired,
            .appConfig, .duplicate, .media, .spam, .accountLocked, .clock:
            return stopped(or: LinkedIn.errors.heard(of: complaint))
        }
    }
}

extension Said {
    /// Nil: nobody said it, or it has no name. Who speaks is told by number; names are profile data, which nobody may
    /// keep for longer than a day, and are not asked for.
    fileprivate init?(linkedIn comment: JSONValue, at hearing: LinkedInHearing) {
        guard let named = LinkedInWire.name(of: comment), let actor = comment["actor"]?.string,
            let time = comment.at("created", "time")?.int
        else { return nil }
        let place = hearing.place
        let urn = LinkedInWire.commentURN(named, on: place.post)
        let thread = comment["parentComment"]?.string ?? place.thread ?? urn
        self.init(
            kind: .comment,
            receipt: Receipt(
                remoteID: urn, url: hearing.ours.url, extra: LinkedInPlace(post: place.post, thread: thread).kept),
            speaker: Speaker(remoteID: actor, handle: "", name: ""),
            text: comment.at("message", "text")?.string ?? "",
            at: Instant(ms: Int64(time)), about: hearing.ours.remoteID)
    }
}
