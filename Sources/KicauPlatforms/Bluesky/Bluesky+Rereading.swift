public import KicauCore

extension Bluesky {
    /// A record's CID is the hash of its content: the same one proves that nothing was changed.
    public func read(
        _ published: PublishedPart, of signedIn: SignedIn, now: Instant, via line: any Line
    ) async -> Reread {
        let key = BlueskyWire.key(of: published.receipt.remoteID)
        do throws(LineFailure) {
            let reply = try await line.call(Bluesky.getCall(key, signedIn.account), unit: BlueskyUnit.read)
            guard reply.isSuccess, let cid = reply.json?["cid"]?.string, let record = reply.json?["value"] else {
                return Bluesky.errors.reread(of: Bluesky.complaint(reply))
            }
            return .there(differences: Bluesky.differences(published, cid: cid, record))
        } catch { return error.reread }
    }

    private static func differences(_ published: PublishedPart, cid: String, _ record: JSONValue) -> [Sentence] {
        // Of a post that was found by its text alone no hash is known.
        let known = published.receipt.extra["cid"]?.string
        if known == cid { return [] }
        guard record["text"]?.string == published.part.wireText else {
            return ["Bluesky shows another text than was sent: \(Words.cut(record["text"]?.string ?? ""))"]
        }
        return known == nil ? [] : ["The record on Bluesky has the same text, but is not the one that was published."]
    }
}
