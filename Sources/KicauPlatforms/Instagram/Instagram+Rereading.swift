public import KicauCore

extension Instagram {
    public func read(
        _ published: PublishedPart, of signedIn: SignedIn, now: Instant, via line: any Line
    ) async -> Reread {
        switch published.part.role {
        case .post, .threadPart: await readPost(published, of: signedIn, now: now, via: line)
        case .comment: await readComment(published, of: signedIn, via: line)
        }
    }

    private func readPost(
        _ published: PublishedPart, of signedIn: SignedIn, now: Instant, via line: any Line
    ) async -> Reread {
        let publishing = publishing(signedIn, published.part)
        switch Format(published.part) {
        case .post: return await publishing.read(published, counting: Wire.counts, via: line)
        case .story:
            // It ends by itself, so that it is not there says nothing.
            guard isStanding(published.receipt, at: now) else { return .notOffered }
            return await publishing.read(published, counting: Wire.storyCounts, via: line)
        }
    }

    private func isStanding(_ story: Receipt, at now: Instant) -> Bool {
        guard let published = story.extra["published"]?.int else { return false }
        return now < Instant(ms: Int64(published)) + Instagram.storyLife
    }

    private func readComment(
        _ published: PublishedPart, of signedIn: SignedIn, via line: any Line
    ) async -> Reread {
        let graph = graph(signedIn)
        let call = graph.get(published.receipt.remoteID, fields: Wire.commentFields)
        switch await graph.ask(call, unit: InstagramUnit.read, via: line) {
        case .lost(let failure): return failure.reread
        case .no(let complaint): return Instagram.errors.reread(of: complaint)
        case .yes(let shown):
            let isSame = MetaText.same(shown["text"]?.string ?? "", published.part.wireText)
            return .there(differences: isSame ? [] : ["Instagram shows another text than was sent."])
        }
    }
}
