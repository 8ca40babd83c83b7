import KicauCore

/// A first comment, and an answer to somebody's.
extension LinkedIn {
    func comment(_ errand: Errand, via line: any Line) async -> Outcome {
        guard let parent = errand.parent else { return .refused(Errand.noParent(name)) }
        let signedIn = errand.signedIn
        let place = LinkedInPlace(under: parent)
        let body = LinkedInWire.newComment(
            actor: signedIn.account.remoteID, on: place.post, answering: place.thread, text: errand.part.wireText)
        let call = Call(
            .post, LinkedInWire.comments(on: place.post, signedIn.app), headers: LinkedInWire.headers(signedIn),
            body: .json(body), isCommit: true)
        do throws(LineFailure) {
            let reply = try await line.call(call, unit: LinkedInUnit.comment)
            return LinkedIn.commentOutcome(reply, at: place, url: parent.url)
        } catch { return error.outcome }
    }

    private static func commentOutcome(_ reply: Reply, at place: LinkedInPlace, url: String?) -> Outcome {
        guard reply.isSuccess else { return errors.outcome(of: complaint(reply)) }
        let body = reply.json
        let named = body?["commentUrn"]?.string ?? body?["$URN"]?.string ?? reply.header("x-restli-id")
        guard let named, !named.isEmpty else {
            return .unknown(
                Trace(
                    what: "LinkedIn said yes but named no comment", status: reply.status, answer: reply.words,
                    at: reply.at))
        }
        return .published(receipt(ofComment: named, at: place, url: url))
    }

    static func receipt(ofComment named: String, at place: LinkedInPlace, url: String?) -> Receipt {
        Receipt(remoteID: LinkedInWire.commentURN(named, on: place.post), url: url, extra: place.kept)
    }

    /// No duplicate rule is known for comments, so a second one is never sent on a guess.
    func lookForComment(_ errand: Errand, _ doubt: Doubt, via line: any Line) async -> Finding {
        guard let parent = errand.parent else {
            return .couldNotLook(until: errand.now + .minutes(5), .unreachable("the part before is not known"))
        }
        let signedIn = errand.signedIn
        let place = LinkedInPlace(under: parent)
        var compared = 0
        var (start, pages): (Int?, Int) = (0, 0)
        do throws(LineFailure) {
            while let from = start, pages < LinkedInCommentPage.most {
                let reply = try await line.call(
                    LinkedIn.commentsCall(at: place, from: from, signedIn), unit: LinkedInUnit.read)
                guard let page = LinkedInCommentPage(reply, from: from) else {
                    return LinkedIn.unseen(reply, at: errand.now)
                }
                pages += 1
                compared += page.comments.count
                if let ours = page.comments.first(where: { LinkedIn.isOurComment($0, at: place, errand, doubt) }),
                    let named = LinkedInWire.name(of: ours)
                {
                    return .found(LinkedIn.receipt(ofComment: named, at: place, url: parent.url))
                }
                start = page.next(since: doubt.since - LinkedIn.clockSlack)
            }
            return .notSeen(
                Evidence(
                    "None of the \(compared) comments under the post is this one.", at: errand.now, compared: compared))
        } catch { return error.finding }
    }

    /// The same words may have been said to the same person before: what is older is not this one.
    private static func isOurComment(
        _ comment: JSONValue, at place: LinkedInPlace, _ errand: Errand, _ doubt: Doubt
    ) -> Bool {
        let named = LinkedInWire.name(of: comment).map { LinkedInWire.commentURN($0, on: place.post) }
        guard !errand.isKnown(named) else { return false }
        if let said = comment.at("created", "time")?.int, Instant(ms: Int64(said)) < doubt.since - clockSlack {
            return false
        }
        return comment["actor"]?.string == errand.signedIn.account.remoteID
            && comment.at("message", "text")?.string == errand.part.wireText
    }

    /// A comment goes with what it answered, so where that is gone there is nothing left to find.
    private static func unseen(_ reply: Reply, at now: Instant) -> Finding {
        let complaint = LinkedIn.complaint(reply)
        guard !reply.isSuccess else { return errors.finding(of: complaint) }
        switch errors.meaning(of: complaint) {
        case .permission: return .notSeen(Evidence("LinkedIn does not let us read comments.", at: now))
        case .gone: return .notSeen(Evidence("What it answers is no longer on LinkedIn.", at: now))
        case .retry, .unknownOutcome, .notReady, .newContainer, .rateLimited, .quotaExhausted, .paymentRequired, .token,
            .appConfig, .duplicate, .invalidContent, .media, .spam, .accountLocked, .clock:
            return errors.finding(of: complaint)
        }
    }
}
