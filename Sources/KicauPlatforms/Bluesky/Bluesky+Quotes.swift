import KicauCore

/// A post named by whoever writes.
struct QuotedPost: Hashable {
    /// A handle or an identity.
    let author: String
    let key: String

    init?(_ text: String) {
        guard let post = NamedRecord(text, collection: Bluesky.collection, page: "post") else { return nil }
        (author, key) = (post.author, post.key)
    }

    static func broken(_ text: String?) -> [RuleBroken] {
        guard let text, QuotedPost(text) == nil else { return [] }
        return [
            RuleBroken(
                "\(text) is no address of a post on Bluesky.",
                do: "Copy the post's link at Bluesky, or leave quote out.", part: 0)
        ]
    }
}

extension Bluesky {
    /// A quote names its post by address and hash, which the view knows.
    func findQuoted(_ errand: Errand, via line: any Line) async -> Preparation {
        guard let quoted = errand.part.frozen["quote"]?.string.flatMap(QuotedPost.init) else {
            return .ready([:], expires: nil)
        }
        do throws(LineFailure) {
            let server = errand.signedIn.account.server
            var did = quoted.author
            if !did.hasPrefix("did:") {
                let asked = Call(
                    .get, BlueskyWire.url(server, "com.atproto.identity.resolveHandle"), query: [("handle", did)])
                let reply = try await line.call(asked, unit: BlueskyUnit.read)
                guard reply.isSuccess, let found = reply.json?["did"]?.string else { return unquotable(reply) }
                did = found
            }
            let uri = "at://\(did)/\(Bluesky.collection)/\(quoted.key)"
            let call = Bluesky.viewCall("app.bsky.feed.getPosts", [("uris", uri)], errand.signedIn)
            return reference(try await line.call(call, unit: BlueskyUnit.read))
        } catch { return error.preparation }
    }

    private func reference(_ reply: Reply) -> Preparation {
        guard reply.isSuccess, let posts = reply.json?["posts"]?.array else {
            return Bluesky.errors.preparation(of: Bluesky.complaint(reply))
        }
        guard let post = posts.first, let uri = post["uri"], let cid = post["cid"] else { return .refused(gone(reply)) }
        guard post.at("viewer", "embeddingDisabled")?.bool != true else {
            return .refused(
                Refusal(
                    .permission, "Who wrote that post lets nobody quote it on Bluesky.",
                    do: "Leave quote out, or link to the post in the text.", answer: reply.words, status: reply.status))
        }
        return .ready(["quote": ["uri": uri, "cid": cid]], expires: nil)
    }

    /// A handle that nobody has is a clear no.
    private func unquotable(_ reply: Reply) -> Preparation {
        let complaint = Bluesky.complaint(reply)
        return Bluesky.errors.meaning(of: complaint) == .invalidContent
            ? .refused(gone(reply)) : Bluesky.errors.preparation(of: complaint)
    }

    /// The media of a part with what it quotes; the outer nil: what it quotes is not known yet.
    static func quoting(_ number: Int, _ errand: Errand, with media: JSONValue?) -> JSONValue?? {
        guard errand.rendition.parts[number].frozen["quote"] != nil else { return .some(media) }
        guard let found = errand.prepared("quote", in: number).first?["quote"] else { return nil }
        let quote: JSONValue = ["$type": "app.bsky.embed.record", "record": found]
        guard let media else { return .some(quote) }
        return .some(["$type": "app.bsky.embed.recordWithMedia", "record": quote, "media": media])
    }
}
