public import KicauCore

extension Instagram {
    /// One call shows the newest posts with their comments, and under these their answers. What is longer than a
    /// page is read further, list by list; then the posts by others in which the account is tagged.
    ///
    /// Stories are not among them: what is said to those comes as a message.
    public func listen(_ listening: Listening, via line: any Line) async -> Heard {
        let graph = graph(listening.signedIn)
        let account = listening.signedIn.account
        let mark = SaidMark(listening)
        let posts = SaidList(account.remoteID + "/media", floor: mark.since)
        let tags = Instagram.tags(of: account, since: mark.since)
        // The reading before may have left the tags.
        let areLeft = mark.left.contains { $0.path == tags.path && $0.after == nil }
        var reading = SaidReading(graph: graph, unit: InstagramUnit.read, mark: mark, calls: Instagram.callsAReading)
        for lists in [[posts] + mark.left, areLeft ? [] : [tags]] {
            await reading.work(lists, via: line) { list in
                Wire.inbox(list, of: posts, tags: tags, graph)
            } page: { answer, list in
                Wire.said(answer, list, of: posts, tags: tags, by: account)
            } isOptional: {
                $0.path == tags.path
            }
        }
        return reading.heard
    }

    /// Calls count against a limit: 4,800 a day for each time a post of the account was shown, with some floor.
    private static let callsAReading = 6
    static let inbox = InboxRules(deeds: [.hide, .unhide], listensEvery: .minutes(10), asksToRing: true)

    public func act(
        _ deed: Deed, on said: Said, of signedIn: SignedIn, now: Instant, via line: any Line
    ) async -> DeedEnd {
        switch deed {
        // No call of Instagram's likes anything.
        case .like, .unlike, .approve, .ignore: return .notOffered
        case .hide, .unhide: break
        }
        // A post by somebody else is theirs.
        guard said.kind != .mention else { return .notOffered }
        let graph = graph(signedIn)
        let call = graph.post(said.receipt.remoteID, form: [("hide", deed == .hide ? "true" : "false")])
        return await graph.carry(call, unit: InstagramUnit.hide, now: now, via: line)
    }

    /// Both ways in name the professional account itself: developers.facebook.com, Instagram webhooks, 2025-11-24.
    public func knocked(_ knock: Knock, app: AppKeys, word: String) -> Knocked? {
        MetaKnock.heard(knock, object: "instagram", app: app, word: word, hints: Wire.hints)
    }
}
