public import KicauCore

extension Instagram {
    /// A post's container says what became of it; a comment has to be found under its post.
    public func look(_ errand: Errand, doubt: Doubt, via line: any Line) async -> Finding {
        switch errand.part.role {
        case .post, .threadPart: await publishing(errand.signedIn, errand.part).look(errand, doubt: doubt, via: line)
        case .comment: await lookForComment(errand, doubt, via: line)
        }
    }

    private func lookForComment(_ errand: Errand, _ doubt: Doubt, via line: any Line) async -> Finding {
        guard let post = errand.parent else {
            return .absent(Evidence("The post it would stand under was never published.", at: errand.now))
        }
        let graph = graph(errand.signedIn)
        let call = graph.get(post.remoteID + "/comments", fields: Wire.commentFields, query: [("limit", "50")])
        switch await graph.ask(call, unit: InstagramUnit.read, via: line) {
        case .lost(let failure): return failure.finding
        case .no(let complaint): return Instagram.errors.finding(of: complaint)
        case .yes(let answer):
            let shown = answer["data"]?.array ?? []
            let ours = shown.first { isOurs($0, errand, since: doubt.since) }
            if let id = ours?["id"]?.string { return .found(Receipt(remoteID: id, url: post.url)) }
            return .notSeen(
                Evidence(
                    "Instagram's list shows no comment with this text since then.", at: errand.now,
                    compared: shown.count))
        }
    }

    private func isOurs(_ shown: JSONValue, _ errand: Errand, since: Instant) -> Bool {
        guard let created = shown["timestamp"]?.string.flatMap(TimeReading.iso) else { return false }
        return created >= since - Meta.clockDoubt && MetaText.same(shown["text"]?.string ?? "", errand.part.wireText)
    }
}
