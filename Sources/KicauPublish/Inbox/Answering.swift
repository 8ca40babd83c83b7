public import KicauCore
import KicauStore

extension Inbox {
    /// Answers: a post of one account that goes out at once, exactly once like any other. It is done with that.
    /// `key` makes a double click harmless.
    /// - Throws: `Problem`; then nothing was written.
    public func answer(_ id: SaidID, with text: String, key: String, by caller: Caller) async throws -> PostID {
        try caller.must(.publish)
        let item = try await item(id, for: caller)
        guard item.forgotten == nil else {
            throw Problem(
                .notPossibleNow, "The network allows this to be kept no longer, so it cannot be answered from here.",
                do: "Answer it on \(item.account.platformName) itself.")
        }
        guard item.said.waiting == nil else {
            throw Problem(
                .notPossibleNow, "This waits for approval, and nobody sees it yet.",
                do: "Approve it first, then answer.")
        }
        guard !text.trimmingWhitespace.isEmpty else {
            throw Problem(.emptyPost, "There is nothing to answer with.", do: "Write something first.", field: "text")
        }
        let content = DraftContent(
            post: Post(parts: [.init(text: text)], answering: item.said.receipt), accounts: [item.account.id])
        let now = kit.time.now()
        return try await publishing.schedule(
            content, as: nil, version: nil, timing: .now, key: "answer-\(id)-\(key)", by: caller
        ) { tx, post in
            // With the post or not at all: an item that stayed open would be answered again.
            try tx.noteAnswer(post, to: id, at: now)
            tx.noteChange(in: caller.workspace.id)
        }
    }

    /// Likes, hides, or takes that back, on the network. Doing it twice does no harm.
    public func act(_ deed: Deed, on id: SaidID, by caller: Caller) async throws {
        try caller.must(.publish)
        let item = try await item(id, for: caller)
        let platform = try kit.platform(item.account.platform)
        guard platform.rules.inbox?.deeds.contains(deed) == true, item.forgotten == nil else {
            throw Problem(
                .notPossibleNow, "\(platform.name) does not let programs do this.",
                do: "Do it in \(platform.name) itself."
            )
        }
        try Inbox.check(deed, fits: item.said)
        guard case .ready(let signedIn) = try await TokenKeeper(kit: kit).key(for: item.account.id) else {
            throw Problem(
                .accountSignedOut, "The account is signed out, so nothing can be done there.",
                do: "Reconnect the account, then try again.")
        }
        let line = kit.metered(for: caller.workspace, platform: platform.id, account: item.account.id, work: .inbox)
        let end = await platform.act(deed, on: item.said, of: signedIn, now: kit.time.now(), via: line)
        try Inbox.check(end, on: platform)
        try await kit.store.write { tx in
            try tx.note(deed, on: id)
            tx.noteChange(in: caller.workspace.id)
        }
    }

    /// Approving is for what waits, and what waits can be liked or hidden by nobody.
    private static func check(_ deed: Deed, fits said: Said) throws(Problem) {
        let isReview = deed == .approve || deed == .ignore
        guard isReview != (said.waiting != nil) else { return }
        throw isReview
            ? Problem(.notPossibleNow, "This does not wait for approval.", do: "Nothing: everybody sees it.")
            : Problem(
                .notPossibleNow, "This waits for approval, and nobody sees it yet.", do: "Approve it or ignore it.")
    }

    private static func check(_ end: DeedEnd, on platform: any Platform) throws(Problem) {
        switch end {
        case .done: return
        case .refused(let refusal), .signedOut(let refusal):
            throw Problem(refusal)
        case .postponed(_, let reason):
            throw Problem(reason)
        case .unknown(let trace):
            throw Problem(
                "\(platform.name) gave no clear answer, so it may or may not be done.",
                do: "Try again: doing it twice does no harm.", after: trace)
        case .notOffered:
            throw Problem(
                .notPossibleNow, "\(platform.name) does not let programs do this.",
                do: "Do it in \(platform.name) itself.")
        }
    }
}
