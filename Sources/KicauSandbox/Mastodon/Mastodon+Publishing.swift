import KicauCore

/// Posting and deleting statuses.
extension MastodonSimulator {
    static let keyLifeMs: Int64 = 3_600_000

    func addPublishingRoutes(to routes: inout Routes) {
        routes.on("POST", "/api/v1/statuses", at: .commit, publish)
        routes.on("DELETE", "/api/v1/statuses/{id}", at: .delete, deleteStatus)
    }

    @Sendable private func publish(_ call: Call) async throws -> Reply {
        let caller = try caller(in: call, scope: "write:statuses")
        let rules = store.read { $0.rules }
        let draft = MastodonDraft(MastodonForm(call)).kept(by: rules.plays)
        let parent = try parent(of: draft, for: caller.person)
        let quoted = try quoted(by: draft, for: caller.person)
        let key = try burn(call[header: "idempotency-key"], of: caller.person)
        let posting = Posting(draft: draft, by: caller, parent: parent, quoted: quoted, key: key)
        // Looking for the key, checking the files and posting are one step, so that two calls at once post once.
        let (post, standing) = try store.change { try commit(posting, under: rules, in: &$0) }
        var members = status(post, for: caller.person).object ?? [:]
        // Pixelfed's word for the language of whatever was just posted.
        if rules.plays == .pixelfed { members["language"] = "en" }
        return Reply.json(.object(members)).countedBy(standing ?? caller.standing)
    }

    private struct Posting {
        let draft: MastodonDraft
        let by: MastodonCaller
        let parent: LivePost?
        let quoted: LivePost?
        let key: String?
    }

    private func parent(of draft: MastodonDraft, for person: Person) throws -> LivePost? {
        guard let id = draft.parentID.map(numbered) else { return nil }
        guard let parent = ground.livePost(id), isVisible(parent, to: person) else { throw MastodonError.noParent }
        return parent
    }

    /// Under the strict rule a key is used up by being shown, whatever comes of the call.
    private func burn(_ key: String?, of person: Person) throws -> String? {
        guard let key, !key.isEmpty else { return nil }
        let name = "\(person.id) \(key)"
        let now = ground.nowMs
        return try store.change { state in
            state.keys = state.keys.filter { now - $0.value.atMs < Self.keyLifeMs }
            switch state.rules.idempotency {
            case .ignored: return nil
            case .replay: return name
            case .refused:
                guard state.keys[name] == nil else { throw MastodonError.duplicateKey }
                state.keys[name] = .init(status: nil, atMs: now)
                return nil
            }
        }
    }

    private func commit(
        _ posting: Posting, under rules: MastodonRules, in state: inout MastodonState
    ) throws -> (LivePost, RateStanding?) {
        let earlier = posting.key.flatMap { state.keys[$0]?.status }.flatMap { ground.livePost($0) }
        if let earlier { return (earlier, nil) }
        let person = posting.by.person
        let now = ground.nowMs
        let media = posting.draft.mediaIDs.compactMap { state.media[$0] }
            .filter { $0.account == person.id && $0.status == nil && now - $0.uploadedAtMs < 86_400_000 }
        if let flaw = posting.draft.flaw(media: media, nowMs: now, under: rules) { throw flaw }
        let standing = try countStatus(of: person, under: rules)
        let post = livePost(of: posting, media: media, id: newID(at: now, in: &state), nowMs: now)
        for piece in media { state.media[piece.id]?.status = post.id }
        if let key = posting.key { state.keys[key] = .init(status: post.id, atMs: now) }
        ground.add(post)
        if let parent = posting.parent { ground.changePost(parent.id) { $0.counts.replies += 1 } }
        if let quoted = posting.quoted { ground.changePost(quoted.id) { $0.counts.quotes += 1 } }
        return (post, standing)
    }

    private func countStatus(of person: Person, under rules: MastodonRules) throws -> RateStanding? {
        guard rules.limits == .enforced else { return nil }
        let standing = ground.count("statuses \(person.id)", against: MastodonLimit.statuses.limit)
        guard standing.isAllowed else { throw Refused(Self.exhausted(standing)) }
        return standing
    }

    private func livePost(
        of posting: Posting, media: [MastodonState.StoredMedia], id: String, nowMs: Int64
    ) -> LivePost {
        let draft = posting.draft
        // Without a text the warning becomes the text.
        let text = draft.text.isEmpty && media.isEmpty ? draft.spoiler : draft.text
        var own: [String: JSONValue] = [
            "visibility": .string(draft.visibility), "language": .string(draft.language),
            "spoiler": .string(text == draft.spoiler ? "" : draft.spoiler), "sensitive": .bool(draft.isSensitive),
            "app": .string(ground.client(posting.by.token.client)?.name ?? ""),
            "quote_policy": .string(draft.quotePolicy),
        ]
        own["poll"] = draft.poll?.kept
        own["quote"] = posting.quoted.map { .string($0.id) }
        return LivePost(
            id: id, by: posting.by.person, text: text, media: media.map(Self.piece), createdAtMs: nowMs,
            kind: posting.parent == nil ? .post : .reply, parent: posting.parent?.id,
            root: posting.parent.map { $0.root ?? $0.id },
            own: own)
    }

    /// Gives the source back, so that the author can write it again.
    @Sendable private func deleteStatus(_ call: Call) async throws -> Reply {
        let caller = try caller(in: call, scope: "write:statuses", more: [.deletions])
        guard let post = ground.livePost(call["id"]), post.account == caller.person.id, ground.delete(post.id) else {
            throw MastodonError.notFound
        }
        if let parent = post.parent { ground.changePost(parent) { $0.counts.replies -= 1 } }
        if let quoted = post.own["quote"]?.string { ground.changePost(quoted) { $0.counts.quotes -= 1 } }
        let isForGood = MastodonForm(call).flag("delete_media")
        store.change { state in
            for piece in post.media {
                if isForGood { state.media[piece.id] = nil } else { state.media[piece.id]?.status = nil }
            }
        }
        var members = status(post, for: caller.person).object ?? [:]
        members["text"] = .string(post.text)
        return Reply.json(.object(members)).countedBy(caller.standing)
    }
}
