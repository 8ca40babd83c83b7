public import KicauCore

extension Facebook {
    public func read(
        _ published: PublishedPart, of signedIn: SignedIn, now: Instant, via line: any Line
    ) async -> Reread {
        let graph = graph(signedIn)
        let fields = published.part.role == .comment ? Wire.commentFields : Wire.postFields
        let call = graph.get(published.receipt.remoteID, fields: fields)
        switch await graph.ask(call, unit: FacebookUnit.read, via: line) {
        case .lost(let failure): return failure.reread
        case .no(let complaint): return Facebook.errors.reread(of: complaint)
        case .yes(let shown): return .there(differences: Wire.differences(published.part, shown))
        }
    }
}
