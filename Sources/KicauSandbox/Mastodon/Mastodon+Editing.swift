import KicauCore

/// Putting other words in a status's place; what a status was before can be read.
extension MastodonSimulator {
    func addEditingRoutes(to routes: inout Routes) {
        routes.on("PUT", "/api/v1/statuses/{id}", at: .commit, edit)
        routes.on("GET", "/api/v1/statuses/{id}/history", at: .read, history)
    }

    @Sendable private func edit(_ call: Call) async throws -> Reply {
        let caller = try caller(in: call, scope: "write:statuses")
        guard let post = ground.livePost(call["id"]), post.account == caller.person.id else {
            throw MastodonError.notFound
        }
        let asked = MastodonForm(call)
        let draft = MastodonDraft(asked).kept(by: plays)
        let now = ground.nowMs
        let before = post.own["history"]?.array ?? [version(post, atMs: post.createdAtMs)]
        let pieces = try attach(draft, describedBy: asked.objects("media_attributes"), to: post, nowMs: now)
        var edited = changed(post, by: draft, keepsLanguage: asked["language"] == nil, pieces, nowMs: now)
        // An edit that changes nothing leaves no trace.
        if edited != post {
            edited.own["history"] = .array(before + [version(edited, atMs: now)])
            edited.own["edited_ms"] = .integer(now)
        }
        let result = edited
        ground.changePost(post.id) { $0 = result }
        return Reply.json(status(edited, for: caller.person)).countedBy(caller.standing)
    }

    /// What the call does not name is taken off the status.
    private func attach(
        _ draft: MastodonDraft, describedBy changes: [[String: String]], to post: LivePost, nowMs: Int64
    ) throws -> [PostedMedia] {
        let rules = store.read { $0.rules }
        return try store.change { state in
            // A seeded picture was never uploaded: only the post knows of it.
            let seeded = post.media.filter { state.media[$0.id] == nil && draft.mediaIDs.contains($0.id) }
            let uploaded = draft.mediaIDs.compactMap { state.media[$0] }
                .filter { $0.account == post.account && ($0.status == nil || $0.status == post.id) }
            let all = uploaded + seeded.map(Self.stored)
            if let flaw = draft.flaw(media: all, nowMs: nowMs, under: rules) { throw flaw }
            for change in changes {
                if let id = change["id"], let text = change["description"] { state.media[id]?.description = text }
            }
            for piece in post.media where !draft.mediaIDs.contains(piece.id) { state.media[piece.id]?.status = nil }
            for piece in uploaded { state.media[piece.id]?.status = post.id }
            return draft.mediaIDs.compactMap { id in
                state.media[id].map(Self.piece) ?? seeded.first { $0.id == id }
            }
        }
    }

    static func piece(_ media: MastodonState.StoredMedia) -> PostedMedia {
        PostedMedia(
            id: media.id, sha256: media.sha256, alt: media.description ?? "", type: media.type, bytes: media.bytes)
    }

    private func changed(
        _ post: LivePost, by draft: MastodonDraft, keepsLanguage: Bool, _ media: [PostedMedia], nowMs: Int64
    ) -> LivePost {
        var copy = post
        copy.text = draft.text.isEmpty && media.isEmpty ? draft.spoiler : draft.text
        copy.media = media
        copy.own["spoiler"] = .string(copy.text == draft.spoiler ? "" : draft.spoiler)
        copy.own["sensitive"] = .bool(draft.isSensitive)
        copy.own["quote_policy"] = .string(draft.quotePolicy)
        if !keepsLanguage { copy.own["language"] = .string(draft.language) }
        copy.own["poll"] = draft.poll.map { $0.kept(after: post.own["poll"], nowMs: nowMs) }
        return copy
    }

    /// A status as it was at one time.
    private func version(_ post: LivePost, atMs: Int64) -> JSONValue {
        let shown = status(post, for: nil)
        var members: [String: JSONValue] = [
            "created_at": .string(RecordTime.text(ofMs: atMs)), "emojis": [],
        ]
        for name in ["content", "spoiler_text", "sensitive", "account", "media_attachments"] {
            members[name] = shown[name]
        }
        if let answers = shown["poll"]?["options"]?.array {
            members["poll"] = ["options": .array(answers.map { ["title": $0["title"] ?? ""] })]
        }
        return .object(members)
    }

    @Sendable private func history(_ call: Call) async throws -> Reply {
        let guest = try guest(in: call)
        let post = try visible(call["id"], to: guest.person)
        let versions = post.own["history"] ?? .array([version(post, atMs: post.createdAtMs)])
        return Reply.json(versions).countedBy(guest.standing)
    }
}
