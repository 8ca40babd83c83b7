import KicauCore

/// What a write asks for, once its form is understood.
enum RepositoryWrite: Sendable {
    case create(RecordAddress, JSONValue)
    case put(RecordAddress, JSONValue, swap: Swap)
    case update(RecordAddress, JSONValue)
    case delete(RecordAddress, swap: Swap)

    /// What the caller believes is there now.
    enum Swap: Sendable, Hashable {
        /// No opinion.
        case any
        case absent
        case cid(String)
    }

    var address: RecordAddress {
        switch self {
        case .create(let address, _), .put(let address, _, _), .update(let address, _), .delete(let address, _):
            address
        }
    }

    var points: Int {
        switch self {
        case .create: 3
        case .put, .update: 2
        case .delete: 1
        }
    }
}

/// What became of one write.
enum WriteResult: Sendable, Hashable {
    case created(BlueskyState.StoredRecord)
    case changed(BlueskyState.StoredRecord)
    /// The very same record was there: nothing was written.
    case unchanged(BlueskyState.StoredRecord)
    case deleted(RecordAddress)
    case wasNotThere

    var record: BlueskyState.StoredRecord? {
        switch self {
        case .created(let record), .changed(let record), .unchanged(let record): record
        case .deleted, .wasNotThere: nil
        }
    }

    var hasChanged: Bool {
        switch self {
        case .created, .changed, .deleted: true
        case .unchanged, .wasNotThere: false
        }
    }
}

/// Why a repository would not take a set of writes. Nothing of the set has happened then.
enum WriteRefusal: Error, Hashable {
    case recordSwap(current: String?)
    case commitSwap(current: String?)
    /// An rkey in use, an update of nothing: the reference server does not foresee it and breaks.
    case unforeseen
}

extension BlueskyState {
    /// All of the writes or none, as one commit.
    mutating func apply(
        _ writes: [RepositoryWrite], to did: String, swapCommit: String?, nowMs: Int64
    ) throws(WriteRefusal) -> (results: [WriteResult], head: Head?) {
        var next = self
        if let swapCommit, swapCommit != heads[did]?.cid { throw .commitSwap(current: heads[did]?.cid) }
        var results: [WriteResult] = []
        for write in writes { results.append(try next.apply(write, nowMs: nowMs)) }
        guard results.contains(where: \.hasChanged) else { return (results, nil) }
        let head = next.commit(to: did, results, nowMs: nowMs)
        self = next
        return (results, head)
    }

    private mutating func apply(_ write: RepositoryWrite, nowMs: Int64) throws(WriteRefusal) -> WriteResult {
        let address = write.address
        let current = records[address.key]
        switch write {
        case .create(_, let value):
            guard current == nil else { throw .unforeseen }
            return .created(try store(value, at: address, nowMs: nowMs))
        case .update(_, let value):
            guard current != nil else { throw .unforeseen }
            return .changed(try store(value, at: address, nowMs: nowMs))
        case .put(_, let value, let swap):
            // The same record again is a yes whatever the caller believed: this is what makes a repeat harmless.
            let cid = try? ContentID(record: value).description  // without a canonical form it is not the same record
            if let current, current.cid == cid { return .unchanged(current) }
            try check(swap, against: current)
            let stored = try store(value, at: address, nowMs: nowMs)
            return current == nil ? .created(stored) : .changed(stored)
        case .delete(_, let swap):
            guard current != nil else { return .wasNotThere }
            try check(swap, against: current)
            records[address.key] = nil
            return .deleted(address)
        }
    }

    private func check(_ swap: RepositoryWrite.Swap, against current: StoredRecord?) throws(WriteRefusal) {
        switch swap {
        case .any: return
        case .absent: if current != nil { throw .recordSwap(current: current?.cid) }
        case .cid(let cid): if current?.cid != cid { throw .recordSwap(current: current?.cid) }
        }
    }

    private mutating func store(
        _ value: JSONValue, at address: RecordAddress, nowMs: Int64
    ) throws(WriteRefusal) -> StoredRecord {
        guard let cid = try? ContentID(record: value) else { throw .unforeseen }  // refused before it came here
        let record = StoredRecord(uri: address, cid: cid.description, value: value, indexedAtMs: nowMs)
        records[address.key] = record
        for link in value.blobLinks { blobs["\(address.did)/\(link)"]?.isReferenced = true }
        return record
    }

    /// The commit stands for the chain: its identifier follows from the one before and from what changed.
    private mutating func commit(to did: String, _ results: [WriteResult], nowMs: Int64) -> Head {
        let rev = nextKey(atMs: nowMs)
        let changes = results.map { JSONValue.string($0.record?.cid ?? "deleted") }
        let facts: JSONValue = [
            "did": .string(did), "version": 3, "rev": .string(rev), "changes": .array(changes),
            "prev": heads[did].map { .string($0.cid) } ?? .null,
        ]
        let cid = try? ContentID(record: facts).description  // texts and whole numbers never fail
        let head = Head(cid: cid ?? rev, rev: rev)
        heads[did] = head
        return head
    }
}

extension JSONValue {
    /// The links of all blobs anywhere inside.
    var blobLinks: [String] {
        switch self {
        case .null, .bool, .number, .integer, .string: []
        case .array(let items): items.flatMap(\.blobLinks)
        case .object(let members):
            if self["$type"]?.string == "blob" {
                self["ref"]?["$link"]?.string.map { [$0] } ?? []
            } else {
                members.values.flatMap(\.blobLinks)
            }
        }
    }
}
