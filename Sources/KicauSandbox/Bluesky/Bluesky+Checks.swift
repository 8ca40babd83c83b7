import KicauCore

/// A write's common members, read once the caller is known.
struct Asked: Sendable {
    let caller: Person
    let input: JSONValue
    let collection: String
    let rkey: String?

    init(_ call: Call, in network: BlueskySimulator) throws {
        caller = try network.caller(in: call)
        input = try network.input(of: call)
        guard input["repo"]?.string != nil else { throw XRPCError.missingInput("repo") }
        guard let collection = input["collection"]?.string else { throw XRPCError.missingInput("collection") }
        self.collection = collection
        rkey = input["rkey"]?.string
    }

    var swapCommit: String? { input["swapCommit"]?.string }

    /// A member that is null says "only if absent"; a missing one says nothing.
    var swap: RepositoryWrite.Swap {
        switch input["swapRecord"] {
        case nil: .any
        case .string(let cid)?: .cid(cid)
        case .some: .absent
        }
    }

    func checkRepo(in network: BlueskySimulator) throws { try network.checkRepo(input, is: caller) }
}

extension BlueskySimulator {
    /// A record that passed, and what the answer says of it.
    typealias Checked = (value: JSONValue, status: String?)

    func checkRepo(_ input: JSONValue, is caller: Person) throws {
        let name = input["repo"]?.string ?? ""
        guard let owner = person(named: name) else { throw XRPCError.invalid("Could not find repo: \(name)") }
        guard owner.id == caller.id else { throw XRPCError.wrongAccount }
    }

    func checked(_ asked: Asked, owner: Person) throws -> Checked {
        guard let record = asked.input["record"], record.object != nil else { throw XRPCError.missingInput("record") }
        return try lexiconed(record, in: asked.collection, validate: asked.input["validate"]?.bool, owner: owner)
    }

    /// The record with its type filled in, checked as far as this server knows its collection.
    func lexiconed(
        _ record: JSONValue, in collection: String, validate: Bool?, owner: Person
    ) throws -> Checked {
        guard var members = record.object else { throw XRPCError.invalid("Record must be an object") }
        members["$type"] = members["$type"] ?? .string(collection)
        let value = JSONValue.object(members)
        guard members["$type"]?.string == collection else {
            throw XRPCError.invalid(
                "Invalid $type: expected \(collection), got \(members["$type"]?.string ?? "nothing")")
        }
        do throws(DagCBOR.Flaw) { _ = try ContentID(record: value) } catch {
            throw XRPCError.invalid("Bad record: \(error)")
        }
        if validate == false { return (value, nil) }
        guard collection == PostLexicon.collection else {
            guard validate != true || Self.knownCollections.contains(collection) else {
                throw XRPCError.invalid("Lexicon not found: lex:\(collection)")
            }
            guard Self.knownCollections.contains(collection) else { return (value, "unknown") }
            try checkTime(of: value, in: collection)
            try RecordLexicons(collection: collection).check(value)
            return (value, "valid")
        }
        try checkPost(value, owner: owner)
        return (value, "valid")
    }

    private static let knownCollections: Set = [
        "app.bsky.feed.like", "app.bsky.feed.postgate", "app.bsky.feed.repost", "app.bsky.feed.threadgate",
        "app.bsky.graph.follow",
    ]

    private func checkTime(of value: JSONValue, in collection: String) throws {
        guard let time = value["createdAt"]?.string, RecordTime.isValid(time) else {
            throw XRPCError.invalid("Invalid \(collection) record: Record must have the property \"createdAt\"")
        }
    }

    private func checkPost(_ value: JSONValue, owner: Person) throws {
        let lexicon = PostLexicon(blob: { self.blob($0, of: owner.id) })
        do throws(PostLexicon.Flaw) { try lexicon.check(value) } catch {
            throw Refused(XRPCError.reply(400, error.name, error.message))
        }
    }

    /// An uploaded blob; one that no record took within six hours is gone.
    private func blob(_ link: String, of did: String) -> PostLexicon.BlobFacts? {
        guard let blob = store.read({ $0.blobs["\(did)/\(link)"] }) else { return nil }
        guard blob.isReferenced || ground.nowMs - blob.uploadedAtMs < 6 * 3_600_000 else { return nil }
        return PostLexicon.BlobFacts(mimeType: blob.mimeType, size: blob.size)
    }

    /// Posts, likes and reposts are keyed by time; a gate has the key of its post.
    func address(_ owner: Person, _ collection: String, _ rkey: String) throws -> RecordAddress {
        let isTimed = collection.hasPrefix("app.bsky.feed.") || collection.hasPrefix("app.bsky.graph.")
        guard RecordAddress.isRecordKey(rkey) else { throw XRPCError.invalid("Invalid record key: \(rkey)") }
        guard !isTimed || TimedKey.isValid(rkey) else {
            throw XRPCError.invalid("Invalid record key for \(collection): \(rkey) is not a TID")
        }
        return RecordAddress(did: owner.id, collection: collection, rkey: rkey)
    }

    /// Applies the writes and lets the rest of the network see what became of the posts among them.
    func write(
        _ writes: [RepositoryWrite], by owner: Person, _ swapCommit: String?
    ) throws -> (results: [WriteResult], head: BlueskyState.Head?) {
        let now = ground.nowMs
        do {
            // The mirror is written under the same lock, so that a listing never runs ahead of the records.
            return try store.change { state in
                let done = try state.apply(writes, to: owner.id, swapCommit: swapCommit, nowMs: now)
                for result in done.results { mirror(result, by: owner, blobs: state.blobs) }
                return done
            }
        } catch let refusal as WriteRefusal {
            switch refusal {
            case .recordSwap(let current): throw XRPCError.swap(current)
            case .commitSwap(let current): throw XRPCError.swapCommit(current)
            case .unforeseen: throw XRPCError.internalError
            }
        }
    }
}
