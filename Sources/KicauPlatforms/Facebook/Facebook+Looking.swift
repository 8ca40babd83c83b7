public import KicauCore

extension Facebook {
    public func look(_ errand: Errand, doubt: Doubt, via line: any Line) async -> Finding {
        switch errand.part.role {
        case .comment: return await lookInList(errand, doubt, via: line)
        case .post, .threadPart:
            if Facebook.isVideo(errand.part) { return await lookAtVideo(errand, doubt, via: line) }
            switch Format(errand.part) {
            case .story: return await lookAmongStories(errand, doubt, via: line)
            case .post, .reel: return await lookInList(errand, doubt, via: line)
            }
        }
    }

    /// Reads what the page published since the doubt began and looks for the same text and pictures.
    private func lookInList(_ errand: Errand, _ doubt: Doubt, via line: any Line) async -> Finding {
        let graph = graph(errand.signedIn)
        guard let path = place(of: errand) else {
            return .absent(Evidence("The post it would stand under was never published.", at: errand.now))
        }
        var after: String?
        var compared = 0
        for _ in 0..<Facebook.pagesRead {
            let call = graph.get(path, fields: fields(of: errand), query: query(of: errand, since: doubt.since, after))
            switch await graph.ask(call, unit: FacebookUnit.read, via: line) {
            case .lost(let failure): return failure.finding
            case .no(let complaint): return Facebook.errors.finding(of: complaint)
            case .yes(let page):
                let shown = page["data"]?.array ?? []
                compared += shown.count
                // Lists begin with the newest; of two that match, the older is the nearer to our call.
                if let ours = shown.last(where: { isOurs($0, errand, since: doubt.since) }), let id = ours["id"]?.string
                {
                    return .found(receipt(id, ours, of: errand))
                }
                after = page.at("paging", "next") == nil ? nil : page.at("paging", "cursors", "after")?.string
            }
            if after == nil { break }
        }
        return .notSeen(
            Evidence("Facebook's list shows no post with this text since then.", at: errand.now, compared: compared))
    }

    /// The graph names a post by its page and its number; an address may hold both or the number alone. Videos have a
    /// number only.
    public func receipt(of link: String, for account: Account) -> Receipt? {
        if let video = link.firstMatch(of: /(?:\/reel\/|\/videos\/(?:[^\/?#]+\/)?|[?&]v=)([0-9]+)/) {
            return Receipt(remoteID: String(video.output.1), url: link)
        }
        let whole = link.firstMatch(of: /[0-9]+_[0-9]+/).map { String($0.output) }
        let number = link.firstMatch(of: /(?:\/posts\/|story_fbid=)([0-9]+)/).map { String($0.output.1) }
        return (whole ?? number.map { "\(account.remoteID)_\($0)" }).map { Receipt(remoteID: $0, url: link) }
    }

    /// A page that posts more than this many hundred times between doubt and look does not exist.
    private static let pagesRead = 3

    private func place(of errand: Errand) -> String? {
        guard errand.part.role == .comment else { return errand.signedIn.account.remoteID + "/published_posts" }
        return errand.parent.map { $0.remoteID + "/comments" }
    }

    private func fields(of errand: Errand) -> String {
        errand.part.role == .comment ? Wire.commentFields : Wire.postFields + ",application"
    }

    private func query(of errand: Errand, since: Instant, _ after: String?) -> [(String, String)] {
        let order =
            errand.part.role == .comment
            ? [("filter", "stream"), ("order", "reverse_chronological")]
            : [("since", String((since - Meta.clockDoubt).ms / 1000))]
        return order + [("limit", "100")] + (after.map { [("after", $0)] } ?? [])
    }

    private func isOurs(_ shown: JSONValue, _ errand: Errand, since: Instant) -> Bool {
        guard let created = shown["created_time"]?.string.flatMap(TimeReading.iso), created >= since - Meta.clockDoubt,
            MetaText.same(shown["message"]?.string ?? "", errand.part.wireText)
        else { return false }
        // Another app's post is not ours; where no app is named, the text has to do.
        let app = shown.at("application", "id")?.string ?? errand.signedIn.app.clientID
        let seen = Wire.pictureCount(shown)
        // A post without words is told by its pictures alone.
        guard seen != nil || !errand.part.wireText.isEmpty else { return false }
        let pictures = seen ?? errand.part.media.count
        let isKnown = errand.progress.receipts.values.contains { $0.remoteID == shown["id"]?.string }
        return app == errand.signedIn.app.clientID && pictures == errand.part.media.count && !isKnown
    }
}

extension Meta {
    /// How far the network's clock and its whole seconds may lie behind ours.
    static let clockDoubt = Duration.seconds(10)
}
