import KicauCore

/// Answers that wait for approval: developers.facebook.com, Threads, Reply Management, Reply Approvals, 2026-02-13 as
/// stored. Meta's Postman collection does not have them yet.
extension Threads {
    /// Only posts that were published so are asked for what waits: Threads has no such list of others.
    static let approvalsKey = "approvals"

    static func holdsAnswers(_ part: RenderedPart) -> Bool { part.frozen["enable_reply_approvals"] == .bool(true) }

    static func noted(_ receipt: Receipt, _ part: RenderedPart) -> Receipt {
        guard holdsAnswers(part) else { return receipt }
        return Receipt(
            remoteID: receipt.remoteID, url: receipt.url,
            extra: receipt.extra.merging([approvalsKey: true]) { own, _ in own }, differences: receipt.differences)
    }

    /// Ignored answers can be approved later.
    func review(
        _ deed: Deed, _ said: Said, _ signedIn: SignedIn, _ now: Instant, via line: any Line
    ) async -> DeedEnd {
        let graph = graph(signedIn)
        let form = [("approve", deed == .approve ? "true" : "false")]
        let call = graph.post(said.receipt.remoteID + "/manage_pending_reply", form: form)
        // Like hiding it says who sees an answer, so it is booked as that.
        return await graph.carry(call, unit: ThreadsUnit.hide, now: now, via: line)
    }
}

extension Threads.Wire {
    private static let mostHeld = 20
    private static let pending = "/pending_replies"

    static func held(_ posts: [Receipt], since: Instant) -> [SaidList] {
        posts.filter { $0.extra[Threads.approvalsKey] == .bool(true) }.prefix(mostHeld).map {
            SaidList($0.remoteID + pending, floor: since, post: $0.remoteID)
        }
    }

    static func isOfHeld(_ list: SaidList) -> Bool { list.path.hasSuffix(pending) }

    /// How the words are spelt in answers is shown nowhere.
    static func waiting(_ shown: JSONValue, in list: SaidList) -> Said.Waiting? {
        guard isOfHeld(list) else { return nil }
        return shown["reply_approval_status"]?.string?.lowercased() == "ignored" ? .ignored : .pending
    }
}
