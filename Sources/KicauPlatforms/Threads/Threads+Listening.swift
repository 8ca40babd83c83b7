public import KicauCore

extension Threads {
    /// No list holds all answers to an account: each of its latest posts that has any is asked for its conversation,
    /// which is flat, with the newest first. Mentions have a list of their own.
    ///
    /// developers.facebook.com, Threads reply management, 2026-02-13, and Threads mentions.
    public func listen(_ listening: Listening, via line: any Line) async -> Heard {
        let graph = graph(listening.signedIn)
        let account = listening.signedIn.account
        let mark = SaidMark(listening)
        let conversations: [SaidList]
        switch await graph.ask(Wire.answered(graph), unit: ThreadsUnit.read, via: line) {
        case .lost(let failure): return failure.heard
        case .no(let complaint): return Threads.errors.heard(of: complaint)
        case .yes(let answer): conversations = Wire.conversations(answer, since: mark.since)
        }
        let held = Wire.held(listening.posts, since: mark.since)
        // An answer keeps the time it was written: one that was approved elsewhere stands far back in its conversation.
        let holding = Set(held.compactMap(\.post))
        let reach = listening.now - Listening.firstReach
        let reached = conversations.map { list in
            list.post.map(holding.contains) == true ? list.from(min(list.floor, reach)) : list
        }
        let ours = Set(listening.posts.map(\.remoteID))
        let mentions = SaidList("me/mentions", floor: mark.since)
        var reading = SaidReading(
            graph: graph, unit: ThreadsUnit.read, mark: mark,
            calls: conversations.count + held.count + Threads.pagesBeside)
        await reading.work(reached + [mentions] + held + mark.left, via: line) { list in
            Wire.inbox(list, graph)
        } page: { answer, list in
            list.post == nil
                ? Wire.mentions(answer, list, by: account) : Wire.answers(answer, list, ours: ours, by: account)
        } isOptional: { list in
            list.post == nil || Wire.isOfHeld(list)
        }
        return reading.heard
    }

    /// For mentions, and for what is longer than a page.
    private static let pagesBeside = 5
    static let inbox = InboxRules(deeds: [.hide, .unhide, .approve, .ignore], listensEvery: .minutes(15))

    /// Only whoever wrote the first post of a thread hides what stands under it; Threads says so itself.
    public func act(
        _ deed: Deed, on said: Said, of signedIn: SignedIn, now: Instant, via line: any Line
    ) async -> DeedEnd {
        switch deed {
        // No call of Threads' likes anything.
        case .like, .unlike: return .notOffered
        case .approve, .ignore: return await review(deed, said, signedIn, now, via: line)
        case .hide, .unhide: break
        }
        guard said.kind != .mention else { return .notOffered }
        let graph = graph(signedIn)
        let form = [("hide", deed == .hide ? "true" : "false")]
        let call = graph.post(said.receipt.remoteID + "/manage_reply", form: form)
        return await graph.carry(call, unit: ThreadsUnit.hide, now: now, via: line)
    }

    /// Threads' calls to us have a shape of their own: developers.facebook.com, Webhooks for Threads, 2026-06-30.
    public func knocked(_ knock: Knock, app: AppKeys, word: String) -> Knocked? {
        MetaKnock.heard(knock, app: app, word: word, accounts: Wire.rung)
    }
}
