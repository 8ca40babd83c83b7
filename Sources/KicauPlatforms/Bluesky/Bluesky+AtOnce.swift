import KicauCore

/// A thread and its gates as one write: nobody ever sees a part of it without the rest.
///
/// The first part's commit writes all of them; what its answer names are the receipts of the others, whose commits then
/// have nothing to write. One there, all there: to look for any part is to look for the thread.
extension Bluesky {
    static let mostWrites = Fact(200, from: "reference server, com.atproto.repo.applyWrites", read: "2026-08-20")
    static let maxBodyBytes = Fact(1_000_000, from: "reference server, limit of a JSON body", read: "2026-08-20")

    /// Nil: there is but one record to write, or not all of them are known, or it is more than a server takes at once.
    static func writes(of records: [JSONValue], _ errand: Errand) -> JSONValue? {
        guard errand.step.part == 0, records.count == errand.rendition.parts.count else { return nil }
        let writes = records.enumerated().flatMap { number, record in
            let gates = hasPutGates(of: number, errand) ? [] : gateRecords(of: number, errand)
            let key = key(of: number, errand)
            return (gates + [(collection: collection, record: record)])
                .map { BlueskyWire.create(in: $0.collection, key: key, record: $0.record) }
        }
        guard (2...mostWrites.value).contains(writes.count) else { return nil }
        let body: JSONValue = ["repo": .string(errand.signedIn.account.remoteID), "writes": .array(writes)]
        return body.text.utf8.count <= maxBodyBytes.value ? body : nil
    }

    /// Nil: the server does not know how, so nothing was written.
    func writeAtOnce(
        _ writes: JSONValue, _ records: [JSONValue], _ errand: Errand, via line: any Line
    ) async throws(LineFailure) -> Outcome? {
        let call = Bluesky.writeCall("com.atproto.repo.applyWrites", writes, errand.signedIn, isCommit: true)
        let reply = try await line.call(call, unit: BlueskyUnit.publish)
        if reply.isSuccess { return Bluesky.outcome(atOnce: reply, records, errand) }
        guard ![404, 405, 501].contains(reply.status) else { return nil }
        let complaint = Bluesky.complaint(reply)
        let mayBeInUse = [.unknownOutcome, .invalidContent].contains(Bluesky.errors.meaning(of: complaint))
        guard complaint.isOwnShape, mayBeInUse else { return Bluesky.errors.outcome(of: complaint) }
        return await occupied(complaint, records, errand, via: line)
    }

    /// A key that is in use has no complaint of its own: the reference server breaks over it, arroba calls the request
    /// invalid (2026-11-27). Whose record stands there tells what to make of it; where none does, the complaint holds.
    private func occupied(
        _ complaint: Complaint, _ records: [JSONValue], _ errand: Errand, via line: any Line
    ) async -> Outcome {
        let (standing, isTaken) = await standing(from: records, errand, via: line)
        switch standing {
        case .ours(let receipt): return .published(receipt)
        case .unclear: return .unknown(Bluesky.errors.trace(of: complaint))
        case .other: return .refused(Bluesky.occupied(complaint))
        case .nothing: return isTaken ? .refused(Bluesky.occupied(complaint)) : Bluesky.errors.outcome(of: complaint)
        }
    }

    private static func outcome(atOnce reply: Reply, _ records: [JSONValue], _ errand: Errand) -> Outcome {
        let named = (reply.json?["results"]?.array ?? []).compactMap { result in
            result["uri"]?.string.flatMap { uri in result["cid"]?.string.map { (uri, $0) } }
        }
        let stored = Dictionary(named, uniquingKeysWith: { first, _ in first })
        let cids = records.indices.compactMap { stored[address(of: $0, errand)] }
        guard cids.count == records.count, let first = cids.first, let record = records.first else {
            return .unknown(unnamed(reply))
        }
        return .published(receipt(of: 0, cid: first, errand, record, thread: cids))
    }

    /// What the first part's commit learnt of this one; nil: nothing.
    static func receiptFromFirst(_ errand: Errand) -> Receipt? {
        let number = errand.step.part
        guard number > 0, let cids = errand.progress.receipts[0]?.extra["thread"]?.array, cids.indices.contains(number),
            let cid = cids[number].string, let record = record(errand)
        else { return nil }
        return receipt(of: number, cid: cid, errand, record)
    }

    /// What stands at the errand's key; of a first part, what became of the thread that may have gone out with it.
    ///
    /// Any later part proves the one write, as nothing else can have put it there while the first was in doubt: so the
    /// last is asked for first, and one that was deleted meanwhile hides nothing. Where one cannot be read, nothing is
    /// concluded. `isTaken`: another post stands at a later part's key.
    func standing(
        from records: [JSONValue], _ errand: Errand, via line: any Line
    ) async -> (standing: Standing, isTaken: Bool) {
        guard let first = records.first else { return (.unclear(nil, nil), false) }
        var cids = records.compactMap(DagCBOR.cid)
        var isTaken = false
        if Bluesky.writes(of: records, errand) != nil, cids.count == records.count {
            for number in records.indices.dropFirst().reversed() {
                switch await standing(of: number, records[number], errand, via: line) {
                case .ours(let receipt):
                    if let cid = receipt.extra["cid"]?.string { cids[number] = cid }
                    return (.ours(Bluesky.receipt(of: 0, cid: cids[0], errand, first, thread: cids)), isTaken)
                case .unclear(let complaint, let failure): return (.unclear(complaint, failure), isTaken)
                case .other: isTaken = true
                case .nothing: break
                }
            }
        }
        return (await standing(of: errand.step.part, first, errand, via: line), isTaken)
    }
}

extension BlueskyWire {
    static func create(in collection: String, key: String, record: JSONValue) -> JSONValue {
        [
            "$type": "com.atproto.repo.applyWrites#create", "collection": .string(collection), "rkey": .string(key),
            "value": record,
        ]
    }
}
