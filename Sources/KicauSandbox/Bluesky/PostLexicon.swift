import KicauCore

/// What the lexicon of a post allows: a pure check of one record, the first flaw found wins.
struct PostLexicon {
    static let collection = "app.bsky.feed.post"

    /// Looks up a blob the account has uploaded, by its link.
    let blob: (String) -> BlobFacts?

    /// What the server knows of an uploaded blob.
    struct BlobFacts: Hashable, Sendable {
        let mimeType: String
        let size: Int
    }

    /// A refusal: the name of the error and its sentence.
    struct Flaw: Error, Hashable {
        let name: String
        let message: String

        fileprivate static func record(_ sentence: String) -> Flaw {
            Flaw(name: "InvalidRequest", message: "Invalid app.bsky.feed.post record: \(sentence)")
        }
    }

    func check(_ record: JSONValue) throws(Flaw) {
        try checkText(record)
        try checkTime(record)
        try checkLabels(record)
        try checkFacets(record)
        try checkReply(record)
        if let embed = record["embed"] { try checkEmbed(embed, at: "Record/embed") }
    }

    private func checkText(_ record: JSONValue) throws(Flaw) {
        guard let value = record["text"] else { throw .record("Record must have the property \"text\"") }
        guard case .string(let text) = value else { throw .record("Record/text must be a string") }
        if text.utf8.count > 3000 { throw .record("Record/text must not be longer than 3000 characters") }
        if text.count > 300 { throw .record("Record/text must not be longer than 300 graphemes") }
    }

    private func checkTime(_ record: JSONValue) throws(Flaw) {
        guard let value = record["createdAt"] else {
            throw .record("Record must have the property \"createdAt\"")
        }
        guard case .string(let text) = value, RecordTime.isValid(text) else {
            throw .record("Record/createdAt must be an valid atproto datetime (both RFC-3339 and ISO-8601)")
        }
    }

    private func checkLabels(_ record: JSONValue) throws(Flaw) {
        if let langs = try list(record["langs"], at: "Record/langs") {
            if langs.count > 3 { throw .record("Record/langs must not have more than 3 elements") }
            for (index, lang) in langs.enumerated() where !isLanguage(lang) {
                throw .record("Record/langs/\(index) must be a well-formed BCP 47 language tag")
            }
        }
        guard let tags = try list(record["tags"], at: "Record/tags") else { return }
        if tags.count > 8 { throw .record("Record/tags must not have more than 8 elements") }
        for (index, tag) in tags.enumerated() {
            guard case .string(let text) = tag else { throw .record("Record/tags/\(index) must be a string") }
            if text.count > 64 { throw .record("Record/tags/\(index) must not be longer than 64 graphemes") }
        }
    }

    func isLanguage(_ value: JSONValue) -> Bool {
        guard case .string(let text) = value else { return false }
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        guard let first = parts.first, (1...8).contains(first.count),
            first.allSatisfy({ letters.contains($0 | 0x20) })
        else { return false }
        return parts.dropFirst().allSatisfy { (1...8).contains($0.count) }
    }

    /// Stricter than the reference server, which lets offsets beyond the text pass: here a client that counts
    /// wrongly must notice.
    private func checkFacets(_ record: JSONValue) throws(Flaw) {
        guard let facets = try list(record["facets"], at: "Record/facets") else { return }
        let text = Array((record["text"]?.string ?? "").utf8)
        for (number, facet) in facets.enumerated() {
            let place = "Record/facets/\(number)"
            guard case .integer(let start)? = facet["index"]?["byteStart"],
                case .integer(let end)? = facet["index"]?["byteEnd"]
            else { throw .record("\(place)/index must have the properties \"byteStart\" and \"byteEnd\"") }
            guard start >= 0 else { throw .record("\(place)/index/byteStart can not be less than 0") }
            guard start < end, end <= text.count else {
                throw .record("\(place)/index must lie within the \(text.count) bytes of the text")
            }
            for offset in [Int(start), Int(end)] where offset < text.count && text[offset] & 0xC0 == 0x80 {
                throw .record("\(place)/index cuts a character at byte \(offset)")
            }
            try checkFeatures(facet, at: place)
        }
    }

    private func checkFeatures(_ facet: JSONValue, at place: String) throws(Flaw) {
        guard let features = try list(facet["features"], at: "\(place)/features") else {
            throw .record("\(place) must have the property \"features\"")
        }
        for (number, feature) in features.enumerated() {
            let here = "\(place)/features/\(number)"
            switch feature["$type"]?.string {
            case "app.bsky.richtext.facet#link"?: try require(feature, "uri", startingWith: "", at: here)
            case "app.bsky.richtext.facet#mention"?: try require(feature, "did", startingWith: "did:", at: here)
            case "app.bsky.richtext.facet#tag"?: try require(feature, "tag", startingWith: "", at: here)
            case nil: throw .record("\(here) must be an object which includes the \"$type\" property")
            case .some: break  // the union is open: unknown features pass
            }
        }
    }

    private func require(
        _ value: JSONValue, _ key: String, startingWith prefix: String, at place: String
    ) throws(Flaw) {
        guard case .string(let text)? = value[key] else {
            throw .record("\(place) must have the property \"\(key)\"")
        }
        guard text.hasPrefix(prefix), !text.isEmpty else { throw .record("\(place)/\(key) must be a valid \(key)") }
    }

    private func checkReply(_ record: JSONValue) throws(Flaw) {
        guard let reply = record["reply"] else { return }
        for end in ["root", "parent"] {
            guard let ref = reply[end] else { throw .record("Record/reply must have the property \"\(end)\"") }
            try checkStrongRef(ref, at: "Record/reply/\(end)")
        }
    }

    func list(_ value: JSONValue?, at place: String) throws(Flaw) -> [JSONValue]? {
        guard let value else { return nil }
        guard case .array(let items) = value else { throw .record("\(place) must be an array") }
        return items
    }

    func checkStrongRef(_ ref: JSONValue, at place: String) throws(Flaw) {
        try require(ref, "uri", startingWith: "at://", at: place)
        try require(ref, "cid", startingWith: "b", at: place)
        guard ref["cid"]?.string.flatMap(ContentID.init(_:)) != nil else {
            throw .record("\(place)/cid must be a cid string")
        }
    }
}

extension PostLexicon.Flaw {
    static func embed(_ sentence: String) -> Self { .record(sentence) }
}
