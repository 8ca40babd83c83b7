public import KicauCore
import KicauMeter
import KicauStore

/// Composing, scheduling, viewing and resolving: what the pages, the API and the command line call.
///
/// All of it is checked against the caller's role and workspace.
public struct Publishing: Sendable {
    let kit: Kit

    public init(kit: Kit) { self.kit = kit }

    public var inbox: Inbox { Inbox(kit: kit) }
    public var campaigns: Campaigns { Campaigns(kit: kit) }
    public var priceLists: PriceLists { PriceLists(kit: kit) }
    public var warnings: BudgetWarnings { BudgetWarnings(kit: kit) }
    public var scans: CorpusScans { CorpusScans(kit: kit) }

    /// Keeps a draft; gives the post's number.
    public func saveDraft(_ content: DraftContent, as id: PostID?, version: Int?, by caller: Caller) async throws
        -> PostID
    {
        try caller.must(.draft)
        let content = try await answering(as: id, checked(content, for: caller), for: caller)
        let kept = try PostContent(content)
        let now = kit.time.now()
        return try await kit.store.write { tx in
            try tx.mustTakePosts(kept.campaign, besides: id, in: caller.workspace.id)
            guard let id else {
                return try tx.addPost(
                    kept, state: "draft", due: nil, key: nil, author: caller.signature, in: caller.workspace.id, at: now
                )
            }
            try tx.reopen(id, for: caller, version: version, at: now)
            try tx.save(id, kept, state: "draft", due: nil, key: nil, version: version, at: now)
            return id
        }
    }

    public func deleteDraft(_ id: PostID, by caller: Caller) async throws {
        try caller.must(.draft)
        try await kit.store.write { tx in
            guard let row = try tx.post(id, in: caller.workspace.id) else { throw Publishing.notHere }
            guard row.state == PostState.draft.rawValue else {
                throw Problem(.notPossibleNow, "Only a draft can be thrown away.", do: "Cancel the post first.")
            }
            try tx.deletePost(id)
            tx.noteChange(in: caller.workspace.id)
        }
    }

    public func duplicate(_ id: PostID, by caller: Caller) async throws -> PostID {
        let original = try await draft(id, for: caller)
        var content = original.content
        // It takes no new posts, and a copy is one.
        if original.campaign?.ended != nil { content.campaign = nil }
        return try await saveDraft(content, as: nil, version: nil, by: caller)
    }

    /// Everything not yet sent is called off; the post becomes a draft again.
    public func cancel(_ id: PostID, by caller: Caller) async throws {
        try caller.must(.publish)
        let now = kit.time.now()
        try await kit.store.write { tx in
            try tx.reopen(id, for: caller, version: nil, at: now)
            try tx.setDue(nil, state: "draft", of: id, at: now)
        }
    }

    public func reschedule(_ id: PostID, timing: Timing, by caller: Caller) async throws {
        let post = try await draft(id, for: caller)
        _ = try await schedule(
            post.content, as: id, version: post.version, timing: timing, key: "again-\(kit.makeName())", by: caller)
    }

    static let notHere = Problem(.notFound, "This post is not here.", do: "Go back to the list of posts.")
}

extension Caller {
    /// Who wrote it, as the pages show it.
    var signature: String { user?.name ?? "API" }
}

extension PostContent {
    init(_ content: DraftContent) throws {
        let text = content.post.parts.first?.text ?? ""
        self.init(
            json: try JSONText.encode(content), excerpt: String(text.prefix(280)),
            firstPicture: content.post.parts.lazy.flatMap(\.media).first?.sha256, campaign: content.campaign)
    }
}

extension Transaction {
    /// Calls off what is planned of a post, so that it can be written anew.
    borrowing func reopen(_ id: PostID, for caller: Caller, version: Int?, at now: Instant) throws {
        guard let row = try post(id, in: caller.workspace.id) else { throw Publishing.notHere }
        // A draft is anybody's who writes; a plan is a promise, and undoing it is publishing's business.
        if row.state != PostState.draft.rawValue { try caller.must(.publish) }
        if let version, version != row.version { throw Transaction.changedMeanwhile }
        guard try !deliveries(of: id).contains(where: { $0.mayBePostedByHand(by: now) }) else {
            throw Problem(
                .alreadySent, "Part of this post was yours to post by hand, and may be live by now.",
                do: "Open the post: press \"I have posted it\", or let Kicau send it after all; or duplicate the post.")
        }
        guard try cancelUnsent(of: id, story: .init("Called off before anything was sent."), at: now) else {
            throw Problem(
                .alreadySent, "Part of this post is already on its way or live, so the whole cannot be changed.",
                do: "Open the post and act on each delivery, or duplicate it.")
        }
        noteChange(in: caller.workspace.id)
    }

    borrowing func save(
        _ id: PostID, _ content: PostContent, state: String, due: Due?, key: String?, version: Int?, at now: Instant
    ) throws {
        let version = try version ?? first("SELECT version FROM post WHERE id = \(id)") { try $0.int("version") } ?? 0
        guard try savePost(id, content, state: state, due: due, key: key, version: version, at: now) else {
            throw Transaction.changedMeanwhile
        }
    }

    private static var changedMeanwhile: Problem {
        Problem(
            .changedMeanwhile, "Someone saved this post after you opened it.",
            do: "Your text is still on this page: copy it, reload the post, and put in what is missing.")
    }
}
