import KicauCore

/// What the rest of the network sees of the posts in a repository.
extension BlueskySimulator {
    func mirror(_ result: WriteResult, by owner: Person, blobs: [String: BlueskyState.StoredBlob]) {
        switch result {
        case .created(let record) where record.uri.collection == PostLexicon.collection:
            let post = post(of: record, by: owner, blobs: blobs)
            ground.add(post)
            if let parent = post.parent { ground.changePost(parent) { $0.counts.replies += 1 } }
            if let quoted = BlueskySight.quoted(in: record.value) {
                ground.changePost(quoted) { $0.counts.quotes += 1 }
            }
        case .changed(let record) where record.uri.collection == PostLexicon.collection:
            let new = post(of: record, by: owner, blobs: blobs)
            ground.changePost(new.id) { post in
                post.text = new.text
                post.media = new.media
                post.own = new.own
            }
        case .deleted(let address) where address.collection == PostLexicon.collection:
            guard ground.delete(address.description) else { return }
            let parent = ground.post(address.description)?.parent
            if let parent { ground.changePost(parent) { $0.counts.replies -= 1 } }
        case .created, .changed, .deleted, .unchanged, .wasNotThere: break
        }
    }

    private func post(
        of record: BlueskyState.StoredRecord, by owner: Person, blobs: [String: BlueskyState.StoredBlob]
    ) -> LivePost {
        let value = record.value
        let parent = value["reply"]?["parent"]?["uri"]?.string
        return LivePost(
            id: record.uri.description, by: owner, text: value["text"]?.string ?? "",
            media: media(in: value["embed"], of: owner.id, blobs: blobs), createdAtMs: record.indexedAtMs,
            kind: parent == nil ? .post : .reply, parent: parent, root: value["reply"]?["root"]?["uri"]?.string,
            own: JSONValue.members([
                "cid": .string(record.cid), "record": value,
                "captions": captions(in: value["embed"], of: owner.id, blobs: blobs),
            ]).object ?? [:]
        )
    }

    /// The words of a film's languages, for whoever looks behind the stage: "id" and the digest of the file.
    private func captions(
        in embed: JSONValue?, of did: String, blobs: [String: BlueskyState.StoredBlob]
    ) -> JSONValue? {
        let tracks = (embed?["media"] ?? embed)?["captions"]?.array ?? []
        let words = tracks.compactMap { track -> (String, JSONValue)? in
            guard let language = track["lang"]?.string, let link = track["file"]?["ref"]?["$link"]?.string,
                let blob = blobs["\(did)/\(link)"]
            else { return nil }
            return (language, .string(blob.sha256))
        }
        return words.isEmpty ? nil : .object(Dictionary(words, uniquingKeysWith: { $1 }))
    }

    private func media(
        in embed: JSONValue?, of did: String, blobs: [String: BlueskyState.StoredBlob]
    ) -> [PostedMedia] {
        guard let embed else { return [] }
        if let inner = embed["media"] { return media(in: inner, of: did, blobs: blobs) }
        let images = embed["images"]?.array ?? embed["items"]?.array ?? []
        let pieces = images.map { (blob: $0["image"], alt: $0["alt"]) } + [(blob: embed["video"], alt: embed["alt"])]
        return pieces.compactMap { piece in
            guard let link = piece.blob?["ref"]?["$link"]?.string, let blob = blobs["\(did)/\(link)"] else {
                return nil
            }
            return PostedMedia(
                id: link, sha256: blob.sha256, alt: piece.alt?.string ?? "", type: blob.mimeType, bytes: blob.size)
        }
    }
}
