public import KicauCore

extension Facebook {
    public func read(
        _ published: PublishedPart, of signedIn: SignedIn, now: Instant, via line: any Line
    ) async -> Reread {
        // A story ends by itself after a day, so that it is not there says nothing.
        if Format(published.part) == .story || published.receipt.isPictureAlone { return .notOffered }
        if Facebook.isVideo(published.part) { return await readVideo(published, of: signedIn, via: line) }
        let graph = graph(signedIn)
        let isComment = published.part.role == .comment
        let call = graph.get(
            published.receipt.remoteID,
            fields: isComment ? Wire.commentFields : Wire.postFields + "," + Wire.countFields)
        switch await graph.ask(call, unit: FacebookUnit.read, via: line) {
        case .lost(let failure): return failure.reread
        case .no(let complaint): return Facebook.errors.reread(of: complaint)
        case .yes(let shown):
            return .there(
                differences: Wire.differences(published.part, shown),
                numbers: isComment
                    ? .none : await numbers(of: published.receipt.remoteID, shown, graph, now: now, via: line))
        }
    }

    /// What the post itself shows, and what only its insights tell.
    private func numbers(
        of post: String, _ shown: JSONValue, _ graph: Graph, now: Instant, via line: any Line
    ) async -> Numbers {
        let names = FacebookInsights.names(at: now)
        let insights = Insights(
            graph: graph, unit: FacebookUnit.read, names: names.first.post, formerly: names.then.post)
        return Wire.numbers(in: shown).joined(by: await insights.numbers(of: post, via: line))
    }
}
