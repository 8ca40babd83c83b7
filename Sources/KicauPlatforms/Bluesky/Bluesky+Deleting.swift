public import KicauCore

extension Bluesky {
    public func delete(_ receipt: Receipt, of signedIn: SignedIn, via line: any Line) async -> Deletion {
        let line = proving(line, for: signedIn)
        let key = BlueskyWire.key(of: receipt.remoteID)
        let call = Call(
            .post, BlueskyWire.url(signedIn.account.server, "com.atproto.repo.deleteRecord"),
            headers: [signedIn.credentials.bearer],
            body: .json([
                "repo": .string(signedIn.account.remoteID), "collection": .string(Bluesky.collection),
                "rkey": .string(key),
            ]))
        do throws(LineFailure) {
            let reply = try await line.call(call, unit: BlueskyUnit.delete)
            if reply.isSuccess { return .deleted }
            let complaint = Bluesky.complaint(reply)
            // One server deletes and then answers 400: what stands there now decides.
            if reply.status < 500, reply.status != 401, reply.status != 429,
                await isGone(key, signedIn, via: line)
            {
                return .deleted
            }
            return Bluesky.errors.deletion(of: complaint)
        } catch { return error.deletion }
    }

    static func web(_ app: AppKeys) -> String { app.address("www", "https://bsky.app") }
}
