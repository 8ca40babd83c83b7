public import KicauCore

extension Facebook {
    /// A post and a comment have a message, a video has a description; a story has no words.
    public func edit(
        _ published: PublishedPart, to part: RenderedPart, of signedIn: SignedIn, now: Instant, via line: any Line
    ) async -> Edition {
        guard Format(published.part) != .story, !published.receipt.isPictureAlone else { return .notOffered }
        let graph = graph(signedIn)
        let isVideo = Facebook.isVideo(published.part)
        // Place and people are said again, as what a change leaves out might be taken off; who sees it cannot be changed.
        let kept = isVideo ? [] : Wire.place(of: published.part)
        let call = graph.post(
            published.receipt.remoteID, form: [(isVideo ? "description" : "message", part.wireText)] + kept)
        switch await graph.ask(call, unit: FacebookUnit.edit, via: line) {
        case .lost(let failure): return failure.edition
        case .no(let complaint): return Facebook.errors.edition(of: complaint)
        case .yes(let answer):
            guard answer["success"]?.bool == true else {
                return Facebook.errors.edition(of: .unclear(answer, at: now))
            }
            return .edited(await readBack(published, as: part, graph, via: line))
        }
    }

    /// It keeps its identity. Whatever comes of reading it back, it is edited.
    private func readBack(
        _ published: PublishedPart, as part: RenderedPart, _ graph: Graph, via line: any Line
    ) async -> Receipt {
        let old = published.receipt
        let isVideo = Facebook.isVideo(published.part)
        let fields = isVideo ? Wire.videoFields : part.role == .comment ? Wire.commentFields : Wire.postFields
        guard
            case .yes(let shown) = await graph.ask(
                graph.get(old.remoteID, fields: fields), unit: FacebookUnit.read, via: line)
        else { return Receipt(remoteID: old.remoteID, url: old.url, extra: old.extra) }
        return Receipt(
            remoteID: old.remoteID, url: old.url, extra: old.extra,
            differences: isVideo ? Wire.videoDifferences(part, shown) : Wire.differences(part, shown))
    }
}
