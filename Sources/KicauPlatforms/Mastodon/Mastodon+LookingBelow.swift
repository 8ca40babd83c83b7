import KicauCore

extension Mastodon {
    /// Not every server of the family lists private messages among an account's own posts, so one is looked for under
    /// what it answers too.
    func lookBelowParent(_ errand: Errand, _ doubt: Doubt, via line: any Line) async -> Comparison {
        guard errand.part.frozen["visibility"] == "direct", let parent = errand.parent else { return .others }
        let signedIn = errand.signedIn
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
        return await compare(candidates, errand, via: line)
    }
}
