public import KicauCore

extension Instagram {
    public func read(
        _ published: PublishedPart, of signedIn: SignedIn, now: Instant, via line: any Line
    ) async -> Reread {
        // A story ends by itself after a day: that it is gone would say nothing.
        guard !Instagram.isStory(published.part) else { return .notOffered }
        return switch published.part.role {
        case .post, .threadPart: await publishing(signedIn).read(published, counting: Wire.counts, via: line)
        case .comment: await readComment(published, of: signedIn, via: line)
        }
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
