public import KicauCore

/// Liking is a record of our own, hiding a line in the gate of our own thread.
extension Bluesky {
    static let like = "app.bsky.feed.like"

    public func act(
        _ deed: Deed, on said: Said, of signedIn: SignedIn, now: Instant, via line: any Line
    ) async -> DeedEnd {
        let line = proving(line, for: signedIn)
        do throws(LineFailure) {
            switch deed {
            case .like: return try await like(said, signedIn, now, via: line)
            case .unlike: return try await unlike(said, signedIn, via: line)
            case .hide, .unhide: return try await hide(deed == .hide, said, signedIn, now, via: line)
            case .approve, .ignore: return .notOffered
            }
        } catch { return error.deed }
    }

    /// Its key follows from what is liked, so that liking twice puts the one record, and unliking finds it.
    static func likeKey(_ said: Said, _ account: Account) -> String {
        TID.key(account: account, due: said.at, part: 0, text: said.receipt.remoteID, media: [])
    }

    private func like(
        _ said: Said, _ signedIn: SignedIn, _ now: Instant, via line: any Line
    ) async throws(LineFailure) -> DeedEnd {
        guard let subject = BlueskyWire.reference(said.receipt) else { return .notOffered }
        let record: JSONValue = [
            "$type": .string(Bluesky.like), "subject": subject, "createdAt": .string(TimeReading.isoText(now)),
        ]
        let put = BlueskyWire.put(
            repo: signedIn.account.remoteID, in: Bluesky.like, key: Bluesky.likeKey(said, signedIn.account),
            record: record, over: nil)
        let reply = try await line.call(
            Bluesky.writeCall("com.atproto.repo.putRecord", put, signedIn), unit: BlueskyUnit.act)
        // That a record stands there already is one of its complaints.
        return reply.isSuccess ? .done : Bluesky.errors.deed(of: Bluesky.complaint(reply))
    }

    /// Deletes our record, and the one that the person may have made in Bluesky's own app: its key only the view knows.
    private func unlike(
        _ said: Said, _ signedIn: SignedIn, via line: any Line
    ) async throws(LineFailure) -> DeedEnd {
        let key = Bluesky.likeKey(said, signedIn.account)
        if let trouble = try await deleteLike(key, signedIn, via: line) { return trouble }
        let call = Bluesky.viewCall("app.bsky.feed.getPosts", [("uris", said.receipt.remoteID)], signedIn)
        let reply = try await line.call(call, unit: BlueskyUnit.read)
        guard reply.isSuccess, let uri = reply.json?["posts"]?[0]?.at("viewer", "like")?.string,
            BlueskyWire.owner(of: uri) == signedIn.account.remoteID, BlueskyWire.key(of: uri) != key
        else { return .done }
        return try await deleteLike(BlueskyWire.key(of: uri), signedIn, via: line) ?? .done
    }

    /// Nil: it is not there any more.
    private func deleteLike(
        _ key: String, _ signedIn: SignedIn, via line: any Line
    ) async throws(LineFailure) -> DeedEnd? {
        let body: JSONValue = [
            "repo": .string(signedIn.account.remoteID), "collection": .string(Bluesky.like), "rkey": .string(key),
        ]
        let reply = try await line.call(
            Bluesky.writeCall("com.atproto.repo.deleteRecord", body, signedIn), unit: BlueskyUnit.act)
        if reply.isSuccess { return nil }
        let complaint = Bluesky.complaint(reply)
        return Bluesky.errors.meaning(of: complaint) == .gone ? nil : Bluesky.errors.deed(of: complaint)
    }

    static func writeCall(
        _ method: String, _ body: JSONValue, _ signedIn: SignedIn, isCommit: Bool = false
    ) -> Call {
        Call(
            .post, BlueskyWire.url(signedIn.account.server, method), headers: [signedIn.credentials.bearer],
            body: .json(body), isCommit: isCommit)
    }
}
