import KicauCore

extension Mastodon {
    /// So many answers under one post may be all that a server shows; ours may be behind them.
    private static let fullPage = 10

    /// Not every server of the family lists private messages among an account's own posts, and Pixelfed lists no answers
    /// at all (pixelfed/pixelfed, accountStatusesById, read 2026-11-27), so one is looked for under what it answers too.
    func lookBelowParent(_ errand: Errand, _ doubt: Doubt, via line: any Line) async -> Comparison {
        let signedIn = errand.signedIn
        let isListed = MastodonDialect(signedIn.account).software.listsAnswers
        guard errand.part.frozen["visibility"] == "direct" || !isListed, let parent = errand.parent else {
            return .others
        }
        let call = Call(
            .get, signedIn.account.server + "/api/v1/statuses/\(PercentEncoding.encoded(parent.remoteID))/context",
            headers: [signedIn.credentials.bearer])
        let reply: Reply
        do throws(LineFailure) {
            reply = try await line.call(call, unit: MastodonUnit.read)
        } catch { return .ended(error.finding) }
        guard reply.isSuccess, let items = reply.json?["descendants"]?.array else {
            let complaint = Mastodon.complaint(reply)
            // Where what it answers is gone, nothing under it is shown any more, ours neither.
            let isGone = Mastodon.errors.meaning(of: complaint) == .gone
            return isGone ? .mayBeOurs : .ended(Mastodon.errors.finding(of: complaint))
        }
        let candidates = items.compactMap(MastodonWire.Status.init).filter {
            $0.author == signedIn.account.remoteID && Mastodon.mayBe($0, errand, doubt)
        }
        let compared = await compare(candidates, errand, via: line)
        guard case .others = compared, !isListed, items.count >= Mastodon.fullPage else { return compared }
        return .mayBeOurs
    }
}
