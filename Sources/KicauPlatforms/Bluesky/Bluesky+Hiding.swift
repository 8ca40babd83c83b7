import KicauCore

extension Bluesky {
    /// Takes an answer out of sight or a quote off our post, or puts it back: a gate of ours lists what is meant.
    ///
    /// The gate is read and put again with a guard, so that what the person, or another of us, changes meanwhile is not
    /// lost. Of a gate that keeps changing under our hands a later try makes an end.
    func hide(
        _ isHidden: Bool, _ said: Said, _ signedIn: SignedIn, _ now: Instant, via line: any Line
    ) async throws(LineFailure) -> DeedEnd {
        let lists = GateList.all(for: said, of: signedIn.account.remoteID)
        guard !lists.isEmpty else { return .refused(GateList.notOurs) }
        for list in lists {
            let end = try await swap(list, said.receipt.remoteID, isHidden, signedIn, now, via: line)
            guard end == .done else { return end }
        }
        return .done
    }

    private func swap(
        _ list: GateList, _ uri: String, _ isHidden: Bool, _ signedIn: SignedIn, _ now: Instant, via line: any Line
    ) async throws(LineFailure) -> DeedEnd {
        let key = BlueskyWire.key(of: list.post)
        var answer = ""
        for _ in 0..<3 {
            let found = try await line.call(
                Bluesky.getCall(key, signedIn.account, in: list.collection), unit: BlueskyUnit.read)
            let complaint = Bluesky.complaint(found)
            guard found.isSuccess || Bluesky.errors.meaning(of: complaint) == .gone else {
                return Bluesky.errors.deed(of: complaint)
            }
            let gate = StandingGate(found.isSuccess ? found.json : nil, list)
            guard let record = gate.record(with: uri, isHidden, at: now) else { return .done }
            let put = BlueskyWire.put(
                repo: signedIn.account.remoteID, in: list.collection, key: key, record: record, over: gate.cid)
            let reply = try await line.call(
                Bluesky.writeCall("com.atproto.repo.putRecord", put, signedIn), unit: BlueskyUnit.act)
            if reply.isSuccess { return .done }
            let no = Bluesky.complaint(reply)
            guard no.code == "InvalidSwap" else { return gate.end(of: no, adding: isHidden) }
            answer = no.answer
        }
        return .postponed(until: now + .minutes(1), .platformBusy(answer: answer))
    }
}

/// A list in a gate beside one of our posts, by which something that others said is hidden.
struct GateList {
    let collection: String
    let member: String
    /// The post that the gate belongs to.
    let post: String

    /// An answer is hidden in the thread it stands in, a quote is taken off what it quotes; it may be both.
    static func all(for said: Said, of account: String) -> [GateList] {
        let ours: (JSONValue?) -> String? = { uri in
            uri?.string.flatMap { BlueskyWire.owner(of: $0) == account ? $0 : nil }
        }
        let quoted = ours(said.receipt.extra["quoted"]).map {
            GateList(collection: Bluesky.postgate, member: "detachedEmbeddingUris", post: $0)
        }
        let root = ours(BlueskyWire.root(of: said.receipt)?["uri"]).flatMap { uri in
            uri == said.receipt.remoteID
                ? nil : GateList(collection: Bluesky.threadgate, member: "hiddenReplies", post: uri)
        }
        return [quoted, root].compactMap { $0 }
    }

    static let notOurs = Refusal(
        .permission, "On Bluesky only answers in a thread of your own and quotes of your posts can be hidden.",
        do: "Mute or block the account at Bluesky instead.")
}

/// A gate as it stands.
struct StandingGate {
    /// Lexicons app.bsky.feed.threadgate, hiddenReplies, and app.bsky.feed.postgate, detachedEmbeddingUris, maxLength; later
    /// editions may take more, so the server is asked.
    static let sureToFit = Fact(50, from: "lexicons app.bsky.feed.threadgate and postgate", read: "2026-11-27")

    /// What it is swapped for; nil: there is none.
    let cid: String?
    private let list: GateList
    private let old: [String: JSONValue]

    init(_ found: JSONValue?, _ list: GateList) {
        cid = found?["cid"]?.string
        old = found?["value"]?.object ?? [:]
        self.list = list
    }

    private var listed: [JSONValue] { old[list.member]?.array ?? [] }

    /// The gate with one line more or less in it; nil: it is so already. All else in it stays: who may answer or quote, too.
    func record(with uri: String, _ isListed: Bool, at now: Instant) -> JSONValue? {
        guard listed.contains(.string(uri)) != isListed else { return nil }
        var members = old
        members["$type"] = .string(list.collection)
        members["post"] = old["post"] ?? .string(list.post)
        members["createdAt"] = old["createdAt"] ?? .string(TimeReading.isoText(now))
        members[list.member] = .array(isListed ? listed + [.string(uri)] : listed.filter { $0 != .string(uri) })
        return .object(members)
    }

    func end(of complaint: Complaint, adding isAdded: Bool) -> DeedEnd {
        let isFull = isAdded && listed.count >= StandingGate.sureToFit.value
        guard isFull, Bluesky.errors.meaning(of: complaint) == .invalidContent else {
            return Bluesky.errors.deed(of: complaint)
        }
        return .refused(
            Refusal(
                .invalidContent, full, do: "Show one of them again first.", answer: complaint.answer,
                status: complaint.status))
    }

    private var full: Sentence {
        list.collection == Bluesky.postgate
            ? "Bluesky takes no more quotes off this post; \(listed.count) are off it already."
            : "Bluesky hides no more answers under this post; \(listed.count) are hidden already."
    }
}
