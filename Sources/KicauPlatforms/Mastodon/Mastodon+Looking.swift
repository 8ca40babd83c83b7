public import KicauCore

extension Mastodon {
    /// A server's clock and ours may differ by this much.
    static let clockSlack = Duration.seconds(60)
    private static let maxPages = 5
    /// So many statuses of the time in question are asked for their plain source when the HTML does not match.
    private static let maxSources = 5

    /// Other servers know the same status by another number.
    public func receipt(of link: String, for account: Account) -> Receipt? {
        guard link.hasPrefix(account.server + "/") else { return nil }
        return link.firstMatch(of: /\/([0-9]+)\/?$/).map { Receipt(remoteID: String($0.output.1), url: link) }
    }

    public func look(_ errand: Errand, doubt: Doubt, via line: any Line) async -> Finding {
        var compared = 0
        var lastID: String?
        for _ in 0..<Mastodon.maxPages {
            let reply: Reply
            do throws(LineFailure) {
                reply = try await line.call(page(errand.signedIn, before: lastID), unit: MastodonUnit.read)
            } catch { return error.finding }
            guard reply.isSuccess, let items = reply.json?.array else {
                return Mastodon.errors.finding(of: Mastodon.complaint(reply))
            }
            let statuses = items.compactMap(MastodonWire.Status.init)
            let candidates = statuses.filter { Mastodon.mayBe($0, errand, doubt) }
            compared += statuses.count
            if let found = candidates.first(where: { Mastodon.isSame($0.text, errand) }) {
                return .found(Mastodon.receipt(found, errand))
            }
            switch await compareSources(candidates, errand, via: line) {
            case .found(let receipt): return .found(receipt)
            case .none: break
            case .some(let other): return other
            }
            guard let oldest = statuses.last, (oldest.created ?? doubt.since) >= doubt.since - Mastodon.clockSlack
            else {
                break
            }
            lastID = oldest.id
        }
        if let below = await lookBelowParent(errand, doubt, via: line) { return below }
        return .notSeen(
            Evidence(
                "None of the \(compared) newest posts of @\(errand.signedIn.account.handle) has this text.",
                at: errand.now, compared: compared))
    }

    private func page(_ signedIn: SignedIn, before lastID: String?) -> Call {
        let id = PercentEncoding.encoded(signedIn.account.remoteID)
        return Call(
            .get, signedIn.account.server + "/api/v1/accounts/\(id)/statuses",
            query: [("limit", "40"), ("exclude_reblogs", "true")] + (lastID.map { [("max_id", $0)] } ?? []),
            headers: [signedIn.credentials.bearer])
    }

    static func mayBe(_ status: MastodonWire.Status, _ errand: Errand, _ doubt: Doubt) -> Bool {
        if let created = status.created, created < doubt.since - clockSlack { return false }
        guard !errand.progress.receipts.values.contains(where: { $0.remoteID == status.id }) else { return false }
        return status.media.count == errand.part.media.count && hangsRight(status, errand)
    }

    /// Once what somebody else said is deleted, our answer to it shows that it answered nothing.
    private static func hangsRight(_ status: MastodonWire.Status, _ errand: Errand) -> Bool {
        let isAnswer = errand.step.part == 0 && errand.rendition.answering != nil
        return status.parent == errand.parent?.remoteID || (isAnswer && status.parent == nil)
    }

    static func isSame(_ text: String, _ errand: Errand) -> Bool {
        StatusText.canonical(text) == StatusText.canonical(errand.part.wireText)
    }

    /// Servers with markup of their own show other HTML: their plain source decides. Nil: none of them is ours.
    func compareSources(
        _ candidates: [MastodonWire.Status], _ errand: Errand, via line: any Line
    ) async -> Finding? {
        for status in candidates.prefix(Mastodon.maxSources) {
            let call = Call(
                .get,
                errand.signedIn.account.server + "/api/v1/statuses/\(PercentEncoding.encoded(status.id))/source",
                headers: [errand.signedIn.credentials.bearer])
            let reply: Reply
            do throws(LineFailure) {
                reply = try await line.call(call, unit: MastodonUnit.read)
            } catch { return error.finding }
            // Servers without this route answer 404: then the HTML was all there is.
            guard reply.isSuccess, let text = reply.json?["text"]?.string else { continue }
            if Mastodon.isSame(text, errand) { return .found(Mastodon.receipt(status, errand)) }
        }
        return nil
    }
}
