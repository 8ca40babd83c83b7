public import KicauCore

extension Bluesky {
    static func key(_ errand: Errand) -> String { key(of: errand.step.part, errand) }

    public func commit(_ errand: Errand, via line: any Line) async -> Outcome {
        let line = proving(line, for: errand.signedIn)
        if let receipt = Bluesky.receiptFromFirst(errand) { return .published(receipt) }
        let records = Bluesky.records(errand)
        guard let record = records.first else { return .refused(Errand.noParent(name)) }
        do throws(LineFailure) {
            if let writes = Bluesky.writes(of: records, errand),
                let outcome = try await writeAtOnce(writes, records, errand, via: line)
            {
                return outcome
            }
            if let outcome = await before(record, errand, via: line) { return outcome }
            return try await put(record, errand, via: line)
        } catch { return error.outcome }
    }

    /// What has to be done or known before a part is put by itself; nil: it can be put.
    private func before(_ record: JSONValue, _ errand: Errand, via line: any Line) async -> Outcome? {
        let number = errand.step.part
        if number > 0 {
            // The first part was found by a look: this one may have gone out with it.
            switch await standing(of: number, record, errand, via: line) {
            case .ours(let receipt): return .published(receipt)
            case .other: return .refused(Bluesky.occupied(nil))
            case .unclear(_, let failure): return .postponed(until: errand.now + .minutes(1), Bluesky.wait(failure))
            case .nothing: break
            }
        }
        guard !Bluesky.hasPutGates(of: number, errand) else { return nil }
        switch await putGates(errand, via: line) {
        case .ready: return nil
        case .working(_, let until): return .postponed(until: until, .platformBusy(answer: nil))
        case .refused(let refusal): return .refused(refusal)
        case .postponed(let until, let reason): return .postponed(until: until, reason)
        case .signedOut(let refusal): return .signedOut(refusal)
        case .stageAgain(let refusal): return .stageAgain(refusal)
        }
    }

    private static func wait(_ failure: LineFailure?) -> Postponement {
        switch failure {
        case .neverLeft(_, let reason)?: reason
        case .noAnswer(let trace)?: .unreachable(trace.what)
        case nil: .platformBusy(answer: nil)
        }
    }

    private func put(_ record: JSONValue, _ errand: Errand, via line: any Line) async throws(LineFailure) -> Outcome {
        let body = BlueskyWire.put(
            repo: errand.signedIn.account.remoteID, key: Bluesky.key(errand), record: record)
        let call = Bluesky.writeCall("com.atproto.repo.putRecord", body, errand.signedIn, isCommit: true)
        let reply = try await line.call(call, unit: BlueskyUnit.publish)
        let complaint = Bluesky.complaint(reply)
        if !reply.isSuccess, complaint.code == "InvalidSwap" {
            return await occupied(errand, record, complaint, via: line)
        }
        return Bluesky.outcome(reply, errand, record)
    }

    static func outcome(_ reply: Reply, _ errand: Errand, _ record: JSONValue) -> Outcome {
        guard reply.isSuccess else { return errors.outcome(of: complaint(reply)) }
        guard let uri = reply.json?["uri"]?.string, let cid = reply.json?["cid"]?.string,
            BlueskyWire.key(of: uri) == key(errand)
        else { return .unknown(unnamed(reply)) }
        return .published(receipt(of: errand.step.part, cid: cid, errand, record))
    }

    static func unnamed(_ reply: Reply) -> Trace {
        Trace(
            what: "the server said yes but named no record of ours", status: reply.status, answer: reply.words,
            at: reply.at)
    }

    /// Something stands at our key already: an earlier try of ours, or (never yet seen) another record.
    private func occupied(
        _ errand: Errand, _ record: JSONValue, _ complaint: Complaint, via line: any Line
    ) async -> Outcome {
        switch await standing(of: errand.step.part, record, errand, via: line) {
        case .ours(let receipt): .published(receipt)
        case .other: .refused(Bluesky.occupied(complaint))
        case .nothing, .unclear: .unknown(Bluesky.errors.trace(of: complaint))
        }
    }

    static func occupied(_ complaint: Complaint?) -> Refusal {
        Refusal(
            .invalidContent, "Another post stands at this post's place on Bluesky.",
            do: "Schedule it again for another minute.", answer: complaint?.answer, status: complaint?.status)
    }

    /// - Parameter thread: the hashes of all parts, where they went out with this one.
    static func receipt(
        of number: Int, cid: String, _ errand: Errand, _ record: JSONValue, thread: [String] = []
    ) -> Receipt {
        let key = key(of: number, errand)
        let expected = DagCBOR.cid(record)
        var extra: [String: JSONValue] = ["cid": .string(cid)]
        if thread.count > 1 { extra["thread"] = .array(thread.map { .string($0) }) }
        return Receipt(
            remoteID: address(of: number, errand),
            url: web(errand.signedIn.app) + "/profile/\(errand.signedIn.account.handle)/post/\(key)", extra: extra,
            differences: expected == nil || expected == cid
                ? [] : ["The server stored the post in another form than it was sent."])
    }
}
