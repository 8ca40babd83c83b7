import KicauCore

extension Bluesky {
    /// What has to be found out before a part can be put: what it answers, what it quotes.
    static func findings(for part: RenderedPart, _ number: Int, _ rendition: Rendition) -> [Step] {
        let isAnswer = number == 0 && rendition.answering != nil
        return (isAnswer ? [Step(.prepare, "parent", part: number)] : [])
            + (part.frozen["quote"] == nil ? [] : [Step(.prepare, "quote", part: number)])
    }

    /// A server takes an answer to anything, even to what is gone or closed to us; there it would hang unseen. So the
    /// view is asked first. What it cannot say stands in nobody's way.
    func findParent(_ errand: Errand, via line: any Line) async -> Preparation {
        guard let parent = errand.parent else { return .refused(Errand.noParent(name)) }
        let call = Bluesky.viewCall("app.bsky.feed.getPosts", [("uris", parent.remoteID)], errand.signedIn)
        do throws(LineFailure) {
            let reply = try await line.call(call, unit: BlueskyUnit.read)
            guard reply.isSuccess, let posts = reply.json?["posts"]?.array else { return .ready([:], expires: nil) }
            guard let post = posts.first else { return .refused(gone(reply)) }
            guard post.at("viewer", "replyDisabled")?.bool == true else { return .ready([:], expires: nil) }
            return .refused(
                Refusal(
                    .permission, "Who began this thread on Bluesky does not let this account answer in it.",
                    do: "Say it in a post of your own.", answer: reply.words, status: reply.status))
        } catch { return .ready([:], expires: nil) }
    }

    func gone(_ reply: Reply) -> Refusal {
        Refusal(
            .gone, "What this refers to is no longer on \(name).", do: "Look whether the post or account still exists.",
            answer: reply.words, status: reply.status)
    }
}
