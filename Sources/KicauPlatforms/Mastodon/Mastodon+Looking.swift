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
        let path = link.dropFirst(account.server.count).prefix { $0 != "?" && $0 != "#" }
        return MastodonDialect(account).software.number(in: path).map { Receipt(remoteID: $0, url: link) }
    }

    public func look(_ errand: Errand, doubt: Doubt, via line: any Line) async -> Finding {
        var compared = 0
        var lastID: String?
        // What may be ours for all that could be seen, and a list that goes on: neither proves that it is not there.
        var isBlind = false
        var isCut = true
        for _ in 0..<Mastodon.maxPages {
            let reply: Reply
            do throws(LineFailure) {
                reply = try await line.call(page(errand.signedIn, before: lastID), unit: MastodonUnit.read)
            } catch { return error.finding }
            guard reply.isSuccess, let items = reply.json?.array else {
                return Mastodon.errors.finding(of: Mastodon.complaint(reply))
            }
            let statuses = items.compactMap(MastodonWire.Status.init)
            compared += statuses.count
            switch await compare(statuses.filter { Mastodon.mayBe($0, errand, doubt) }, errand, via: line) {
            case .ended(let finding): return finding
            case .mayBeOurs: isBlind = true
            case .others: break
            }
            guard let oldest = statuses.last, (oldest.created ?? doubt.since) >= doubt.since - Mastodon.clockSlack
            else {
                isCut = false
                break
            }
            lastID = oldest.id
        }
        switch await lookBelowParent(errand, doubt, via: line) {
        case .ended(let finding): return finding
        case .mayBeOurs: isBlind = true
        case .others: break
        }
        return .notSeen(
            Evidence(
                "None of the \(compared) newest posts of @\(errand.signedIn.account.handle) has this text.",
                at: errand.now, compared: compared, isBlind: isBlind || isCut))
    }

    /// What comparing some statuses with ours came to.
    enum Comparison {
        case ended(Finding)
        /// One of them can be told neither for ours nor for another.
        case mayBeOurs
        case others
    }

    /// - Parameter statuses: of ours, of the time in question.
    func compare(_ statuses: [MastodonWire.Status], _ errand: Errand, via line: any Line) async -> Comparison {
        let inPlace = statuses.filter { $0.parent == errand.parent?.remoteID }
        if let found = inPlace.first(where: { Mastodon.isSame($0.text, errand) }) {
            return .ended(.found(Mastodon.receipt(found, errand)))
        }
        let sources = await compareSources(inPlace, errand, via: line)
        guard case .others = sources else { return sources }
        // Once what somebody else said is deleted, our answer shows that it answered nothing; so does any post of ours.
        let isLoose = statuses.contains { $0.parent == nil && errand.parent != nil && Mastodon.isSame($0.text, errand) }
        return isLoose ? .mayBeOurs : .others
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
        guard !errand.isKnown(status.id) else { return false }
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

    /// Servers with markup of their own show other HTML: their plain source decides.
    private func compareSources(
        _ candidates: [MastodonWire.Status], _ errand: Errand, via line: any Line
    ) async -> Comparison {
        var isUnsure = candidates.count > Mastodon.maxSources
        for status in candidates.prefix(Mastodon.maxSources) {
            let call = Call(
                .get,
                errand.signedIn.account.server + "/api/v1/statuses/\(PercentEncoding.encoded(status.id))/source",
                headers: [errand.signedIn.credentials.bearer])
            let reply: Reply
            do throws(LineFailure) {
                reply = try await line.call(call, unit: MastodonUnit.read)
            } catch { return .ended(error.finding) }
            // Servers without this route answer 404: then the HTML is all there is, and it may be ours put otherwise.
            guard reply.isSuccess, let text = reply.json?["text"]?.string else {
                isUnsure = true
                continue
            }
            if Mastodon.isSame(text, errand) { return .ended(.found(Mastodon.receipt(status, errand))) }
        }
        return isUnsure ? .mayBeOurs : .others
    }
}
