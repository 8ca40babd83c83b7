import KicauCore

extension Said {
    /// Nil for what is no post of somebody else's: views that do not know `reasons` give notice of likes as well.
    init?(notification: JSONValue, at: Instant, to account: Account, web: String) {
        guard let reason = notification["reason"]?.string, BlueskyWire.reasons.value.contains(reason),
            let uri = notification["uri"]?.string, let cid = notification["cid"]?.string,
            let speaker = notification["author"].flatMap(Speaker.init(bluesky:)),
            speaker.remoteID != account.remoteID, let record = notification["record"],
            let text = record["text"]?.string
        else { return nil }
        let parent = record.at("reply", "parent", "uri")?.string
        let subject = notification["reasonSubject"]?.string
        let ours = [parent, reason == "reply" ? subject : nil].compactMap { $0 }
            .first { BlueskyWire.owner(of: $0) == account.remoteID }
        let name = speaker.handle.isEmpty ? speaker.remoteID : speaker.handle
        var extra: [String: JSONValue] = ["cid": .string(cid), "root": Said.root(of: record, uri: uri, cid: cid)]
        extra["quoted"] = Said.quoted(by: record, of: account)
        self.init(
            // One who answers us and names us is noticed for the name alone.
            kind: ours == nil ? .mention : .reply,
            receipt: Receipt(
                remoteID: uri, url: "\(web)/profile/\(name)/post/\(BlueskyWire.key(of: uri))",
                extra: extra),
            speaker: speaker, text: text, at: at, about: ours)
    }

    /// The post of ours that it quotes: off that it can be taken.
    private static func quoted(by record: JSONValue, of account: Account) -> JSONValue? {
        let quote = record.at("embed", "record", "record") ?? record.at("embed", "record")
        return quote?["uri"].flatMap { BlueskyWire.owner(of: $0.string ?? "") == account.remoteID ? $0 : nil }
    }

    /// An answer to it names the post that began its thread; what answers nothing began one.
    private static func root(of record: JSONValue, uri: String, cid: String) -> JSONValue {
        guard let root = record.at("reply", "root"), let first = root["uri"]?.string, let hash = root["cid"]?.string
        else { return ["uri": .string(uri), "cid": .string(cid)] }
        return ["uri": .string(first), "cid": .string(hash)]
    }
}

extension Speaker {
    fileprivate init?(bluesky author: JSONValue) {
        guard let did = author["did"]?.string else { return nil }
        let handle = author["handle"]?.string ?? ""
        // The view's word for a handle that does not lead back to its account.
        let shown = handle == "handle.invalid" ? "" : handle
        let name = author["displayName"]?.string ?? ""
        self.init(remoteID: did, handle: shown, name: name.isEmpty ? shown : name)
    }
}
