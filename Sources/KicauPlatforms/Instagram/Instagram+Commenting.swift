import KicauCore

/// Comments: the first one under a post of one's own, and answers to what others have said.
extension Instagram {
    /// Where a comment is put and looked for, and what its receipt has to remember of that.
    private struct Place {
        let path: String
        let extra: [String: JSONValue]
        /// Under somebody else's post, what named us: it is told by the form.
        let mention: Hint?

        /// Instagram has one level of answers: an answer to an answer stands under the same comment
        /// (developers.facebook.com, IG Comment replies).
        init(_ parent: Receipt, by account: Account) {
            mention = Instagram.mention(parent)
            if let mention {
                path = account.remoteID + "/mentions"
                extra = ["mentioned": .string(mention.post)]
                return
            }
            guard let post = parent.extra["post"] else {
                path = parent.remoteID + "/comments"
                extra = [:]
                return
            }
            let top = parent.extra["under"]?.string ?? parent.remoteID
            path = top + "/replies"
            extra = ["post": post, "under": .string(top)]
        }

        func form(saying message: String) -> [(String, String)] {
            guard let mention else { return [("message", message)] }
            let comment = mention.comment.map { [("comment_id", $0)] } ?? []
            return [("media_id", mention.post)] + comment + [("message", message)]
        }
    }

    func comment(_ errand: Errand, via line: any Line) async -> Outcome {
        guard let parent = errand.parent else { return .refused(Errand.noParent(name)) }
        let place = Place(parent, by: errand.signedIn.account)
        let graph = graph(errand.signedIn)
        let call = graph.post(place.path, form: place.form(saying: errand.part.wireText), isCommit: true)
        switch await graph.ask(call, unit: InstagramUnit.comment, via: line) {
        case .lost(let failure): return failure.outcome
        case .no(let complaint): return Instagram.errors.outcome(of: complaint)
        case .yes(let answer):
            guard let id = answer["id"]?.string else {
                return Instagram.errors.outcome(of: .unclear(answer, at: errand.now))
            }
            return .published(Receipt(remoteID: id, url: parent.url, extra: place.extra))
        }
    }

    func lookForComment(_ errand: Errand, _ doubt: Doubt, via line: any Line) async -> Finding {
        guard let parent = errand.parent else {
            return .absent(Evidence("The post it would stand under was never published.", at: errand.now))
        }
        let place = Place(parent, by: errand.signedIn.account)
        if let mention = place.mention { return await lookForAnswer(to: mention, errand, doubt, via: line) }
        let graph = graph(errand.signedIn)
        var alike: [JSONValue] = []
        var compared = 0
        var after: String?
        for _ in 0..<Instagram.pagesLooked {
            let query = [("limit", "50")] + (after.map { [("after", $0)] } ?? [])
            let call = graph.get(place.path, fields: Wire.commentFields, query: query)
            switch await graph.ask(call, unit: InstagramUnit.read, via: line) {
            case .lost(let failure): return failure.finding
            case .no(let complaint):
                guard Instagram.errors.meaning(of: complaint) == .gone else {
                    return Instagram.errors.finding(of: complaint)
                }
                return .notSeen(
                    Evidence("What it answers is no longer on Instagram.", at: errand.now, isBlind: true))
            case .yes(let answer):
                let shown = answer["data"]?.array ?? []
                compared += shown.count
                alike += shown.filter { isAlike($0, errand, since: doubt.since) }
                after = answer.at("paging", "next") == nil ? nil : answer.at("paging", "cursors", "after")?.string
            }
            if let id = alike.first(where: { isOurs($0, errand) })?["id"]?.string {
                return .found(Receipt(remoteID: id, url: parent.url, extra: place.extra))
            }
            if after == nil { break }
        }
        return .notSeen(
            Evidence(
                "Instagram's list shows no comment with this text since then.", at: errand.now, compared: compared,
                // Somebody has said the same, who may be us by another name; or the list goes on.
                isBlind: !alike.isEmpty || after != nil))
    }

    /// 50 entries each.
    private static let pagesLooked = 5

    func isAlike(_ shown: JSONValue, _ errand: Errand, since: Instant) -> Bool {
        guard let created = shown["timestamp"]?.string.flatMap(TimeReading.iso) else { return false }
        return created >= since - Meta.clockDoubt && MetaText.same(shown["text"]?.string ?? "", errand.part.wireText)
    }

    /// Where it is not shown who said it, others may well have said the same.
    func isOurs(_ shown: JSONValue, _ errand: Errand) -> Bool {
        Wire.isOwn(shown, errand.signedIn.account) && !errand.isKnown(shown["id"]?.string)
    }
}
