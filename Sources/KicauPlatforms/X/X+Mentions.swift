import KicauCore

extension XWire {
    /// Is the app set to X's newer names, in which a post's author and parent are told only as expansions?
    static func speaksOfPosts(_ app: AppKeys) -> Bool { app.addresses["vocabulary"] == "post" }

    /// What the newer names have among the expansions alone: X OpenAPI 2.167, PostExpansionsParameter. In 2.159 the same
    /// stand among `tweet.fields`; read 2026-07-25.
    static func newExpansion(_ name: String, _ app: AppKeys) -> [(String, String)] {
        speaksOfPosts(app) ? [("expansions", name)] : []
    }

    /// What is asked for of a mention: what of an own post, and whom it is by and whom it answers.
    static func mentionFields(_ app: AppKeys) -> [(String, String)] {
        let (name, fields) = listFields(app)
        return speaksOfPosts(app)
            ? [(name, fields), ("expansions", "author_id,in_reply_to_user_id,referenced_posts")]
            : [(name, fields + ",author_id,in_reply_to_user_id")]
    }

    /// A post that names us.
    struct Mention {
        let seen: Seen
        let author: String
        /// Whose post it answers.
        let answered: String?
        let isRepost: Bool
        /// If X sent the author along.
        let speaker: Speaker?

        init?(_ value: JSONValue, people includes: JSONValue?) {
            guard let seen = Seen(value), seen.id.isDigits, let author = value["author_id"]?.string else { return nil }
            self.seen = seen
            self.author = author
            answered = value["in_reply_to_user_id"]?.string
            let ties = (value["referenced_tweets"] ?? value["referenced_posts"])?.array ?? []
            isRepost = ties.contains { ["retweeted", "reposted"].contains($0["type"]?.string) }
            speaker = includes?["users"]?.array?.compactMap(XWire.speaker).first { $0.remoteID == author }
        }
    }

    static func speaker(_ user: JSONValue) -> Speaker? {
        guard let id = user["id"]?.string, id.isDigits, let handle = user["username"]?.string else { return nil }
        return Speaker(remoteID: id, handle: handle, name: user["name"]?.string ?? handle)
    }
}

extension XText {
    /// Do both say the same, as far as X leaves texts alone?
    static func isSame(_ shown: String, as sent: String, in role: RenderedPart.Role) -> Bool {
        canonical(bare(shown, role)) == canonical(bare(sent, role))
    }

    /// The same for answers without entities.
    static func isAlike(_ shown: String, _ sent: String, in role: RenderedPart.Role) -> Bool {
        skeleton(bare(shown, role)) == skeleton(bare(sent, role))
    }

    private static func bare(_ text: String, _ role: RenderedPart.Role) -> String {
        role == .comment ? withoutLead(text) : text
    }

    /// X puts "@ana @budi " before the text of an answer and shows it above instead; who answers does not write it.
    static func withoutLead(_ text: String) -> String {
        var rest = text[...]
        while rest.first == "@" {
            let name = rest.dropFirst().prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
            let after = rest.dropFirst(1 + name.count)
            guard !name.isEmpty, after.first?.isWhitespace ?? true else { break }
            rest = after.drop(while: \.isWhitespace)
        }
        return String(rest)
    }
}
