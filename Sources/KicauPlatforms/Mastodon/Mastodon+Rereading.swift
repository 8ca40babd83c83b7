public import KicauCore

extension Mastodon {
    public func read(
        _ published: PublishedPart, of signedIn: SignedIn, now: Instant, via line: any Line
    ) async -> Reread {
        let id = PercentEncoding.encoded(published.receipt.remoteID)
        let call = Call(
            .get, signedIn.account.server + "/api/v1/statuses/" + id, headers: [signedIn.credentials.bearer])
        do throws(LineFailure) {
            let reply = try await line.call(call, unit: MastodonUnit.read)
            guard reply.isSuccess, let answer = reply.json, let status = MastodonWire.Status(answer) else {
                return Mastodon.errors.reread(of: Mastodon.complaint(reply))
            }
            return .there(
                differences: status.differences(
                    from: published.part, parent: published.parent?.remoteID,
                    quoted: published.receipt.extra["quoted"]?.string,
                    saysLanguage: MastodonDialect(signedIn.account).software.showsLanguage),
                numbers: Numbers(in: answer, MastodonWire.counts, of: answer))
        } catch { return error.reread }
    }
}
