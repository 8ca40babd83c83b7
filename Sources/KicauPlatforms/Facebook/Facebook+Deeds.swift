public import KicauCore

extension Facebook {
    public func act(
        _ deed: Deed, on said: Said, of signedIn: SignedIn, now: Instant, via line: any Line
    ) async -> DeedEnd {
        let graph = graph(signedIn)
        guard let call = call(for: deed, on: said, graph) else { return .notOffered }
        return await graph.carry(call, unit: FacebookUnit.act, now: now, via: line)
    }

    /// Nil: a page hides what stands under its posts, and nothing elsewhere.
    private func call(for deed: Deed, on said: Said, _ graph: Graph) -> Call? {
        let id = said.receipt.remoteID
        let isUnderOurs = said.kind != .mention
        switch deed {
        case .like: return graph.post(id + "/likes", form: [])
        case .unlike: return graph.delete(id + "/likes")
        case .hide: return isUnderOurs ? graph.post(id, form: [("is_hidden", "true")]) : nil
        case .approve, .ignore: return nil
        case .unhide: return isUnderOurs ? graph.post(id, form: [("is_hidden", "false")]) : nil
        }
    }

    public func knocked(_ knock: Knock, app: AppKeys, word: String) -> Knocked? {
        MetaKnock.heard(knock, object: "page", app: app, word: word)
    }
}
