import KicauCore

extension Bluesky {
    /// Takes an answer out of sight, or back in: the gate of our thread lists what is hidden.
    ///
    /// The gate is read and put again with a guard, so that what the person, or another of us, changes meanwhile is not
    /// lost. Of a gate that keeps changing under our hands a later try makes an end.
    func hide(
        _ isHidden: Bool, _ said: Said, _ signedIn: SignedIn, _ now: Instant, via line: any Line
    ) async throws(LineFailure) -> DeedEnd {
        guard let root = BlueskyWire.root(of: said.receipt)?["uri"]?.string,
            BlueskyWire.owner(of: root) == signedIn.account.remoteID, root != said.receipt.remoteID
        else { return .refused(HiddenReplies.notOurs) }
        var answer = ""
        for _ in 0..<3 {
            let key = BlueskyWire.key(of: root)
            let found = try await line.call(
                Bluesky.getCall(key, signedIn.account, in: Bluesky.threadgate), unit: BlueskyUnit.read)
            let complaint = Bluesky.complaint(found)
            guard found.isSuccess || Bluesky.errors.meaning(of: complaint) == .gone else {
                return Bluesky.errors.deed(of: complaint)
            }
            let gate = HiddenReplies(found.isSuccess ? found.json : nil, of: root)
            guard let record = gate.record(hiding: said.receipt.remoteID, isHidden, at: now) else { return .done }
            let put = BlueskyWire.put(
                repo: signedIn.account.remoteID, in: Bluesky.threadgate, key: key, record: record, over: gate.cid)
            let reply = try await line.call(
                Bluesky.writeCall("com.atproto.repo.putRecord", put, signedIn), unit: BlueskyUnit.act)
            if reply.isSuccess { return .done }
            let no = Bluesky.complaint(reply)
            guard no.code == "InvalidSwap" else { return gate.end(of: no, hiding: isHidden) }
            answer = no.answer
        }
        return .postponed(until: now + .minutes(1), .platformBusy(answer: answer))
    }
}

/// The gate of one thread, as it stands.
struct HiddenReplies {
    /// Lexicon app.bsky.feed.threadgate, hiddenReplies, maxLength; later editions may take more, so the server is asked.
    static let sureToFit = Fact(50, from: "lexicon app.bsky.feed.threadgate", read: "2026-11-27")

    /// What it is swapped for; nil: there is none.
    let cid: String?
    private let root: String
    private let old: [String: JSONValue]

    init(_ found: JSONValue?, of root: String) {
        cid = found?["cid"]?.string
        old = found?["value"]?.object ?? [:]
        self.root = root
    }

    private var hidden: [JSONValue] { old["hiddenReplies"]?.array ?? [] }

    /// The gate with one answer more or less in it; nil: it is so already. All else in it stays: who may answer, too.
    func record(hiding uri: String, _ isHidden: Bool, at now: Instant) -> JSONValue? {
        guard hidden.contains(.string(uri)) != isHidden else { return nil }
        var members = old
        members["$type"] = .string(Bluesky.threadgate)
        members["post"] = old["post"] ?? .string(root)
        members["createdAt"] = old["createdAt"] ?? .string(TimeReading.isoText(now))
        members["hiddenReplies"] = .array(isHidden ? hidden + [.string(uri)] : hidden.filter { $0 != .string(uri) })
        return .object(members)
    }

    func end(of complaint: Complaint, hiding isHidden: Bool) -> DeedEnd {
        let isFull = isHidden && hidden.count >= HiddenReplies.sureToFit.value
        guard isFull, Bluesky.errors.meaning(of: complaint) == .invalidContent else {
            return Bluesky.errors.deed(of: complaint)
        }
        return .refused(
            Refusal(
                .invalidContent, "Bluesky hides no more answers under this post; \(hidden.count) are hidden already.",
                do: "Show one of them again first.", answer: complaint.answer, status: complaint.status))
    }

    static let notOurs = Refusal(
        .permission, "On Bluesky only answers in a thread of your own can be hidden.",
        do: "Mute or block the account at Bluesky instead.")
}
