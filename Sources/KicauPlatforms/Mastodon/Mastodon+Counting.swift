public import KicauCore

extension Mastodon {
    public func count(_ signedIn: SignedIn, via line: any Line) async -> Numbers {
        do throws(LineFailure) {
            let reply = try await line.call(
                Mastodon.meCall(signedIn.account.server, signedIn.credentials), unit: MastodonUnit.read)
            guard reply.isSuccess, let answer = reply.json else {
                return Mastodon.errors.numbers(of: Mastodon.complaint(reply))
            }
            return Numbers(in: answer, [.followers: ["followers_count"], .posts: ["statuses_count"]], of: answer)
        } catch { return error.numbers }
    }
}
