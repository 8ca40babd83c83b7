public import KicauCore

extension Bluesky {
    public func count(_ signedIn: SignedIn, via line: any Line) async -> Numbers {
        let line = proving(line, for: signedIn)
        let call = Bluesky.viewCall("app.bsky.actor.getProfile", [("actor", signedIn.account.remoteID)], signedIn)
        do throws(LineFailure) {
            let reply = try await line.call(call, unit: BlueskyUnit.read)
            guard reply.isSuccess, let answer = reply.json else {
                return Bluesky.errors.numbers(of: Bluesky.complaint(reply))
            }
            return Numbers(in: answer, [.followers: ["followersCount"], .posts: ["postsCount"]], of: answer)
        } catch { return error.numbers }
    }

    /// Counts, likes and notifications live in the network's own view, which the account's server asks for us.
    static func viewCall(_ method: String, _ question: [(String, String)], _ signedIn: SignedIn) -> Call {
        Call(
            .get, BlueskyWire.url(signedIn.account.server, method), query: question,
            headers: [signedIn.credentials.bearer, ("atproto-proxy", Redacted(BlueskyWire.view.value))])
    }
}
