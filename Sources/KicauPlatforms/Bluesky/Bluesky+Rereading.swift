public import KicauCore

extension Bluesky {
    /// A record's CID is the hash of its content: the same one proves that nothing was changed.
    public func read(
        _ published: PublishedPart, of signedIn: SignedIn, now: Instant, via line: any Line
    ) async -> Reread {
        let line = proving(line, for: signedIn)
        let key = BlueskyWire.key(of: published.receipt.remoteID)
        do throws(LineFailure) {
            let reply = try await line.call(Bluesky.getCall(key, signedIn.account), unit: BlueskyUnit.read)
            guard reply.isSuccess, let cid = reply.json?["cid"]?.string, let record = reply.json?["value"] else {
                return Bluesky.errors.reread(of: Bluesky.complaint(reply))
            }
            return .there(
                differences: Bluesky.differences(published, cid: cid, record),
                numbers: await numbers(of: published.receipt.remoteID, signedIn, via: line))
        } catch { return error.reread }
    }

    /// A record knows nothing of its readers: the network's own view counts them, and the account's server asks it for us.
    private func numbers(of uri: String, _ signedIn: SignedIn, via line: any Line) async -> Numbers {
        let call = Bluesky.viewCall("app.bsky.feed.getPosts", [("uris", uri)], signedIn)
        do throws(LineFailure) {
            let reply = try await line.call(call, unit: BlueskyUnit.read)
            guard reply.isSuccess, let answer = reply.json else {
                return Bluesky.errors.numbers(of: Bluesky.complaint(reply))
            }
            guard let post = answer["posts"]?.array?.first else {
                return Numbers(
                    answers: [answer],
                    missing: .init("Bluesky's view does not show the post, so it counts nobody who reads it."))
            }
            return Numbers(in: post, BlueskyWire.counts, of: answer)
        } catch { return error.numbers }
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
