public import KicauCore

extension Errand {
    /// Is this part said to somebody else?
    var answersSomebody: Bool { step.part == 0 && rendition.answering != nil }
}

extension X {
    /// Our clock and X's may differ by this much.
    static let clockSlack = Duration.seconds(30)
    private static let pageSize = 20
    private static let maxPages = 5

    public func look(_ errand: Errand, doubt: Doubt, via line: any Line) async -> Finding {
        let signedIn = errand.signedIn
        let line = authorised(line, as: signedIn)
        var compared = 0
        var next: String?
        for _ in 0..<X.maxPages {
            let call = Call(
                .get, X.api(signedIn.app) + "/2/users/\(signedIn.account.remoteID)/tweets",
                query: query(doubt, errand, next: next))
            let reply: Reply
            do throws(LineFailure) {
                reply = try await line.call(call, unit: X.lookUnit(signedIn))
            } catch { return error.finding }
            guard reply.isSuccess, let page = reply.json, page["data"] != nil || page["meta"] != nil else {
                return X.errors.finding(of: X.complaint(reply))
            }
            let posts = (page["data"]?.array ?? []).compactMap(XWire.Seen.init)
            compared += posts.count
            if let found = posts.first(where: { X.matches($0, errand, doubt) }) {
                return .found(X.receipt(found.id, signedIn))
            }
            next = page.at("meta", "next_token")?.string
            if next == nil { break }
        }
        return .notSeen(
            Evidence(
                "None of the \(compared) posts on @\(signedIn.account.handle) since then has this text.",
                at: errand.now,
                compared: compared))
    }

    private func query(_ doubt: Doubt, _ errand: Errand, next: String?) -> [(String, String)] {
        var query = [
            ("max_results", String(X.pageSize)),
            ("start_time", TimeReading.isoSeconds(doubt.since - X.clockSlack)),
            XWire.listFields(errand.signedIn.app),
        ]
        query += XWire.newExpansion("referenced_posts", errand.signedIn.app)
        // X takes an end only when it lies behind us; it keeps a late look from reading what came after.
        let end = doubt.quietUntil + .minutes(1)
        if end + .seconds(30) < errand.now { query.append(("end_time", TimeReading.isoSeconds(end))) }
        if let next { query.append(("pagination_token", next)) }
        return query
    }

    /// In the newer names a post that is answered or quoted comes along with the one that does so, and may be billed too.
    private static func lookUnit(_ signedIn: SignedIn) -> MeterUnit {
        readUnit(signedIn.account, count: XWire.speaksOfPosts(signedIn.app) ? 2 * pageSize : pageSize)
    }

    /// Own reads are cheap only while the account is the app owner's.
    static func readUnit(_ account: Account, count: Int) -> MeterUnit {
        account.traits["ownsApp"]?.bool == false ? XUnit.postRead(count) : XUnit.ownedRead(count)
    }

    public func receipt(of link: String, for account: Account) -> Receipt? {
        link.firstMatch(of: /\/status\/([0-9]+)/).map { Receipt(remoteID: String($0.output.1), url: link) }
    }

    static func matches(_ seen: XWire.Seen, _ errand: Errand, _ doubt: Doubt) -> Bool {
        if let created = seen.created, created < doubt.since - clockSlack { return false }
        guard isUnder(seen.parent, errand) else { return false }
        guard !errand.isKnown(seen.id), seen.quotes(as: errand.part) else { return false }
        return seen.pictures == errand.part.media.count && seen.says(errand.part)
    }

    /// The same thanks may go to many within minutes, so an answer to somebody has to be known by whom it answers.
    private static func isUnder(_ parent: String?, _ errand: Errand) -> Bool {
        guard let parent else { return !errand.answersSomebody }
        return parent == errand.parent?.remoteID
    }
}
