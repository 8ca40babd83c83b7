import KicauCore

extension PostLexicon {
    /// What an embed's blob may be.
    private struct BlobRule {
        let accepts: String
        let maxSize: Int

        static let image = BlobRule(accepts: "image/", maxSize: 2_000_000)
        static let thumb = BlobRule(accepts: "image/", maxSize: 1_000_000)
        static let video = BlobRule(accepts: "video/mp4", maxSize: 300_000_000)
        static let captions = BlobRule(accepts: "text/vtt", maxSize: 20_000)
    }

    func checkEmbed(_ embed: JSONValue, at place: String) throws(Flaw) {
        switch embed["$type"]?.string {
        case "app.bsky.embed.images"?: try checkImages(embed, at: place)
        case "app.bsky.embed.gallery"?: try checkGallery(embed, at: place)
        case "app.bsky.embed.external"?: try checkExternal(embed, at: place)
        case "app.bsky.embed.video"?: try checkVideo(embed, at: place)
        case "app.bsky.embed.record"?: try checkQuoted(embed, at: place)
        case "app.bsky.embed.recordWithMedia"?:
            guard let quoted = embed["record"], let media = embed["media"] else {
                throw .embed("\(place) must have the properties \"record\" and \"media\"")
            }
            try checkQuoted(quoted, at: "\(place)/record")
            try checkEmbed(media, at: "\(place)/media")
        case nil: throw .embed("\(place) must be an object which includes the \"$type\" property")
        case .some: break  // the union is open: unknown embeds pass
        }
    }

    private func checkImages(_ embed: JSONValue, at place: String) throws(Flaw) {
        guard let images = try list(embed["images"], at: "\(place)/images") else {
            throw .embed("\(place) must have the property \"images\"")
        }
        if images.count > 4 { throw .embed("\(place)/images must not have more than 4 elements") }
        for (number, image) in images.enumerated() { try checkImage(image, at: "\(place)/images/\(number)") }
    }

    private func checkImage(_ image: JSONValue, at here: String) throws(Flaw) {
        guard case .string? = image["alt"] else { throw .embed("\(here) must have the property \"alt\"") }
        try checkAspect(image["aspectRatio"], at: "\(here)/aspectRatio")
        try checkBlob(image["image"], rule: .image, at: "\(here)/image")
    }

    /// Lexicon app.bsky.embed.gallery, read 2026-11-27: a list of things, of which pictures are the only kind so far.
    private func checkGallery(_ embed: JSONValue, at place: String) throws(Flaw) {
        guard let items = try list(embed["items"], at: "\(place)/items") else {
            throw .embed("\(place) must have the property \"items\"")
        }
        if items.count > 20 { throw .embed("\(place)/items must not have more than 20 elements") }
        for (number, item) in items.enumerated() {
            let here = "\(place)/items/\(number)"
            guard let type = item["$type"]?.string else {
                throw .embed("\(here) must be an object which includes the \"$type\" property")
            }
            guard type == "app.bsky.embed.gallery#image" else { continue }
            guard item["aspectRatio"] != nil else { throw .embed("\(here) must have the property \"aspectRatio\"") }
            try checkImage(item, at: here)
        }
    }

    private func checkAspect(_ ratio: JSONValue?, at place: String) throws(Flaw) {
        guard let ratio else { return }
        for side in ["width", "height"] {
            guard case .integer(let length)? = ratio[side] else {
                throw .embed("\(place) must have the property \"\(side)\"")
            }
            if length < 1 { throw .embed("\(place)/\(side) can not be less than 1") }
        }
    }

    private func checkExternal(_ embed: JSONValue, at place: String) throws(Flaw) {
        guard let card = embed["external"] else { throw .embed("\(place) must have the property \"external\"") }
        for key in ["uri", "title", "description"] {
            guard case .string? = card[key] else {
                throw .embed("\(place)/external must have the property \"\(key)\"")
            }
        }
        if let thumb = card["thumb"] { try checkBlob(thumb, rule: .thumb, at: "\(place)/external/thumb") }
    }

    private func checkVideo(_ embed: JSONValue, at place: String) throws(Flaw) {
        try checkAspect(embed["aspectRatio"], at: "\(place)/aspectRatio")
        try checkBlob(embed["video"], rule: .video, at: "\(place)/video")
        let captions = try list(embed["captions"], at: "\(place)/captions") ?? []
        if captions.count > 20 { throw .embed("\(place)/captions must not have more than 20 elements") }
        for (number, track) in captions.enumerated() {
            let here = "\(place)/captions/\(number)"
            guard let language = track["lang"] else { throw .embed("\(here) must have the property \"lang\"") }
            guard isLanguage(language) else { throw .embed("\(here)/lang must be a well-formed BCP 47 language tag") }
            try checkBlob(track["file"], rule: .captions, at: "\(here)/file")
        }
    }

    private func checkQuoted(_ embed: JSONValue, at place: String) throws(Flaw) {
        guard let record = embed["record"] else { throw .embed("\(place) must have the property \"record\"") }
        try checkStrongRef(record, at: "\(place)/record")
    }

    private func checkBlob(_ value: JSONValue?, rule: BlobRule, at place: String) throws(Flaw) {
        guard let value, value["$type"]?.string == "blob", let link = value["ref"]?["$link"]?.string,
            let mimeType = value["mimeType"]?.string, case .integer(let size)? = value["size"]
        else { throw .embed("\(place) should be a blob ref") }
        guard let facts = blob(link) else {
            throw Flaw(name: "BlobNotFound", message: "Could not find blob: \(link)")
        }
        guard facts.mimeType == mimeType else {
            throw Flaw(
                name: "InvalidMimeType",
                message: "Referenced Mimetype does not match stored blob. Expected: \(facts.mimeType), Got: \(mimeType)"
            )
        }
        guard facts.size == Int(size) else {
            throw Flaw(
                name: "InvalidSize", message: "Referenced size does not match stored blob: \(facts.size), \(size)")
        }
        guard mimeType.hasPrefix(rule.accepts) else {
            throw Flaw(
                name: "InvalidMimeType", message: "Wrong mimetype. It is \(mimeType) but must match \(rule.accepts)")
        }
        guard facts.size <= rule.maxSize else {
            throw Flaw(
                name: "BlobTooLarge",
                message: "This file is too large. It is \(facts.size) bytes but the maximum size is \(rule.maxSize).")
        }
    }
}
