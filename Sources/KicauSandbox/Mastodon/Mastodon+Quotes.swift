import KicauCore

/// Posts inside posts: who may quote what, and how far a quote has come.
extension MastodonSimulator {
    /// Where a post of another server really stands; seeded with it.
    func remote(_ post: LivePost) -> String? { post.own["remote"]?.string }

    func shownURL(of post: LivePost) -> String { remote(post) ?? permalink(of: post) }

    /// Nobody follows anybody here, so a post for followers can be quoted by its author alone.
    func mayQuote(_ post: LivePost, _ person: Person?) -> Bool {
        let visibility = post.own["visibility"]?.string ?? "public"
        guard let person, visibility != "direct" else { return false }
        return post.account == person.id || quotePolicy(of: post) == "public"
    }

    private func quotePolicy(of post: LivePost) -> String {
        let visibility = post.own["visibility"]?.string ?? "public"
        guard ["public", "unlisted"].contains(visibility) else { return "nobody" }
        return post.own["quote_policy"]?.string ?? "public"
    }

    func quoteApproval(of post: LivePost, for reader: Person?) -> JSONValue {
        let policy = quotePolicy(of: post)
        return [
            "automatic": policy == "nobody" ? [] : [.string(policy)], "manual": [],
            "current_user": mayQuote(post, reader) ? "automatic" : "denied",
        ]
    }

    /// Null for a post that quotes none. The quoted post is shown once its author allows it, but not what it quotes.
    func quote(in post: LivePost, for reader: Person?) -> JSONValue {
        guard let id = post.own["quote"]?.string, let quoted = ground.post(id) else { return .null }
        let state = quoteState(of: quoted)
        var shown: JSONValue = .null
        if state == "accepted" {
            var bare = quoted
            bare.own["quote"] = nil
            shown = status(bare, for: reader)
        }
        return ["state": .string(state), "quoted_status": shown]
    }

    private func quoteState(of quoted: LivePost) -> String {
        if quoted.isDeleted { return "deleted" }
        guard remote(quoted) != nil else { return "accepted" }
        return (store.read { $0.rules.remoteQuotes } ?? .pending).rawValue
    }

    /// For readers that know no quotes the address comes first, unless the author wrote it.
    func quoteLine(of post: LivePost) -> String {
        guard let quoted = post.own["quote"]?.string.flatMap({ ground.post($0) }) else { return "" }
        let address = shownURL(of: quoted)
        guard !post.text.contains(address) else { return "" }
        let link = MastodonHTML.escape(address)
        return "<p class=\"quote-inline\">RE: <a href=\"\(link)\" rel=\"nofollow\">\(link)</a></p>"
    }

    func quoted(by draft: MastodonDraft, for person: Person) throws -> LivePost? {
        guard let id = draft.quotedID else { return nil }
        guard let post = ground.livePost(id), isVisible(post, to: person), mayQuote(post, person) else {
            throw MastodonError.noQuoted
        }
        return post
    }
}
