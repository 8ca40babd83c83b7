public import KicauCore

extension Mastodon {
    /// Each may be asked twice (docs.joinmastodon.org, statuses, favourite, read 2026-07-02). Nothing can be hidden:
    /// what others say stands on their own servers.
    public func act(
        _ deed: Deed, on said: Said, of signedIn: SignedIn, now: Instant, via line: any Line
    ) async -> DeedEnd {
        let verb: String
        switch deed {
        case .like: verb = "favourite"
        case .unlike: verb = "unfavourite"
        case .hide, .unhide, .approve, .ignore: return .notOffered
        }
        let id = PercentEncoding.encoded(said.receipt.remoteID)
        let call = Call(
            .post, signedIn.account.server + "/api/v1/statuses/\(id)/\(verb)", headers: [signedIn.credentials.bearer])
        do throws(LineFailure) {
            let reply = try await line.call(call, unit: MastodonUnit.like)
            return reply.isSuccess ? .done : Mastodon.errors.deed(of: Mastodon.complaint(reply))
        } catch { return error.deed }
    }
}
