import KicauCore

/// The shapes of the records beside posts, as far as this server knows them. Lexicons app.bsky.feed.like, .threadgate and
/// .postgate.
struct RecordLexicons {
    let collection: String

    func check(_ value: JSONValue) throws {
        switch collection {
        case "app.bsky.feed.like", "app.bsky.feed.repost": try checkSubject(value)
        case "app.bsky.feed.threadgate":
            try checkPost(value)
            try checkRules(value["allow"], at: "Record/allow")
            try checkLists(among: value["allow"], at: "Record/allow")
            try checkAddresses(value["hiddenReplies"], at: "Record/hiddenReplies")
        case "app.bsky.feed.postgate":
            try checkPost(value)
            try checkRules(value["embeddingRules"], at: "Record/embeddingRules")
            try checkAddresses(value["detachedEmbeddingUris"], at: "Record/detachedEmbeddingUris")
        default: break  // not an enum of ours: other collections are taken as they come
        }
    }

    private func flaw(_ sentence: String) -> Refused { XRPCError.invalid("Invalid \(collection) record: \(sentence)") }

    private func checkSubject(_ value: JSONValue) throws {
        guard let subject = value["subject"] else { throw flaw("Record must have the property \"subject\"") }
        guard let uri = subject["uri"]?.string, RecordAddress(uri) != nil else {
            throw flaw("Record/subject/uri must be a valid at-uri")
        }
        guard subject["cid"]?.string.flatMap({ ContentID($0) }) != nil else {
            throw flaw("Record/subject/cid must be a cid string")
        }
    }

    private func checkPost(_ value: JSONValue) throws {
        guard let uri = value["post"]?.string else { throw flaw("Record must have the property \"post\"") }
        guard RecordAddress(uri) != nil else { throw flaw("Record/post must be a valid at-uri") }
    }

    private func checkRules(_ value: JSONValue?, at place: String) throws {
        guard let value else { return }
        guard let rules = value.array else { throw flaw("\(place) must be an array") }
        guard rules.count <= 5 else { throw flaw("\(place) must not have more than 5 elements") }
        for (number, rule) in rules.enumerated() where rule["$type"]?.string == nil {
            throw flaw("\(place)/\(number) must be an object which includes the \"$type\" property")
        }
    }

    private func checkLists(among rules: JSONValue?, at place: String) throws {
        let type = JSONValue.string("\(collection)#listRule")
        for (number, rule) in (rules?.array ?? []).enumerated() where rule["$type"] == type {
            guard let list = rule["list"]?.string else {
                throw flaw("\(place)/\(number) must have the property \"list\"")
            }
            guard RecordAddress(list) != nil else { throw flaw("\(place)/\(number)/list must be a valid at-uri") }
        }
    }

    private func checkAddresses(_ value: JSONValue?, at place: String) throws {
        guard let value else { return }
        guard let list = value.array else { throw flaw("\(place) must be an array") }
        guard list.count <= 50 else { throw flaw("\(place) must not have more than 50 elements") }
        for (number, item) in list.enumerated() where item.string.flatMap(RecordAddress.init) == nil {
            throw flaw("\(place)/\(number) must be a valid at-uri")
        }
    }
}
