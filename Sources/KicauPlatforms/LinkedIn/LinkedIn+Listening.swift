public import KicauCore

extension LinkedIn {
    /// learn.microsoft.com, Comments API, read 2026-11-27 as stored: nothing of a comment can be hidden.
    ///
    /// What members say may be kept for 48 hours: LinkedIn Marketing, Data storage requirements; read 2026-11-27 as
    /// stored.
    ///
    /// The development tier gives a member a hundred calls a day: ten every three hours leave room to publish. Nothing
    /// rings there; elsewhere a lively page may ring all day, and each time costs as many calls.
    static let inbox = InboxRules(
        deeds: [.like, .unlike], listensEvery: .hours(3), ringsEvery: .hours(1), keptFor: .hours(48))
    private static let mostCalls = 10

    /// The posts that mention an organisation, and the comments under its own. What is said to a member is shown to few
    /// chosen programs.
    public func listen(_ listening: Listening, via line: any Line) async -> Heard {
        guard listening.signedIn.account.isOrganisation else { return .notOffered }
        let round = LinkedInRound(mark: listening.mark, now: listening.now)
        var reading = LinkedInReading(round: round, us: listening.signedIn.account.remoteID)
        do throws(LineFailure) {
            if let end = try await readMentions(into: &reading, listening, via: line) { return end }
            for (hearing, start) in round.rest(of: LinkedInHearing.places(of: listening.posts)) {
                if let end = try await read(hearing, from: start, into: &reading, listening.signedIn, via: line) {
                    return end
                }
            }
            return reading.ended
        } catch { return reading.stopped(or: error.heard) }
    }

    /// Nil: this place is done, on to the next.
    private func read(
        _ hearing: LinkedInHearing, from first: Int, into reading: inout LinkedInReading, _ signedIn: SignedIn,
        via line: any Line
    ) async throws(LineFailure) -> Heard? {
        var start: Int? = first
        while let from = start {
            reading.next = (hearing.place, from)
            guard reading.calls < LinkedIn.mostCalls else { return reading.stopped }
            reading.calls += 1
            let reply = try await line.call(
                LinkedIn.commentsCall(at: hearing.place, from: from, signedIn), unit: LinkedInUnit.read)
            guard let page = LinkedInCommentPage(reply, from: from) else {
                return reading.trouble(LinkedIn.complaint(reply), at: hearing.place)
            }
            reading.take(page, at: hearing)
            start = page.next(since: reading.round.since)
        }
        return nil
    }
}
