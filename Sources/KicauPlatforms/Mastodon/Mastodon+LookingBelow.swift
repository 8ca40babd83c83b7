import KicauCore

extension Mastodon {
    /// Not every server of the family lists private messages among an account's own posts, so one is looked for under
    /// what it answers too. Nil: there is nothing to look under, or it is not there.
    func lookBelowParent(_ errand: Errand, _ doubt: Doubt, via line: any Line) async -> Finding? {
        guard errand.part.frozen["visibility"] == "direct", let parent = errand.parent else { return nil }
        let signedIn = errand.signedIn
        let call = Call(
            .get, signedIn.account.server + "/api/v1/statuses/\(PercentEncoding.encoded(parent.remoteID))/context",
            headers: [signedIn.credentials.bearer])
        let reply: Reply
        do throws(LineFailure) {
            reply = try await line.call(call, unit: MastodonUnit.read)
        } catch { return error.finding }
        guard reply.isSuccess, let items = reply.json?["descendants"]?.array else {
            let complaint = Mastodon.complaint(reply)
            // Where what it answers is gone, the server takes no answer to it either.
            return Mastodon.errors.meaning(of: complaint) == .gone ? nil : Mastodon.errors.finding(of: complaint)
        }
        let candidates = items.compactMap(MastodonWire.Status.init).filter {
            $0.author == signedIn.account.remoteID && Mastodon.mayBe($0, errand, doubt)
        }
        if let found = candidates.first(where: { Mastodon.isSame($0.text, errand) }) {
            return .found(Mastodon.receipt(found, errand))
        }
        return await compareSources(candidates, errand, via: line)
    }
}
