public import KicauCore

extension Bluesky {
    /// What stands at our key.
    enum Standing {
        case ours(Receipt)
        case other
        case nothing
        case unclear(Complaint?, LineFailure?)
    }

    public func look(_ errand: Errand, doubt: Doubt, via line: any Line) async -> Finding {
        let line = proving(line, for: errand.signedIn)
        if doubt.maker == .person { return await lookByWords(errand, since: doubt.since, via: line) }
        let records = Bluesky.records(errand)
        guard !records.isEmpty else {
            return .couldNotLook(until: errand.now + .minutes(5), .unreachable("the part before is not known"))
        }
        switch await standing(from: records, errand, via: line).standing {
        case .ours(let receipt): return .found(receipt)
        case .nothing:
            return .absent(
                Evidence(
                    "The account's server says that no post stands at this post's key.", at: errand.now, compared: 1))
        case .other:
            return .notSeen(Evidence("Another post stands at this post's key.", at: errand.now, compared: 1))
        case .unclear(let complaint?, _): return Bluesky.errors.finding(of: complaint)
        case .unclear(nil, let failure?): return failure.finding
        case .unclear(nil, nil): return .couldNotLook(until: errand.now + .minutes(2), .platformBusy(answer: nil))
        }
    }

    func standing(of number: Int, _ record: JSONValue, _ errand: Errand, via line: any Line) async -> Standing {
        let key = Bluesky.key(of: number, errand)
        let reply: Reply
        do throws(LineFailure) {
            reply = try await line.call(Bluesky.getCall(key, errand.signedIn.account), unit: BlueskyUnit.read)
        } catch { return .unclear(nil, error) }
        if reply.isSuccess {
            guard let body = reply.json, let cid = body["cid"]?.string, let value = body["value"] else {
                return .unclear(Bluesky.complaint(reply), nil)
            }
            let isOurs = cid == DagCBOR.cid(record) || Bluesky.says(value, the: record)
            return isOurs ? .ours(Bluesky.receipt(of: number, cid: cid, errand, record)) : .other
        }
        let complaint = Bluesky.complaint(reply)
        if Bluesky.errors.meaning(of: complaint) == .gone { return .nothing }
        guard reply.status == 400 || reply.status == 404 else { return .unclear(complaint, nil) }
        return await listed(number, record, errand, complaint, via: line)
    }

    /// Servers that say "not found" in words of their own are asked for the list.
    private func listed(
        _ number: Int, _ record: JSONValue, _ errand: Errand, _ complaint: Complaint, via line: any Line
    ) async -> Standing {
        do throws(LineFailure) {
            let reply = try await line.call(Bluesky.listCall(errand.signedIn.account), unit: BlueskyUnit.read)
            guard reply.isSuccess, let records = reply.json?["records"]?.array else { return .unclear(complaint, nil) }
            let key = Bluesky.key(of: number, errand)
            let match = records.first { BlueskyWire.key(of: $0["uri"]?.string ?? "") == key }
            guard let match, let cid = match["cid"]?.string else { return .nothing }
            let isOurs = match["value"].map { Bluesky.says($0, the: record) } ?? false
            return isOurs ? .ours(Bluesky.receipt(of: number, cid: cid, errand, record)) : .other
        } catch { return .unclear(nil, error) }
    }

    /// The same words, said to the same post.
    private static func says(_ found: JSONValue, the record: JSONValue) -> Bool {
        found["text"] == record["text"] && found.at("reply", "parent", "uri") == record.at("reply", "parent", "uri")
    }

    /// Reading is public: no token leaves for it.
    static func getCall(_ key: String, _ account: Account, in collection: String = Bluesky.collection) -> Call {
        Call(
            .get, BlueskyWire.url(account.server, "com.atproto.repo.getRecord"),
            query: [("repo", account.remoteID), ("collection", collection), ("rkey", key)])
    }

    /// The newest hundred of the account's posts.
    static func listCall(_ account: Account) -> Call {
        Call(
            .get, BlueskyWire.url(account.server, "com.atproto.repo.listRecords"),
            query: [("repo", account.remoteID), ("collection", collection), ("limit", "100")])
    }

    func isGone(_ key: String, _ signedIn: SignedIn, via line: any Line) async -> Bool {
        do throws(LineFailure) {
            let reply = try await line.call(Bluesky.getCall(key, signedIn.account), unit: BlueskyUnit.read)
            return !reply.isSuccess && Bluesky.errors.meaning(of: Bluesky.complaint(reply)) == .gone
        } catch { return false }
    }
}
