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
    /// From when on mentions are asked for the next time.
    private var mentionsSince: Instant
    private var hasReadMentions = false
    private var withoutMentions: Settlement.Story?

    init(round: LinkedInRound, us: String) {
        self.round = round
        self.us = us
        mentionsSince = round.mentionsSince
    }

    mutating func take(_ page: LinkedInPage, _ app: AppKeys) {
        hasReadMentions = true
        let said = page.elements.compactMap { Said(linkedInMention: $0, app) }
        heard += said.filter { $0.speaker.remoteID != us && $0.at >= round.mentionsSince }
    }

    mutating func endMentions(at now: Instant) { mentionsSince = now - LinkedInRound.lag }

    mutating func leaveMentions(_ why: Settlement.Story?) { withoutMentions = why }

    mutating func take(_ page: LinkedInCommentPage, at hearing: LinkedInHearing) {
        pages += 1
        let said = page.comments.compactMap { Said(linkedIn: $0, at: hearing) }
        heard += said.filter { $0.speaker.remoteID != us && $0.at >= round.since }
    }

    var stopped: Heard { stopped(why: refused?.story) }

    /// What was read counts; the next reading meets the trouble first, if it is still there.
    func stopped(or trouble: Heard) -> Heard {
        pages > 0 || hasReadMentions ? stopped(why: trouble.story) : trouble
    }

    private func stopped(why: Settlement.Story?) -> Heard {
        said(mark: next.map { round.stopped(at: $0.place.asked, $0.start) } ?? round.untouched, missing: why)
    }

    /// One post may be another's, or shut; a second no in a row, with nothing read, is meant for the account.
    var ended: Heard {
        if pages == 0, let refused { return shut(refused) }
        return said(mark: round.ended, missing: refused?.story)
    }

    /// No comment may be read; mentions are another right.
    private func shut(_ refusal: Refusal) -> Heard {
        hasReadMentions ? said(mark: round.untouched, missing: refusal.story) : .refused(refusal)
    }

    private func said(mark: [String: JSONValue], missing: Settlement.Story?) -> Heard {
        let whole = mark.merging(["mentions": .integer(mentionsSince.ms)]) { _, new in new }
        return .said(heard, mark: whole, missing: missing ?? withoutMentions)
    }

    /// Nil: it lies at this one place, on to the next.
    mutating func trouble(_ complaint: Complaint, at place: LinkedInPlace) -> Heard? {
        switch LinkedIn.errors.meaning(of: complaint) {
        case .gone, .invalidContent: return nil
        case .permission where place.isElsewhere: return nil
        case .permission:
            guard pages == 0, let refused else {
                refused = refused ?? LinkedIn.errors.refusal(of: complaint)
                return nil
            }
            return shut(refused)
        case .token: return LinkedIn.errors.heard(of: complaint)
        case .retry, .unknownOutcome, .notReady, .newContainer, .rateLimited, .quotaExhausted, .paymentRequired,
            .appConfig, .duplicate, .media, .spam, .accountLocked, .clock:
            return stopped(or: LinkedIn.errors.heard(of: complaint))
        }
    }

    /// Nil: it lies at the mentions, on to the comments, whose calls LinkedIn counts apart.
    mutating func mentionTrouble(_ complaint: Complaint) -> Heard? {
        switch LinkedIn.errors.meaning(of: complaint) {
        case .permission, .gone, .invalidContent:
            leaveMentions(LinkedIn.mentionsHidden(complaint))
            return nil
        case .token: return LinkedIn.errors.heard(of: complaint)
        // Comments have an end point of their own, which this one's trouble says nothing of.
        case .rateLimited, .quotaExhausted, .retry, .unknownOutcome, .notReady, .newContainer, .paymentRequired,
            .appConfig, .duplicate, .media, .spam, .accountLocked, .clock:
            leaveMentions(LinkedIn.errors.heard(of: complaint).story)
            return nil
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
                remoteID: urn, url: hearing.ours.url,
                extra: LinkedInPlace(post: place.post, thread: thread, isElsewhere: place.isElsewhere).kept),
            speaker: Speaker(remoteID: actor, handle: "", name: ""),
            text: comment.at("message", "text")?.string ?? "",
            at: Instant(ms: Int64(time)), about: hearing.ours.remoteID)
    }
}
