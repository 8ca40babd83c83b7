import KicauCore

/// Posts by others that mention a page: learn.microsoft.com, Organization Social Action Notifications, read 2026-11-28 as
/// stored. For its administrators (`rw_organization_admin`); LinkedIn keeps them for 60 days.
///
/// Of the other actions comments are read where they stand, and a mention in a comment is no action of its own.
extension LinkedIn {
    static let mention = "SHARE_MENTION"
    /// Read at a time, in half of the calls that one reading may make.
    private static let mostMentions = 5 * LinkedInPage.size

    /// Nil: on to the comments. So it is where today's calls for mentions are used up, or LinkedIn says nothing of them: those
    /// for comments are counted apart, and what was missed is asked for the next time.
    func readMentions(
        into reading: inout LinkedInReading, _ listening: Listening, via line: any Line
    ) async throws(LineFailure) -> Heard? {
        do throws(LineFailure) {
            return try await mentions(into: &reading, listening, via: line)
        } catch {
            switch error {
            case .neverLeft(_, .rateLimited), .noAnswer:
                reading.leaveMentions(error.heard.story)
                return nil
            case .neverLeft: throw error
            }
        }
    }

    private func mentions(
        into reading: inout LinkedInReading, _ listening: Listening, via line: any Line
    ) async throws(LineFailure) -> Heard? {
        var start: Int? = 0
        while let from = start {
            reading.calls += 1
            let url = LinkedInWire.mentions(
                of: reading.us, from: reading.round.mentionsSince, to: listening.now, start: from,
                listening.signedIn.app)
            let reply = try await line.call(
                Call(.get, url, headers: LinkedInWire.headers(listening.signedIn)), unit: LinkedInUnit.read)
            guard let page = LinkedInPage(reply, from: from) else {
                return reading.mentionTrouble(LinkedIn.complaint(reply))
            }
            reading.take(page, listening.signedIn.app)
            start = page.next.flatMap { $0 < LinkedIn.mostMentions ? $0 : nil }
        }
        reading.endMentions(at: listening.now)
        return nil
    }

    static func mentionsHidden(_ complaint: Complaint) -> Settlement.Story {
        .init(
            "LinkedIn does not tell us who mentions this page.",
            do: "Ask whoever connected it to become an administrator of the page, then connect it again.",
            answer: complaint.answer, status: complaint.status)
    }
}

extension LinkedInWire {
    /// A list and a span keep their parentheses, and the name is encoded once (Rest.li 2.0). Milliseconds.
    static func mentions(of page: String, from: Instant, to: Instant, start: Int, _ app: AppKeys) -> String {
        api(app) + "/rest/organizationalEntityNotifications?q=criteria&actions=List(\(LinkedIn.mention))"
            + "&organizationalEntity=\(PercentEncoding.encoded(page))&timeRange=(start:\(from.ms),end:\(to.ms))"
            + "&start=\(start)&count=\(LinkedInPage.size)"
    }
}

extension Said {
    /// Nil: it is of something else, or has no name or no time. Where the post is not told with it, its words are missing.
    init?(linkedInMention told: JSONValue, _ app: AppKeys) {
        let post = told.at("decoratedGeneratedActivity", "share") ?? told["decoratedSourcePost"]
        let names = [post?["entity"], told["generatedActivity"], told["sourcePost"]].compactMap { $0?.string }
        guard told["action"]?.string == LinkedIn.mention, let time = told["lastModifiedAt"]?.int,
            let urn = names.first(where: { $0.wholeMatch(of: /urn:li:(?:share|ugcPost|activity):[0-9]+/) != nil })
        else { return nil }
        self.init(
            kind: .mention,
            receipt: Receipt(
                remoteID: urn, url: LinkedIn.receipt(urn, app).url,
                extra: LinkedInPlace(post: urn, thread: nil, isElsewhere: true).kept),
            speaker: Speaker(remoteID: post?["owner"]?.string ?? "", handle: "", name: ""),
            text: LinkedInMentions(in: post?["text"]?.string ?? "").shown, at: Instant(ms: Int64(time)), about: nil)
    }
}
