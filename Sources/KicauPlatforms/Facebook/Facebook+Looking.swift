public import KicauCore

extension Facebook {
    public func look(_ errand: Errand, doubt: Doubt, via line: any Line) async -> Finding {
        switch errand.part.role {
        case .comment: return await lookInList(errand, doubt, via: line)
        case .post, .threadPart:
            if Facebook.isVideo(errand.part) { return await lookAtVideo(errand, doubt, via: line) }
            if let album = Facebook.album(of: errand.part) {
                return await look(inAlbum: album, errand, doubt, via: line)
            }
            switch Format(errand.part) {
            case .story: return await lookAmongStories(errand, doubt, via: line)
            case .post, .reel: return await lookInList(errand, doubt, via: line)
            }
        }
    }

    /// Reads what the page published since the doubt began and looks for the same text and pictures.
    private func lookInList(_ errand: Errand, _ doubt: Doubt, via line: any Line) async -> Finding {
        let places = places(of: errand)
        guard !places.isEmpty else {
            return .absent(Evidence("The post it would stand under was never published.", at: errand.now))
        }
        var compared = 0
        for place in places {
            switch await look(in: place, errand, doubt, via: line) {
            case .ended(let finding): return finding
            case .compared(let count): compared += count
            }
        }
        return .notSeen(
            Evidence("Facebook's list shows no post with this text since then.", at: errand.now, compared: compared))
    }

    private enum ListLook {
        case ended(Finding)
        /// Ours is not in it.
        case compared(Int)
    }

    private func look(in place: String, _ errand: Errand, _ doubt: Doubt, via line: any Line) async -> ListLook {
        let graph = graph(errand.signedIn)
        var after: String?
        var compared = 0
        for _ in 0..<Facebook.pagesRead {
            let call = graph.get(place, fields: fields(of: errand), query: query(of: errand, since: doubt.since, after))
            switch await graph.ask(call, unit: FacebookUnit.read, via: line) {
            case .lost(let failure): return .ended(failure.finding)
            case .no(let complaint):
                // A comment may have been lifted to the place above, which is looked through next.
                let isGone = errand.part.role == .comment && Facebook.errors.meaning(of: complaint) == .gone
                return isGone ? .compared(compared) : .ended(Facebook.errors.finding(of: complaint))
            case .yes(let page):
                let shown = page["data"]?.array ?? []
                compared += shown.count
                // Lists begin with the newest; of two that match, the older is the nearer to our call.
                if let ours = shown.last(where: { isOurs($0, errand, doubt) }), let id = ours["id"]?.string {
                    return .ended(.found(receipt(id, ours, of: errand)))
                }
                after = Wire.cursor(of: page)
            }
            if after == nil { break }
        }
        return .compared(compared)
    }

    /// A page that posts more than this many hundred times between doubt and look does not exist.
    private static let pagesRead = 3

    private func places(of errand: Errand) -> [String] {
        guard errand.part.role == .comment else { return [errand.signedIn.account.remoteID + "/published_posts"] }
        return errand.parent.map { Facebook.places(under: $0).map { $0 + "/comments" } } ?? []
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

    private func isOurs(_ shown: JSONValue, _ errand: Errand, _ doubt: Doubt) -> Bool {
        guard let created = shown["created_time"]?.string.flatMap(TimeReading.iso),
            created >= doubt.since - Meta.clockDoubt,
            MetaText.same(shown["message"]?.string ?? "", errand.part.wireText),
            !errand.isKnown(shown["id"]?.string)
        else { return false }
        if errand.part.role == .comment { return Facebook.isOwnComment(shown, errand) }
        // Another app's post is not ours, unless a person was to post it; where no app is named, the text has to do.
        let app = doubt.maker == .person ? nil : shown.at("application", "id")?.string
        let seen = Wire.pictureCount(shown)
        // A post without words is told by its pictures alone.
        guard seen != nil || !errand.part.wireText.isEmpty else { return false }
        let pictures = seen ?? errand.part.media.count
        let isOurApp = app.map { $0 == errand.signedIn.app.clientID } ?? true
        return isOurApp && pictures == errand.part.media.count
    }
}

extension Meta {
    /// How far the network's clock and its whole seconds may lie behind ours.
    static let clockDoubt = Duration.seconds(10)
}
