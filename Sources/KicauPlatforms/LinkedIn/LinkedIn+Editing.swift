public import KicauCore

extension LinkedIn {
    /// Its name stays, and nothing comes back to compare: learn.microsoft.com, Posts API and Comments API, partial
    /// update; read 2026-11-27 as stored.
    public func edit(
        _ published: PublishedPart, to part: RenderedPart, of signedIn: SignedIn, now: Instant, via line: any Line
    ) async -> Edition {
        let old = published.receipt
        let text = JSONValue.string(part.wireText)
        let headers = LinkedInWire.headers(signedIn) + [("x-restli-method", Redacted("PARTIAL_UPDATE"))]
        let call: Call
        if let comment = LinkedInWire.commentParts(old.remoteID) {
            call = Call(
                .post, LinkedInWire.comment(comment, signedIn.app), query: [("actor", signedIn.account.remoteID)],
                headers: headers, body: .json(["patch": ["message": ["$set": ["text": text]]]]))
        } else {
            call = Call(
                .post, LinkedInWire.post(old.remoteID, signedIn.app), headers: headers,
                body: .json(["patch": ["$set": ["commentary": text]]]))
        }
        do throws(LineFailure) {
            let reply = try await line.call(call, unit: LinkedInUnit.edit)
            guard reply.isSuccess else { return LinkedIn.errors.edition(of: LinkedIn.complaint(reply)) }
            return .edited(Receipt(remoteID: old.remoteID, url: old.url, extra: old.extra))
        } catch { return error.edition }
    }
}
