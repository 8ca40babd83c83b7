import KicauCore

/// How people and statuses look on the wire.
extension MastodonSimulator {
    /// A person's address for other servers: what identifies them everywhere.
    func actor(_ person: Person) -> String { "\(ground.origin)/users/\(person.handle)" }

    private func link(_ person: Person) -> String { "\(ground.origin)/@\(person.handle)" }

    private var html: MastodonHTML {
        MastodonHTML(
            origin: ground.origin, isLocal: { ground.person(handle: $0) != nil }, marking: plays.marking)
    }

    func account(_ person: Person) -> JSONValue {
        let posts = ground.listing { $0.account == person.id }
        return [
            "id": .string(person.id), "username": .string(person.handle), "acct": .string(person.handle),
            "display_name": .string(person.name), "locked": false, "bot": false, "discoverable": true, "group": false,
            "created_at": "2019-05-04T00:00:00.000Z", "note": .string(html.content(of: person.bio)),
            "url": .string(link(person)), "uri": .string(actor(person)), "avatar": "", "avatar_static": "",
            "header": "", "header_static": "", "followers_count": .integer(Int64(person.followers)),
            "following_count": 0, "statuses_count": .integer(Int64(posts.count)),
            "last_status_at": posts.first.map { .string(String(RecordTime.text(ofMs: $0.createdAtMs).prefix(10))) }
                ?? .null,
            "emojis": [], "fields": [], "roles": [],
        ]
    }

    func uri(of post: LivePost) -> String {
        remote(post) ?? "\(ground.origin)/users/\(post.handle)/statuses/\(post.id)"
    }

    func status(_ post: LivePost, for reader: Person?) -> JSONValue {
        let text = MastodonText(post.text)
        let media = post.media.map(attachment(of:))
        var members: [String: JSONValue] = [
            "id": .string(number(of: post)), "created_at": .string(RecordTime.text(ofMs: post.createdAtMs)),
            "in_reply_to_id": post.parent.map(JSONValue.string) ?? .null,
            "in_reply_to_account_id": post.parent.flatMap { ground.post($0)?.account }.map(JSONValue.string) ?? .null,
            "sensitive": post.own["sensitive"] ?? false, "spoiler_text": post.own["spoiler"] ?? "",
            "visibility": post.own["visibility"] ?? "public", "language": post.own["language"] ?? .null,
            "uri": .string(uri(of: post)), "url": .string(shownURL(of: post)),
            "content": .string(quoteLine(of: post) + html.content(of: post.text)),
            "account": ground.person(post.account).map(account) ?? .null, "media_attachments": .array(media),
            "mentions": .array(mentions(in: post)), "tags": .array(tags(in: text)),
            "quote": quote(in: post, for: reader), "quote_approval": quoteApproval(of: post, for: reader),
        ]
        members.merge(counts(of: post)) { $1 }
        members.merge(marks(of: post, for: reader)) { $1 }
        return .object(inDialect(members))
    }

    private func counts(of post: LivePost) -> [String: JSONValue] {
        [
            "replies_count": .integer(Int64(post.counts.replies)),
            "reblogs_count": .integer(Int64(post.counts.reposts)),
            "favourites_count": .integer(Int64(post.counts.likes)),
            "quotes_count": .integer(Int64(post.counts.quotes)),
        ]
    }

    private func marks(of post: LivePost, for reader: Person?) -> [String: JSONValue] {
        let app = post.own["app"]?.string ?? ""
        var marks: [String: JSONValue] = [
            "edited_at": post.own["edited_ms"]?.int.map { .string(RecordTime.text(ofMs: Int64($0))) } ?? .null,
            "reblog": .null,
            "poll": post.own["poll"].map { MastodonPoll.shown($0, of: post, nowMs: ground.nowMs) } ?? .null,
            "card": .null, "emojis": [],
            "application": app.isEmpty ? .null : ["name": .string(app), "website": .null],
        ]
        guard let reader else { return marks }
        let isFavourite = MastodonFavourite.all(of: post).contains { $0.account == reader.id }
        let own: [String: JSONValue] = [
            "favourited": .bool(isFavourite), "reblogged": false, "muted": false, "bookmarked": false,
        ]
        marks.merge(own) { $1 }
        if reader.id == post.account { marks["pinned"] = false }
        return marks
    }

    /// A seeded picture was never uploaded, so only the post knows of it.
    private func attachment(of piece: PostedMedia) -> JSONValue {
        let stored = store.read { $0.media[piece.id] }
        return attachment(stored ?? Self.stored(piece))
    }

    static func stored(_ piece: PostedMedia) -> MastodonState.StoredMedia {
        MastodonState.StoredMedia(
            id: piece.id, account: "", sha256: piece.sha256, type: piece.type, bytes: piece.bytes,
            description: piece.alt.isEmpty ? nil : piece.alt, focus: nil, uploadedAtMs: 0, readyAtMs: 0,
            hasFailed: false, status: nil)
    }

    private func mentions(in post: LivePost) -> [JSONValue] {
        mentioned(in: post).map { person in
            [
                "id": .string(person.id), "username": .string(person.handle), "acct": .string(person.handle),
                "url": .string(link(person)),
            ]
        }
    }

    private func tags(in text: MastodonText) -> [JSONValue] {
        text.hashtags.map {
            ["name": .string($0.lowercased()), "url": .string("\(ground.origin)/tags/\($0.lowercased())")]
        }
    }
}
