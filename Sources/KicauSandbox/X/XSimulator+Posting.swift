import Foundation
import KicauCore
import KicauText

/// `POST /2/tweets` and `DELETE /2/tweets/{id}`.
extension XSimulator {
    @Sendable func create(_ call: Call) throws -> Reply {
        let caller = try enter(call, .person(scopes: ["tweet.read", "tweet.write", "users.read"]), .create)
        guard let author = ground.person(caller.account) else { throw refused(.unauthorized) }
        let new: XNewPost
        switch XNewPost.read(call.json) {
        case .success(let read): new = read
        case .failure(let trouble):
            throw refused(
                .invalid(parameter: trouble.parameter, value: trouble.value, message: trouble.message)
            )
        }
        let uploads = try attached(new, by: author)
        try checkText(new, by: author)
        let quoted = try checkQuote(new)
        let parent = try checkReply(new, by: author)
        let edited = try checkEdit(new, by: author)
        let post = linked(led(written(new, by: author, uploads, parent: parent, edited: edited)))
        if let trouble = publish(post, edited: edited) { throw refused(trouble) }
        if let parent { ground.changePost(parent.id) { $0.counts.replies += 1 } }
        if let quoted { ground.changePost(quoted.id) { $0.counts.quotes += 1 } }
        charge(price(of: post, parent: parent, author: author))
        let data: JSONValue = [
            "id": .string(post.id), "text": .string(wireText(of: post)),
            words.editHistory: .array(editHistory(of: post).map { .string($0) }),
        ]
        return answer(["data": data], status: 201, to: caller)
            .with("location", "https://api.x.com/2/tweets/\(post.id)")
    }

    private func attached(_ new: XNewPost, by author: Person) throws -> [XUpload] {
        let now = ground.nowMs
        let uploads = state.read { state in new.mediaIDs.map { state.uploads[$0] } }
        let usable = uploads.compactMap { $0 }.filter {
            $0.account == author.id && $0.expiresMs > now && $0.readiness(at: now) == .ready && $0.kind != .subtitles
        }
        guard usable.count == new.mediaIDs.count else {
            throw refused(
                .invalid(
                    parameter: "media.media_ids", value: new.mediaIDs.joined(separator: ","),
                    message: "Your media IDs are invalid."
                )
            )
        }
        guard usable.count <= 1 || usable.allSatisfy({ $0.kind == .photo }) else {
            throw refused(
                .invalid(
                    parameter: "media.media_ids", value: new.mediaIDs.joined(separator: ","),
                    message: "A film or a GIF must stand alone."
                )
            )
        }
        return usable
    }

    private func checkText(_ new: XNewPost, by author: Person) throws {
        let isPremium = state.read { $0.settings.premium.contains(author.id) }
        let bare = new.text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !bare.isEmpty else {
            // A picture may stand without words; anything else needs them.
            if !new.mediaIDs.isEmpty { return }
            throw refused(.invalid(parameter: "text", value: "", message: "There is neither text nor media."))
        }
        let measured = WeightedText(new.text, config: .v3.with(maximumLength: isPremium ? 25_000 : 280))
        guard measured.isValid else { throw refused(.notPermitted) }
        guard Entities.cashtags(in: new.text).count <= 1 else {
            throw refused(.forbidden("You are not permitted to post more than one cashtag."))
        }
    }

    /// A reply to somebody else needs a summons: a mention, or a quotation of one's own post.
    private func checkReply(_ new: XNewPost, by author: Person) throws -> LivePost? {
        guard let id = new.replyTo else { return nil }
        guard let parent = ground.livePost(id) else { throw refused(.parentGone) }
        guard parent.account == author.id || isSummoned(author, by: parent) else { throw refused(.notPermitted) }
        return parent
    }

    private func isSummoned(_ author: Person, by post: LivePost) -> Bool {
        if mentioned(in: post).contains(author.handle.lowercased()) { return true }
        guard let quoted = post.own["quoted"]?.string else { return false }
        return ground.post(quoted)?.account == author.id
    }

    private func checkEdit(_ new: XNewPost, by author: Person) throws -> LivePost? {
        guard let id = new.editOf else { return nil }
        let isPremium = state.read { $0.settings.premium.contains(author.id) }
        guard isPremium, let post = ground.livePost(id), post.account == author.id,
            post.own["supersededBy"] == nil, edits(of: post).isOpen(at: ground.nowMs)
        else { throw refused(.notPermitted) }
        return post
    }

    private func written(
        _ new: XNewPost, by author: Person, _ uploads: [XUpload], parent: LivePost?, edited: LivePost?
    ) -> LivePost {
        let now = ground.nowMs
        let media = uploads.map { upload in
            PostedMedia(
                id: upload.id, sha256: upload.sha256 ?? "", alt: upload.alt, type: upload.type, bytes: upload.bytes
            )
        }
        var own = new.labels
        own["mediaKeys"] = .array(uploads.map { .string($0.mediaKey) })
        own["subtitles"] = uploads.first.flatMap { subtitles(of: $0) }
        if !new.taggedIDs.isEmpty { own["tagged_user_ids"] = .array(new.taggedIDs.map { .string($0) }) }
        own["quoted"] = new.quoted.map { .string($0) }
        if let setting = new.replySettings { own["replySettings"] = .string(setting) }
        if !new.pollOptions.isEmpty {
            own["poll"] = [
                "options": .array(new.pollOptions.map { .string($0) }), "minutes": .integer(Int64(new.pollMinutes)),
            ]
        }
        if let edited { own["edits"] = .array(editHistory(of: edited).map { .string($0) }) }
        return LivePost(
            id: newPostID(at: now, by: author), by: author, text: new.text, media: media, createdAtMs: now,
            kind: parent == nil ? .post : .reply, parent: parent?.id, root: parent.map { $0.root ?? $0.id }, own: own
        )
    }

    /// The duplicate rule and the write are one step, so two calls at once cannot both pass.
    private func publish(_ post: LivePost, edited: LivePost?) -> XTrouble? {
        let window = state.read { $0.settings.duplicateWindowMs }
        let text = Self.compared(lead(of: post) + post.text)
        let earlier = ground.add(post) { old in
            old.account == post.account && !old.isDeleted && post.createdAtMs - old.createdAtMs < window
                && old.id != edited?.id && Self.compared(lead(of: old) + old.text) == text
                && old.media.map(\.sha256) == post.media.map(\.sha256)
        }
        guard earlier == nil else { return .duplicate }
        if let edited { ground.changePost(edited.id) { $0.own["supersededBy"] = .string(post.id) } }
        return nil
    }

    private static func compared(_ text: String) -> String {
        text.precomposedStringWithCanonicalMapping.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private func price(of post: LivePost, parent: LivePost?, author: Person) -> XPrice {
        // X puts a link of its own behind media; whether it bills that, its table does not say (doubtful).
        let hasLink = !Entities.urls(in: post.text).isEmpty || !post.media.isEmpty
        if post.own["quoted"] != nil || hasLink { return .createWithURL }
        guard let parent, parent.account != author.id else { return .create }
        return .createSummoned
    }

    @Sendable func delete(_ call: Call) throws -> Reply {
        let caller = try enter(call, .person(scopes: ["tweet.read", "tweet.write", "users.read"]), .delete)
        let id = call["id"]
        guard let post = ground.livePost(id) else {
            throw refused(.notFound(parameter: "id", value: id, resource: words.postResource))
        }
        guard post.account == caller.account else {
            throw refused(.forbidden("You are not authorized to delete this Tweet."))
        }
        _ = ground.delete(id)
        charge(.manage)
        return answer(["data": ["deleted": true]], to: caller)
    }
}
