import KicauCore

/// Posts as the view shows them. Lexicon app.bsky.feed.defs, postView and what belongs to it.
extension BlueskySight {
    func view(of post: LivePost) -> JSONValue? {
        guard let record = record(post.id), let author = network.ground.person(post.account) else { return nil }
        let counts = post.counts
        let likes = Int64(counts.likes + (likes[post.id]?.count ?? 0))
        return .members([
            "uri": .string(post.id), "cid": .string(record.cid), "author": network.author(author),
            "record": record.value, "replyCount": .integer(Int64(counts.replies)),
            "repostCount": .integer(Int64(counts.reposts)), "likeCount": .integer(likes),
            "quoteCount": .integer(Int64(counts.quotes)), "bookmarkCount": .integer(Int64(counts.saves)),
            "indexedAt": .string(RecordTime.text(ofMs: post.createdAtMs)), "labels": [],
            "viewer": viewer.map { state(of: post, for: $0) },
            "threadgate": post.parent == nil ? gateView(of: post.id) : nil,
            "embed": record.value["embed"].flatMap { embed($0, in: post, depth: 1) },
        ])
    }

    /// What the person who asks has done with the post, and may do.
    private func state(of post: LivePost, for viewer: Person) -> JSONValue {
        let like = likes[post.id]?.first { $0.uri.did == viewer.id }
        return .members([
            "like": like.map { .string($0.uri.description) }, "threadMuted": false, "bookmarked": false,
            "replyDisabled": mayAnswer(viewer.id, in: post.root ?? post.id) ? nil : true,
            "embeddingDisabled": .bool(post.account != viewer.id && forbidsQuotes(post.id)),
        ])
    }

    func gateView(of uri: String) -> JSONValue? {
        threadgate(of: uri).map {
            [
                "uri": .string($0.uri.description), "cid": .string($0.cid), "record": $0.value,
                "lists": .array(lists(in: $0.value)),
            ]
        }
    }

    /// Those that are there; a gate may name one that is gone.
    private func lists(in gate: JSONValue) -> [JSONValue] {
        (gate["allow"]?.array ?? []).compactMap { $0["list"]?.string }.compactMap { record($0) }.map { list in
            .members([
                "uri": .string(list.uri.description), "cid": .string(list.cid), "name": list.value["name"],
                "purpose": list.value["purpose"],
            ])
        }
    }

    // MARK: Embeds

    private func embed(_ embed: JSONValue, in post: LivePost, depth: Int) -> JSONValue? {
        switch embed["$type"]?.string {
        case "app.bsky.embed.images"?: pictures(embed, in: post)
        case "app.bsky.embed.gallery"?: gallery(embed, in: post)
        case "app.bsky.embed.video"?: film(embed, in: post)
        case "app.bsky.embed.external"?: card(embed, by: post.account)
        case "app.bsky.embed.record"?:
            depth > 0 ? ["$type": "app.bsky.embed.record#view", "record": quote(embed["record"], in: post)] : nil
        case "app.bsky.embed.recordWithMedia"?:
            .members([
                "$type": "app.bsky.embed.recordWithMedia#view",
                "record": ["record": quote(embed["record"]?["record"], in: post)],
                "media": embed["media"].flatMap { self.embed($0, in: post, depth: 0) },
            ])
        case nil, .some: nil
        }
    }

    /// Pictures as a reader gets them: by their addresses.
    private func pictures(_ embed: JSONValue, in post: LivePost) -> JSONValue? {
        guard let images = embed["images"]?.array, images.count == post.media.count else { return nil }
        let shown = zip(images, post.media).map { image, piece -> JSONValue in
            let address = address(of: piece)
            return .members([
                "thumb": address, "fullsize": address, "alt": .string(piece.alt), "aspectRatio": image["aspectRatio"],
            ])
        }
        return ["$type": "app.bsky.embed.images#view", "images": .array(shown)]
    }

    /// Its pictures have other names than those of the older kind.
    private func gallery(_ embed: JSONValue, in post: LivePost) -> JSONValue? {
        guard let items = embed["items"]?.array, items.count == post.media.count else { return nil }
        let shown = zip(items, post.media).map { item, piece -> JSONValue in
            let address = address(of: piece)
            return .members([
                "$type": "app.bsky.embed.gallery#viewImage", "thumbnail": address, "fullsize": address,
                "alt": .string(piece.alt), "aspectRatio": item["aspectRatio"],
            ])
        }
        return ["$type": "app.bsky.embed.gallery#view", "items": .array(shown)]
    }

    /// The real network streams it; here its playlist is the film itself.
    private func film(_ embed: JSONValue, in post: LivePost) -> JSONValue? {
        guard let piece = post.media.first, let cid = embed["video"]?["ref"]?["$link"] else { return nil }
        return .members([
            "$type": "app.bsky.embed.video#view", "cid": cid, "playlist": address(of: piece),
            "alt": embed["alt"], "aspectRatio": embed["aspectRatio"],
        ])
    }

    private func card(_ embed: JSONValue, by did: String) -> JSONValue? {
        guard let card = embed["external"] else { return nil }
        let thumb = card["thumb"]?["ref"]?["$link"]?.string.map { link in
            JSONValue.string("\(network.ground.origin)/xrpc/com.atproto.sync.getBlob?did=\(did)&cid=\(link)")
        }
        return [
            "$type": "app.bsky.embed.external#view",
            "external": .members([
                "uri": card["uri"], "title": card["title"], "description": card["description"], "thumb": thumb,
            ]),
        ]
    }

    private func address(of piece: PostedMedia) -> JSONValue {
        .string("\(network.ground.origin)/_rehearsal/media/\(piece.sha256)")
    }

    private func quote(_ reference: JSONValue?, in quoting: LivePost) -> JSONValue {
        let uri = reference?["uri"]?.string ?? ""
        guard !isDetached(quoting.id, from: uri) else {
            return ["$type": "app.bsky.embed.record#viewDetached", "uri": .string(uri), "detached": true]
        }
        guard let post = post(uri), let record = record(uri), let author = network.ground.person(post.account) else {
            return ["$type": "app.bsky.embed.record#viewNotFound", "uri": .string(uri), "notFound": true]
        }
        let media = record.value["embed"].flatMap { embed($0, in: post, depth: 0) }
        return [
            "$type": "app.bsky.embed.record#viewRecord", "uri": .string(uri), "cid": .string(record.cid),
            "author": network.author(author), "value": record.value, "labels": [],
            "indexedAt": .string(RecordTime.text(ofMs: post.createdAtMs)), "embeds": .array(media.map { [$0] } ?? []),
        ]
    }
}
